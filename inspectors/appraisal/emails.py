"""What people are told about appraisals by inbox and e-mail; always in the county's language."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import heads, office
from accounts.models import User
from core.notifications import Message, in_chinese, notify_each, tell
from inspectors.models import Appraisal

NAMED = 20  # of those who are late, in one message


@in_chinese
def appraisals_opened(appraisals: Sequence[Appraisal]) -> None:
    """Tell each inspector with an account that the self-summary is to be written, and by when."""
    messages = [
        Message.to(
            row.inspector.user,
            "open_appraisals",
            _("Please write your self-summary: %(name)s") % {"name": _name(row)},
            row,
            _("Hand it in by %(day)s.") % {"day": date_format(row.due_on)} if row.due_on else "",
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
    staff = list(office()) if late else []
    messages += [_late(user, day, rows) for day, rows in late.items() for user in staff]
    return notify_each(messages, about=Appraisal)


def _to_write(user: User, one: Reminder) -> Message:
    row = one.appraisal
    words = {"name": _name(row), "day": date_format(one.due_on)}
    if one.is_late:
        title = _("Your self-summary was due on %(day)s: %(name)s") % words
        body = _("You may still hand it in until the office goes on without it.")
    else:
        title, body = _("Please hand in your self-summary by %(day)s: %(name)s") % words, ""
    key = f"appraisal:{row.pk}:{one.due_on}:{one.days}"
    return Message.to(user, "remind_summaries", title, row, body, key=key)


def _late(user: User, due_on: dt.date, rows: Sequence[Appraisal]) -> Message:
    names = _("、").join(row.inspector.name for row in rows[:NAMED])
    words = {"count": len(rows), "day": date_format(due_on), "names": names}
    title = _("%(count)s self-summaries are late; they were due on %(day)s") % words
    body = names if len(rows) <= NAMED else _("%(names)s and others") % words
    url = f"{reverse('appraisals')}?state=open&overdue=on"
    return Message.to(user, "remind_summaries", title, rows[0], body, url=url, key=f"remind_summaries:{due_on}")


@in_chinese
def appraisal_cancelled(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector that the appraisal was taken back."""
    title = _("Appraisal cancelled: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "cancel_appraisal", title, appraisal, reason)


@in_chinese
def summary_returned(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector what is to be mended."""
    title = _("Self-summary returned: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "return_summary", title, appraisal, reason)


@in_chinese
def summary_waived(appraisal: Appraisal, reason: str) -> None:
    """Tell the inspector that the office goes on without the self-summary."""
    title = _("Appraised without a self-summary: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "waive_summary", title, appraisal, reason)


@in_chinese
def grade_proposed(appraisal: Appraisal) -> None:
    """Tell the head that a grade waits to be confirmed."""
    title = _("Grade to confirm: %(name)s") % {"name": _name(appraisal)}
    tell(heads(), "grade_appraisal", title, appraisal)


@in_chinese
def grade_returned(appraisal: Appraisal, reason: str) -> None:
    """Tell the office why the head returned the grade."""
    title = _("Grade returned by the head: %(name)s") % {"name": _name(appraisal)}
    tell(office(), "return_grade", title, appraisal, reason)


@in_chinese
def grade_confirmed(appraisal: Appraisal) -> None:
    """Tell the office that the grade may be told."""
    title = _("Grade confirmed, to be told: %(name)s") % {"name": _name(appraisal)}
    tell(office(), "confirm_appraisal", title, appraisal)


@in_chinese
def grade_told(appraisal: Appraisal) -> None:
    """Tell the inspector the grade, and until when to reply."""
    body = _("Grade: %(grade)s.") % {"grade": appraisal.get_grade_display()}
    if appraisal.due_on is not None:
        body += _("You may reply until %(day)s.") % {"day": date_format(appraisal.due_on)}
    title = _("Result of your appraisal: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "tell_appraisal", title, appraisal, body)


@in_chinese
def grade_replied(appraisal: Appraisal) -> None:
    """Tell the office what the inspector replied."""
    title = _("Reply to a grade: %(name)s") % {"name": _name(appraisal)}
    tell(office(), "reply_appraisal", title, appraisal, appraisal.reply)


@in_chinese
def grade_answered(appraisal: Appraisal) -> None:
    """Tell the inspector the office's answer."""
    title = _("Answer to your reply: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "answer_appraisal", title, appraisal, appraisal.answer)


@in_chinese
def grade_reopened(appraisal: Appraisal) -> None:
    """Tell the inspector that the grade is given anew."""
    title = _("Your grade is given anew: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "regrade_appraisal", title, appraisal, appraisal.answer)


@in_chinese
def appraisal_filed(appraisal: Appraisal) -> None:
    """Tell the inspector that the form is in the file."""
    title = _("Appraisal filed: %(name)s") % {"name": _name(appraisal)}
    tell([appraisal.inspector.user], "file_appraisal", title, appraisal)


def _name(appraisal: Appraisal) -> str:
    return _("%(person)s, %(appraisal)s") % {"person": appraisal.inspector.name, "appraisal": appraisal.title}
