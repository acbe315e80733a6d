"""The two counters of regular visits, unit by unit, zone by zone: visits a month in session, visits a term (PLATE)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts import policy
from accounts.models import Organisation, User
from accounts.roles import COUNTY_ROLES
from accounts.terms import Term
from inspectors.models import PlaqueAssignment
from supervision.models import FollowUp, RegularVisit


@dataclass(frozen=True)
class Goals:
    """What is asked for: visits a month in session, visits a term, and the months of `term` in session."""

    term: Term
    monthly: int
    termly: int
    months: tuple[dt.date, ...]

    def begun(self, today: dt.date) -> tuple[dt.date, ...]:
        """The months that have begun by `today`."""
        return tuple(month for month in self.months if month <= today)

    def over(self, today: dt.date) -> tuple[dt.date, ...]:
        """The months that are over by `today`: what is missing there stays missing."""
        return tuple(month for month in self.months if last_of(month) < today)


@dataclass
class Covered:
    """How many of some units have the visits of one month or of the term, and how many have not."""

    enough: int = 0
    short: int = 0


@dataclass
class Row:
    """A zone on the board: its units, month by month, the term, and how many have no plaque inspector."""

    number: int | None
    name: str
    units: int = 0
    vacant: int = 0
    months: list[Covered] = field(default_factory=list)
    term: Covered = field(default_factory=Covered)


def goals_of(term: Term) -> Goals:
    """What the settings ask for in `term` (PLATE: once a month in session, twice a term)."""
    return Goals(term, policy.number("visits_per_month"), policy.number("visits_per_term"), tuple(term.months()))


def last_of(month: dt.date) -> dt.date:
    """The last day of the month that begins on `month`."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def units_for(user: User) -> QuerySet[Organisation]:
    """The schools and kindergartens on the board of `user`: all for the county, the zone, an inspector's own."""
    units: QuerySet[Organisation] = Organisation.objects.active().campuses()
    if user.has_role(*COUNTY_ROLES):
        return units
    own = PlaqueAssignment.objects.current().filter(inspector__user=user)
    return units.filter(Q(zone__in=user.zone_ids) | Q(pk__in=own.values("unit")))


def with_counters(units: QuerySet[Organisation], goals: Goals) -> QuerySet[Organisation]:
    """The units, each with `in_term` and, for each month in session, `in_month_0`, `in_month_1` …: visits that count.

    Only submitted and filed visits count. Takes a queryset and the goals; returns the queryset.
    """
    counters = {f"in_month_{place}": _visits(month, last_of(month)) for place, month in enumerate(goals.months)}
    return units.annotate(in_term=_visits(goals.term.starts_on, goals.term.ends_on), **counters)


def _visits(first: dt.date, last: dt.date) -> Coalesce:
    rows = (
        RegularVisit.objects.counted()
        .filter(unit=OuterRef("pk"), visited_on__range=(first, last))
        .order_by()
        .values("unit")
        .annotate(count=Count("pk"))
    )
    return Coalesce(Subquery(rows.values("count"), output_field=IntegerField()), 0)


def board(units: QuerySet[Organisation], goals: Goals) -> tuple[list[Row], Row]:
    """The zones of `units` with what is covered and what is short, and the sum of them all; one statement.

    Every month in session is there; whether a month is over, or a term, is for the page to say.
    """
    plaques = PlaqueAssignment.objects.current().values("unit")
    counts: dict[str, Any] = {
        f"enough_{place}": Count("pk", filter=Q(**{f"in_month_{place}__gte": goals.monthly}))
        for place, _month in enumerate(goals.months)
    }
    found: Any = (
        with_counters(units, goals)
        .order_by()
        .values("zone__number", "zone__name")
        .annotate(
            units=Count("pk"),
            vacant=Count("pk", filter=~Q(pk__in=plaques)),
            enough_term=Count("pk", filter=Q(in_term__gte=goals.termly)),
            **counts,
        )
        .order_by(F("zone__number").asc(nulls_last=True))
    )
    rows = [_row(one, len(goals.months)) for one in found]
    return rows, _sum(rows, len(goals.months))


def _row(one: dict[str, Any], months: int) -> Row:
    units = one["units"]
    return Row(
        number=one["zone__number"],
        name=one["zone__name"] or "",
        units=units,
        vacant=one["vacant"],
        months=[Covered(one[f"enough_{place}"], units - one[f"enough_{place}"]) for place in range(months)],
        term=Covered(one["enough_term"], units - one["enough_term"]),
    )


def _sum(rows: Sequence[Row], months: int) -> Row:
    total = Row(number=None, name="", months=[Covered() for _place in range(months)])
    for row in rows:
        total.units += row.units
        total.vacant += row.vacant
        for sum_of, one in zip([*total.months, total.term], [*row.months, row.term], strict=True):
            sum_of.enough += one.enough
            sum_of.short += one.short
    return total


def short_of(units: QuerySet[Organisation], goals: Goals, *, place: int | None) -> QuerySet[Organisation]:
    """Those of the counted `units` that lack visits: in the month at `place`, or in the term where it is None."""
    lacking = {"in_term__lt": goals.termly} if place is None else {f"in_month_{place}__lt": goals.monthly}
    return units.filter(**lacking)


def month_of(user: User, goals: Goals, today: dt.date) -> QuerySet[Organisation]:
    """The schools of the inspector behind `user`, for the month's page; one statement.

    Each has `in_month` and `in_term`, the day of the last visit that counts, and how many follow-ups are open.
    """
    own = PlaqueAssignment.objects.current().filter(inspector__user=user)
    last = RegularVisit.objects.counted().filter(unit=OuterRef("pk")).order_by().values("unit")
    follow_ups = FollowUp.objects.open().filter(unit=OuterRef("pk")).order_by().values("unit")
    month = today.replace(day=1)
    return (
        Organisation.objects.filter(pk__in=own.values("unit"))
        .annotate(
            in_month=_visits(month, last_of(month)),
            in_term=_visits(goals.term.starts_on, goals.term.ends_on),
            last_visit=Subquery(last.annotate(day=Max("visited_on")).values("day")),
            open_follow_ups=Coalesce(
                Subquery(follow_ups.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0
            ),
        )
        .select_related("township")
        .order_by("in_month", "in_term", "code")
    )
