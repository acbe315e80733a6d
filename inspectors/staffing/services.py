"""The law of staffing as live figures: required, in post and gap, for the county and each zone (PLAN 二（四）)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts import policy
from accounts.enums import SCHOOL_KINDS, OrganisationKind
from accounts.models import Organisation, Zone
from core import calendar
from inspectors.models import Inspector, InspectorKind
from inspectors.models.inspector import ends_by
from inspectors.roster.services.roster import ending_days

COUNTY, NO_ZONE = "", "none"  # places besides a zone's id
SCHOOLS, LARGE, KINDERGARTENS = "schools", "large", "kindergartens"
UNIT_ROWS = (SCHOOLS, LARGE, KINDERGARTENS)


@dataclass(frozen=True)
class Rules:
    """How many units one inspector of each kind is for, as the settings say."""

    full_time: int
    large: int
    part_time: int
    preschool: int


@dataclass(frozen=True)
class Line:
    """One kind of inspector at one place: how many are required, in post, and of these soon at the end."""

    kind: InspectorKind
    required: int
    in_post: int
    ending: int

    @property
    def gap(self) -> int:
        """How many are missing; 0 where enough serve."""
        return max(self.required - self.in_post, 0)


@dataclass(frozen=True)
class Place:
    """The county, a zone, or what stands in no zone, with its units and one line per kind."""

    key: str
    zone: Zone | None
    schools: int
    large: int
    kindergartens: int
    lines: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether neither a unit stands nor an inspector serves here."""
        return not (self.schools or self.kindergartens or any(line.in_post for line in self.lines))


@dataclass(frozen=True)
class Staffing:
    """The figures of a day: the county's, and those of each zone; what stands in no zone comes last."""

    rules: Rules
    county: Place
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Change:
    """What is thought through: appointments by place and kind, inspectors who leave, those whose term ends soon too.

    Whoever is among `renewed` stays although the term ends soon.
    """

    appointed: Mapping[tuple[UUID | None, str], int] = field(default_factory=dict)
    leaving: frozenset[UUID] = frozenset()
    without_ending: bool = False
    renewed: frozenset[UUID] = frozenset()


def staffing(change: Change | None = None) -> Staffing:
    """The figures of today, or what they would be with `change`; nothing is written (PLAN 二（四））."""
    today, change, rules = calendar.today(), change or Change(), _rules()
    units, people, ending = _units(), *_people(today, change)
    known = {zone.pk: zone for zone in Zone.objects.open().order_by("number")}
    places = [_place(rules, str(pk), zone, units.get(pk, {}), (people, ending), pk) for pk, zone in known.items()]
    places.append(_place(rules, NO_ZONE, None, units.get(None, {}), (people, ending), None))
    whole = {name: sum(row[name] for row in units.values()) for name in UNIT_ROWS}
    lines = tuple(
        Line(kind, required, _total(people, kind), _total(ending, kind)) for kind, required in _required(rules, whole)
    )
    return Staffing(rules, Place(COUNTY, None, **whole, lines=lines), tuple(places))


def counted_units(units: QuerySet[Organisation], what: str, place: str) -> QuerySet[Organisation]:
    """Those of `units` that the figure `what` of `place` counts, by code."""
    found = units.filter(is_active=True)
    if what == KINDERGARTENS:
        found = found.filter(kind=OrganisationKind.KINDERGARTEN)
    else:
        found = found.filter(kind__in=SCHOOL_KINDS, **({"is_large": True} if what == LARGE else {}))
    return found.filter(_at(place)).select_related("zone").order_by("code")


def counted_inspectors(
    inspectors: QuerySet[Inspector], kind: str, place: str, *, ending: bool = False
) -> QuerySet[Inspector]:
    """Those of `inspectors` that serve today as `kind` in `place`; with `ending` only those whose term ends soon."""
    today = calendar.today()
    found = Inspector.objects.serving(on=today).filter(pk__in=inspectors.values("pk")).filter(_at(place), kind=kind)
    if ending:
        found = found.filter(ends_by(_soon(today)))
    return found.select_related("zone").order_by("certificate")


def _rules() -> Rules:
    return Rules(
        policy.number("staffing_full_time"),
        policy.number("staffing_large"),
        policy.number("staffing_part_time"),
        policy.number("staffing_preschool"),
    )


def _required(rules: Rules, units: Mapping[str, int]) -> list[tuple[InspectorKind, int]]:
    """How many of each kind are required; a started group needs a whole inspector."""
    schools, large, kindergartens = (units.get(name, 0) for name in UNIT_ROWS)
    return [
        (InspectorKind.FULL_TIME, -(-large // rules.large) + -(-(schools - large) // rules.full_time)),
        (InspectorKind.PART_TIME, -(-schools // rules.part_time)),
        (InspectorKind.PRESCHOOL, -(-kindergartens // rules.preschool)),
    ]


Counted = Counter[tuple[UUID | None, str]]


def _place(
    rules: Rules,
    key: str,
    zone: Zone | None,
    units: Mapping[str, int],
    counted: tuple[Counted, Counted],
    pk: UUID | None,
) -> Place:
    people, ending = counted
    lines = tuple(
        Line(kind, required, people[(pk, kind)], ending[(pk, kind)]) for kind, required in _required(rules, units)
    )
    schools, large, kindergartens = (units.get(name, 0) for name in UNIT_ROWS)
    return Place(key, zone, schools, large, kindergartens, lines)


def _units() -> dict[UUID | None, dict[str, int]]:
    school = Q(kind__in=SCHOOL_KINDS)
    rows: Any = Organisation.objects.active().campuses().order_by().values("zone")
    rows = rows.annotate(
        schools=Count("pk", filter=school),
        large=Count("pk", filter=school & Q(is_large=True)),
        kindergartens=Count("pk", filter=~school),
    )
    return {row["zone"]: {name: row[name] for name in UNIT_ROWS} for row in rows}


def _people(today: dt.date, change: Change) -> tuple[Counted, Counted]:
    soon = ends_by(_soon(today))
    found = Inspector.objects.serving(on=today).exclude(pk__in=change.leaving)
    if change.without_ending:
        found = found.exclude(soon & ~Q(pk__in=change.renewed))
    rows = found.order_by().values("zone", "kind").annotate(count=Count("pk"), soon=Count("pk", filter=soon))
    people: Counted = Counter()
    ending: Counted = Counter()
    for row in rows:
        people[(row["zone"], row["kind"])] = row["count"]
        ending[(row["zone"], row["kind"])] = row["soon"]
    people.update(change.appointed)
    return people, ending


def _total(counted: Counted, kind: str) -> int:
    return sum(number for (_zone, one), number in counted.items() if one == kind)


def _soon(today: dt.date) -> dt.date:
    return today + ending_days() * calendar.ONE_DAY


def _at(place: str) -> Q:
    if place == COUNTY:
        return Q()
    return Q(zone=None) if place == NO_ZONE else Q(zone=place)
