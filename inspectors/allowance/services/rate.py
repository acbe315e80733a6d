"""Rates of allowances: added as periods, ended, taken out while unused; which one holds (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Organisation, User
from core import audit
from core.calendar.days import date_in_words
from core.errors import Refused, TransitionRefused
from inspectors.allowance import permissions
from inspectors.models import AllowanceRate, InspectorKind, RateBasis, WorkKind
from inspectors.months import ONE_DAY

RULE = gettext_noop("Implementation plan, part 2 (5) 2: allowances")
BASES = {
    WorkKind.VISIT: (RateBasis.VISIT, RateBasis.DAY),
    WorkKind.REGULAR_VISIT: (RateBasis.VISIT, RateBasis.DAY),
    WorkKind.RECHECK: (RateBasis.VISIT, RateBasis.DAY),
    WorkKind.DESK_REVIEW: (RateBasis.REPORT,),
    WorkKind.REPORT: (RateBasis.REPORT,),
}


class RateTable:
    """All rates at once: which one holds for a piece of work, which one for a journey."""

    def __init__(self, rates: Iterable[AllowanceRate]) -> None:
        self.rates = list(rates)
        self.kinds = {rate.for_kind for rate in self.rates}
        self.townships = {rate.pk: {unit.pk for unit in rate.townships.all()} for rate in self.rates}

    @classmethod
    def load(cls) -> "RateTable":
        """The rates as they are now; two statements."""
        return cls(AllowanceRate.objects.prefetch_related("townships"))

    def of_work(self, kind: str, work: str, on: dt.date) -> AllowanceRate | None:
        """The rate at which `work` done on the day `on` by an inspector of `kind` is paid, if any."""
        found = (rate for rate in self.rates if rate.work == work and rate.for_kind == kind and rate.is_valid(on))
        return next(found, None)

    def of_travel(self, kind: str, township_id: UUID | None, on: dt.date) -> AllowanceRate | None:
        """The rate of a journey into a township: of its distance band, or else the one without townships, if any."""
        held = [
            rate
            for rate in self.rates
            if rate.basis == RateBasis.TRAVEL and rate.for_kind == kind and rate.is_valid(on)
        ]
        near = (rate for rate in held if township_id in self.townships[rate.pk])
        return next(near, None) or next((rate for rate in held if not self.townships[rate.pk]), None)

    def holds_in(self, first: dt.date, last: dt.date) -> bool:
        """Whether any rate holds on any of the days from `first` to `last`."""
        return any(
            rate.valid_from <= last and (rate.valid_until is None or rate.valid_until >= first) for rate in self.rates
        )


@transaction.atomic
def add_rate(
    *,
    by: User,
    basis: str,
    amount: Decimal,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    work: str = "",
    band: str = "",
    townships: Iterable[Organisation] = (),
    for_kind: str = InspectorKind.PART_TIME,
    note: str = "",
) -> AllowanceRate:
    """The head enters a rate and the period in which it holds; one that runs without end is ended the day before.

    Returns the rate. Raises NotAllowed for anybody but the head, Refused where it makes no sense, where its period
    overlaps with another of the same work, band or township, or where a statement has used the earlier one later on.
    """
    permissions.check_can_set_rates(by)
    places = list(townships)
    lock_rates()
    _check_rate(basis, work, amount, valid_from, valid_until)
    rate = AllowanceRate(
        basis=basis,
        work=work,
        band=band.strip() if basis == RateBasis.TRAVEL else "",
        for_kind=for_kind,
        amount=amount,
        valid_from=valid_from,
        valid_until=valid_until,
        note=note.strip(),
        recorded_by=by,
    )
    for other in _rivals(rate, places):
        _make_room(other, rate, by)
    rate.save(force_insert=True)
    rate.townships.set(places if basis == RateBasis.TRAVEL else [])
    audit.record("add_rate", by=by, obj=rate, data={"amount": str(amount), "from": valid_from.isoformat()})
    return rate


@transaction.atomic
def end_rate(rate: AllowanceRate, *, by: User, valid_until: dt.date) -> AllowanceRate:
    """The head ends a rate with the day `valid_until`. Returns it.

    Raises NotAllowed for anybody but the head, Refused for a day before it begins, after the end that it has, or
    before the last day for which a statement used it.
    """
    permissions.check_can_set_rates(by)
    lock_rates()
    rate = AllowanceRate.objects.get(pk=rate.pk)
    if valid_until < rate.valid_from:
        raise Refused(_("A rate can't end before it begins."))
    if rate.valid_until is not None and valid_until > rate.valid_until:
        raise Refused(_("The rate ends earlier already."), remedy=_("Add a new period."))
    _end(rate, valid_until, by)
    return rate


@transaction.atomic
def remove_rate(rate: AllowanceRate, *, by: User) -> None:
    """The head takes out a rate that no statement has used. Raises NotAllowed, and Refused once one has."""
    permissions.check_can_set_rates(by)
    lock_rates()
    if not AllowanceRate.objects.filter(pk=rate.pk).exists():
        raise TransitionRefused(_("Somebody else changed %(name)s in the meantime.") % {"name": rate})
    if rate.lines.exists():
        raise Refused(
            _("Statements have used this rate; it stays as it is."),
            remedy=_("End it, and add a new period."),
        )
    audit.record("remove_rate", by=by, obj=rate, data={"amount": str(rate.amount)})
    rate.delete()


def lock_rates() -> None:
    """Whoever changes rates or computes statements waits for the others, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", ["allowances"])


def _check_rate(basis: str, work: str, amount: Decimal, first: dt.date, last: dt.date | None) -> None:
    if amount <= 0:
        raise Refused(_("A rate is more than zero."))
    if last is not None and last < first:
        raise Refused(_("A rate can't end before it begins."))
    if basis == RateBasis.TRAVEL:
        if work:
            raise Refused(_("Travel is paid by the journey, whatever the work."), remedy=_("Leave the work empty."))
    elif basis not in BASES.get(WorkKind(work), ()) if work else True:
        raise Refused(
            _("This work is not counted that way."),
            remedy=_("Visits and rechecks are paid per visit or per day, reviews at the desk and reports per report."),
        )


def _rivals(rate: AllowanceRate, places: list[Organisation]) -> list[AllowanceRate]:
    """Rates that would hold at the same time for the same: by band and township for travel, by work otherwise."""
    found = AllowanceRate.objects.filter(for_kind=rate.for_kind).overlapping(rate.valid_from, rate.valid_until)
    if rate.basis != RateBasis.TRAVEL:
        return list(found.filter(work=rate.work).exclude(basis=RateBasis.TRAVEL))
    known = list(found.filter(basis=RateBasis.TRAVEL).prefetch_related("townships"))
    mine = {place.pk for place in places}
    return [
        other
        for other in known
        if other.band == rate.band or mine & (theirs := {unit.pk for unit in other.townships.all()}) or mine == theirs
    ]


def _make_room(other: AllowanceRate, rate: AllowanceRate, by: User) -> None:
    same = (other.basis == RateBasis.TRAVEL) == (rate.basis == RateBasis.TRAVEL) and other.band == rate.band
    if not same or other.valid_until is not None or other.valid_from >= rate.valid_from:
        raise Refused(
            _("The period overlaps with another rate: %(rate)s yuan from %(first)s.")
            % {"rate": other, "first": date_in_words(other.valid_from)},
            remedy=_("End that one first, or choose days on which none holds."),
        )
    _end(other, rate.valid_from - ONE_DAY, by)


def _end(rate: AllowanceRate, last: dt.date, by: User) -> None:
    used: Any = rate.lines.aggregate(last=Max("on"))["last"]
    if used is not None and used > last:
        raise Refused(
            _("A statement has used this rate for %(day)s; it can't end before.") % {"day": date_in_words(used)},
            remedy=_("Choose a later day; what was paid wrongly is corrected by a new line."),
        )
    before = rate.valid_until
    AllowanceRate.objects.filter(pk=rate.pk).update(valid_until=last)
    rate.valid_until = last
    data = {"until": last.isoformat(), "was": before.isoformat() if before else ""}
    audit.record("end_rate", by=by, obj=rate, data=data)
