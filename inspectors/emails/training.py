"""What people are told about training by inbox and e-mail; always in the county's language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core.notifications import Message, in_chinese, notify, notify_each
from inspectors.models import Inspector, TrainingReport


@in_chinese
def training_reported(report: TrainingReport) -> None:
    """Tell the office that a training waits for its approval."""
    title = _("Training to approve: %(inspector)s, %(title)s") % _words(report)
    people = User.objects.active().with_role(*OFFICE_ROLES)
    notify(people, kind="report_training", title=title, body=report.note, url=report.get_absolute_url(), about=report)


@in_chinese
def training_approved(report: TrainingReport) -> None:
    """Tell the inspector that the hours count."""
    title = _("Training approved: %(title)s, %(hours)s class hours") % _words(report)
    _tell_inspector(report, "approve_training", title)


@in_chinese
def training_returned(report: TrainingReport) -> None:
    """Tell the inspector what is missing."""
    title = _("Training returned: %(title)s") % _words(report)
    _tell_inspector(report, "return_training", title, report.decision)


@dataclass(frozen=True)
class Short:
    """An inspector who has `held` class hours of the year and needs `missing` more."""

    inspector: Inspector
    held: Decimal
    missing: Decimal


@in_chinese
def training_short(short: Sequence[Short], last: dt.date, on: dt.date) -> int:
    """Remind each of them, and tell the office how many there are, once in the month of `on`. Returns how many told."""
    words = {"last": date_format(last, "DATE_FORMAT"), "count": len(short)}
    mine, list_of_all = reverse("my_training"), f"{reverse('training_hours')}?short=on"
    title = _("Training: %(missing)s class hours are missing until %(last)s")
    messages = [
        _reminder(one.inspector.user, title % (words | {"missing": f"{one.missing.normalize():f}"}), one, mine, on)
        for one in short
        if one.inspector.user is not None and one.inspector.user.is_active
    ]
    title = _("Training: %(count)s inspectors are short of class hours until %(last)s") % words
    office = User.objects.active().with_role(*OFFICE_ROLES)
    messages += [_reminder(user, title, short[0], list_of_all, on) for user in office]
    return notify_each(messages, about=Inspector)


def _reminder(user: User, title: str, one: Short, url: str, on: dt.date) -> Message:
    return Message(
        user_id=user.pk,
        email=user.email,
        kind="remind_training",
        title=title,
        about_id=one.inspector.pk,
        key=f"remind_training:{on:%Y-%m}:{url}",
        url=url,
    )


def _tell_inspector(report: TrainingReport, kind: str, title: str, body: str = "") -> None:
    if report.inspector.user is not None:
        notify([report.inspector.user], kind=kind, title=title, body=body, url=report.get_absolute_url(), about=report)


def _words(report: TrainingReport) -> dict[str, str]:
    return {
        "inspector": report.inspector.name,
        "title": report.title,
        "hours": f"{report.hours.normalize():f}",
    }
