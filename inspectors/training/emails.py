"""What people are told about training by inbox and e-mail; always in the county's language."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import office
from accounts.models import User
from core.notifications import Message, in_chinese, notify_each, tell
from inspectors.models import Inspector, TrainingReport


@in_chinese
def training_reported(report: TrainingReport) -> None:
    """Tell the office that a training waits for its approval."""
    title = _("Training to approve: %(inspector)s, %(title)s") % _words(report)
    tell(office(), "report_training", title, report, report.note)


@in_chinese
def training_approved(report: TrainingReport) -> None:
    """Tell the inspector that the hours count."""
    title = _("Training approved: %(title)s, %(hours)s class hours") % _words(report)
    tell([report.inspector.user], "approve_training", title, report)


@in_chinese
def training_returned(report: TrainingReport) -> None:
    """Tell the inspector what is missing."""
    title = _("Training returned: %(title)s") % _words(report)
    tell([report.inspector.user], "return_training", title, report, report.decision)


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
    title = _("Training: %(missing)s class hours are missing until %(last)s")
    messages = [
        _reminder(user, title % (words | {"missing": f"{one.missing.normalize():f}"}), one, reverse("my_training"), on)
        for one in short
        if (user := one.inspector.user) is not None and user.is_active
    ]
    title = _("Training: %(count)s inspectors are short of class hours until %(last)s") % words
    list_of_all = f"{reverse('training_hours')}?short=on"
    messages += [_reminder(user, title, short[0], list_of_all, on) for user in office()]
    return notify_each(messages, about=Inspector)


def _reminder(user: User, title: str, one: Short, url: str, on: dt.date) -> Message:
    key = f"remind_training:{on:%Y-%m}:{url}"
    return Message.to(user, "remind_training", title, one.inspector, url=url, key=key)


def _words(report: TrainingReport) -> dict[str, str]:
    return {
        "inspector": report.inspector.name,
        "title": report.title,
        "hours": f"{report.hours.normalize():f}",
    }
