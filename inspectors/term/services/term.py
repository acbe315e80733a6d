"""Terms: how long one lasts, which one in a row it would be, whose end comes near, and the warnings that go out."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import policy
from core import calendar
from inspectors.models import Appointment, Inspector, InspectorKind, TermEnd, TermWarning
from inspectors.models.inspector import ENDS_ON, ends_by
from inspectors.roster.services.roster import ending_days
from inspectors.term import emails

BATCH = 500


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 28 February for a 29th that the year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def usual_end(kind: str, begin: dt.date) -> dt.date | None:
    """When a term that begins on `begin` ends by the setting; full-time inspectors serve without end (REG 6)."""
    return None if kind == InspectorKind.FULL_TIME else years_after(begin, policy.number("term_years"))


def term_in_row(inspector: Inspector | None, begin: dt.date) -> int:
    """Which term in a row one that begins on `begin` would be; after a long break the row begins anew (REG 6)."""
    if inspector is None:
        return 1
    until = inspector.term_until
    broken = until is not None and begin > _months_after(until, policy.number("term_break_months"))
    return 1 if broken else (inspector.terms_in_row or 1) + 1


def _months_after(day: dt.date, months: int) -> dt.date:
    whole = day.year * 12 + day.month - 1 + months
    return dt.date(whole // 12, whole % 12 + 1, min(day.day, 28))


def ending_terms(on: dt.date, *, days: int | None = None) -> QuerySet[Inspector]:
    """Inspectors in office who serve no more within `days` (default: the first warning) after `on`, the next first."""
    last = on + (ending_days() if days is None else days) * calendar.ONE_DAY
    return Inspector.objects.serving(on=on).filter(ends_by(last)).order_by(ENDS_ON, "certificate")


def warn_of_ending_terms(on: dt.date) -> int:
    """Warn each inspector whose term comes to its end, and the office, once for each of the settings' days.

    What a stopped worker missed is caught up: of several missed warnings only the last goes out. Returns how many
    warnings went out; a second run on the same day sends none.
    """
    days = policy.numbers("term_warning_days")
    sent = 0
    renewed = Appointment.objects.to_begin().values("inspector")
    rows = ending_terms(on, days=days[0]).exclude(pk__in=renewed, leaves_on=None).select_related("user")
    for inspector in rows.iterator(chunk_size=BATCH):
        assert inspector.ends_on is not None  # noqa: S101 - found by it
        left = (inspector.ends_on - on).days
        due = min(number for number in days if left <= number)
        sent += _warn(inspector, due, left)
    return sent


@transaction.atomic
def _warn(inspector: Inspector, due: int, left: int) -> bool:
    known = {"inspector": inspector, "term_until": inspector.ends_on}
    if TermWarning.objects.filter(**known, days__lte=due).exists():
        return False
    TermWarning.objects.bulk_create([TermWarning(**known, days=due)], ignore_conflicts=True)
    emails.term_ending(inspector, days=due, left=left)
    return True


@dataclass(frozen=True)
class Standing:
    """Whether a certificate holds: `word` is valid, not_begun or ended; `since` the day from which it does not."""

    word: str
    since: dt.date | None = None
    ground: str = ""


def certificate_standing(inspector: Inspector, on: dt.date) -> Standing:
    """What the public may know of a certificate on the day `on`."""
    if inspector.removed_at is not None:
        end = TermEnd.objects.filter(inspector=inspector, undone_at=None).first()
        return Standing("ended", end.on if end is not None else timezone.localdate(inspector.removed_at))
    if inspector.ends_on is not None and inspector.ends_on <= on:
        return Standing("ended", inspector.ends_on)
    return Standing("not_begun", inspector.term_from) if inspector.term_from > on else Standing("valid")
