"""What people are told about appraisals by inbox and e-mail; always in the county's language."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from core.notifications import Message, in_chinese, notify, notify_each
from inspectors.models import Appraisal

NAMED = 20  # of those who are late, in one message


@in_chinese
def appraisals_opened(appraisals: Sequence[Appraisal]) -> None:
    """Tell each inspector with an account that the self-summary is to be written, and by when."""
    messages = [
        Message(
            user_id=row.inspector.user.pk,
            email=row.inspector.user.email,
            kind="open_appraisals",
            title=_("Please write your self-summary: %(name)s") % {"name": _name(row)},
            body=_("Hand it in by %(day)s.") % {"day": date_format(row.due_on)} if row.due_on else "",
            url=row.get_absolute_url(),
            about_id=row.pk,
            key=f"appraisal:{row.pk}:open",
        )
        for row in appraisals
        if row.inspector.user is not None and row.inspector.user.is_active
    ]
    notify_each(messages, about=Appraisal)


@dataclass(frozen=True)
class Reminder:
    """A self-summary that is missing: whose, due on which day, for which of the settings' days, and whether late."""

    appraisal: Appraisal
    due_on: dt.date
    days: int
    is_late: bool


@in_chinese
def summaries_missing(missing: Sequence[Reminder]) -> int:
    """Remind each with an account, and tell the office who is late, each once. Returns how many messages were new."""
    messages = [
        _to_write(one.appraisal.inspector.user, one)
        for one in missing
        if one.appraisal.inspector.user is not None and one.appraisal.inspector.user.is_active
    ]
    late: dict[dt.date, list[Appraisal]] = defaultdict(list)
    for one in missing:
        if one.is_late:
            late[one.due_on].append(one.appraisal)
    office = list(_office()) if late else []
    messages += [_late(user, day, rows) for day, rows in late.items() for user in office]
    return notify_each(messages, about=Appraisal)


def _to_write(user: User, one: Reminder) -> Message:
    row = one.appraisal
    words = {"name": _name(row), "day": date_format(one.due_on)}
    if one.is_late:
        title = _("Your self-summary was due on %(day)s: %(name)s") % words
        body = _("You may still hand it in until the office goes on without it.")
    else:
        title, body = _("Please hand in your self-summary by %(day)s: %(name)s") % words, ""
    return Message(
        user_id=user.pk,
        email=user.email,
        kind="remind_summaries",
        title=title,
        body=body,
        url=row.get_absolute_url(),
        about_id=row.pk,
        key=f"appraisal:{row.pk}:{one.due_on}:{one.days}",
    )


def _late(user: User, due_on: dt.date, rows: Sequence[Appraisal]) -> Message:
    names = _("、").join(row.inspector.name for row in rows[:NAMED])
    words = {"count": len(rows), "day": date_format(due_on), "names": names}
    return Message(
        user_id=user.pk,
        email=user.email,
        kind="remind_summaries",
        title=_("%(count)s self-summaries are late; they were due on %(day)s") % words,
        body=names if len(rows) <= NAMED else _("%(names)s and others") % words,
        url=f"{reverse('appraisals')}?state=open&overdue=on",
        about_id=rows[0].pk,
        key=f"remind_summaries:{due_on}",
    )


@in_chinese
def appraisal_cancelled(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector that the appraisal was taken back."""
    _tell(_own(appraisal), "cancel_appraisal", _("Appraisal cancelled: %(name)s"), appraisal, reason)


@in_chinese
def summary_returned(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector what is to be mended."""
    _tell(_own(appraisal), "return_summary", _("Self-summary returned: %(name)s"), appraisal, reason)


@in_chinese
def summary_waived(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector that the office goes on without the self-summary."""
    _tell(_own(appraisal), "waive_summary", _("Appraised without a self-summary: %(name)s"), appraisal, reason)


@in_chinese
def grade_proposed(appraisal: Appraisal) -> None:
    """Tell the head that a grade waits to be confirmed."""
    heads = User.objects.active().with_role(Role.OFFICE_HEAD)
    _tell(heads, "grade_appraisal", _("Grade to confirm: %(name)s"), appraisal)


@in_chinese
def grade_returned(appraisal: Appraisal, reason: str) -> None:
    """Tell the office why the head returned the grade."""
    _tell(_office(), "return_grade", _("Grade returned by the head: %(name)s"), appraisal, reason)


@in_chinese
def grade_confirmed(appraisal: Appraisal) -> None:
    """Tell the office that the grade may be told."""
    _tell(_office(), "confirm_appraisal", _("Grade confirmed, to be told: %(name)s"), appraisal)


@in_chinese
def grade_told(appraisal: Appraisal) -> None:
    """Tell the inspector the grade, and until when to reply."""
    body = _("Grade: %(grade)s.") % {"grade": appraisal.get_grade_display()}
    if appraisal.due_on is not None:
        body += _("You may reply until %(day)s.") % {"day": date_format(appraisal.due_on)}
    _tell(_own(appraisal), "tell_appraisal", _("Result of your appraisal: %(name)s"), appraisal, body)


@in_chinese
def grade_replied(appraisal: Appraisal) -> None:
    """Tell the office what the inspector replied."""
    _tell(_office(), "reply_appraisal", _("Reply to a grade: %(name)s"), appraisal, appraisal.reply)


@in_chinese
def grade_answered(appraisal: Appraisal) -> None:
    """Tell the inspector the office's answer."""
    _tell(_own(appraisal), "answer_appraisal", _("Answer to your reply: %(name)s"), appraisal, appraisal.answer)


@in_chinese
def grade_reopened(appraisal: Appraisal) -> None:
    """Tell the inspector that the grade is given anew."""
    _tell(_own(appraisal), "regrade_appraisal", _("Your grade is given anew: %(name)s"), appraisal, appraisal.answer)


@in_chinese
def appraisal_filed(appraisal: Appraisal) -> None:
    """Tell the inspector that the form is in the file."""
    _tell(_own(appraisal), "file_appraisal", _("Appraisal filed: %(name)s"), appraisal)


def _own(appraisal: Appraisal) -> list[User]:
    return [appraisal.inspector.user] if appraisal.inspector.user is not None else []


def _office() -> Iterable[User]:
    return User.objects.active().with_role(*OFFICE_ROLES)


def _name(appraisal: Appraisal) -> str:
    return _("%(person)s, %(appraisal)s") % {"person": appraisal.inspector.name, "appraisal": appraisal.title}


def _tell(people: Iterable[User], kind: str, title: str, appraisal: Appraisal, body: str = "") -> None:
    name = _name(appraisal)
    notify(
        people, kind=kind, title=title % {"name": name}, body=body, url=appraisal.get_absolute_url(), about=appraisal
    )
