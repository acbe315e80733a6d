"""The calendar: what hits which unit when, all modes in one picture, by month or week of a term (M7)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import COUNTY_ROLES
from accounts.terms import Term
from core import calendar
from core.workflow import gettext_noop
from inspectors.models import Inspector, PlaqueAssignment
from supervision.models import Inspection, InternalInspection, Mode, Plan, PlanItem, RegularVisit, Visit
from supervision.plan.services.collision import colliding

# Words short enough for a cell, by the mode.
SHORT = {
    Mode.COMPREHENSIVE: gettext_noop("Comprehensive"),
    Mode.SPECIAL: gettext_noop("Special"),
    Mode.REGULAR: gettext_noop("Regular"),
    Mode.INTERNAL: gettext_noop("Internal"),
}
ICONS = {
    "item": "calendar",
    "inspection": "clipboard-check",
    "visit": "check-circle-fill",
    "regular": "signpost",
    "internal": "house-check",
}


@dataclass(frozen=True)
class Column:
    """One month or week of the term."""

    label: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Entry:
    """One thing in the calendar: its kind, mode, words, days, and whether it collides or is joint."""

    kind: str
    mode: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    state: str = ""
    url: str = ""
    collides: bool = False
    joint: bool = False

    @property
    def icon(self) -> str:
        """The sign of its kind."""
        return ICONS[self.kind]

    @property
    def word(self) -> str:
        """Its mode in a word."""
        return _(SHORT[Mode(self.mode)])

    @property
    def days(self) -> str:
        """Its days as short as they can be: 3.9, 3.9–11, 3.9–4.2."""
        first, last = self.starts_on, self.ends_on
        start = f"{first.month}.{first.day}"
        if first == last:
            return start
        end = f"{last.day}" if (first.year, first.month) == (last.year, last.month) else f"{last.month}.{last.day}"
        return f"{start}–{end}"

    @property
    def key(self) -> tuple[dt.date, str]:
        """By day, what is planned last."""
        return (self.starts_on, "z" if self.kind == "item" else self.kind)


@dataclass
class Row:
    """One unit with its cells in the order of the columns."""

    unit: Organisation
    cells: list[tuple[Column, list[Entry]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def columns_of(term: Term, *, weeks: bool = False) -> list[Column]:
    """The months of `term`, or its weeks from Monday to Sunday."""
    found = []
    day = term.starts_on
    while day <= term.ends_on:
        if weeks:
            last = min(day + dt.timedelta(days=6 - day.weekday()), term.ends_on)
            label = f"{day.month}.{day.day}"
        else:
            last = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - calendar.ONE_DAY
            label = _("%(month)s/%(year)s") % {"month": day.month, "year": day.year}
        found.append(Column(label, day, last))
        day = last + calendar.ONE_DAY
    return found


def units_for(user: User) -> Q:
    """The condition on the units whose calendar `user` reads: the county's, the zone's, the plaques', one's own."""
    if user.has_role(*COUNTY_ROLES):
        return Q()
    plaques = PlaqueAssignment.objects.current().filter(inspector__user=user)
    zone = Inspector.objects.filter(user=user, zone__isnull=False)
    mine = Q(pk__in=user.organisation_ids) | Q(governing__in=user.organisation_ids) | Q(zone__in=user.zone_ids)
    return mine | Q(pk__in=plaques.values("unit")) | Q(zone__in=zone.values("zone"))


def rows_of(units: Sequence[Organisation], columns: Sequence[Column], *, user: User) -> list[Row]:
    """The calendar of `units`, one row each, as far as `user` sees; the same statements for any number of units."""
    first, last = columns[0].starts_on, columns[-1].ends_on
    entries: dict[UUID, list[Entry]] = {unit.pk: [] for unit in units}
    made = _inspections(entries, first, last, user)
    _items(entries, units, first, last, made, user)
    _regular(entries, first, last, user)
    _internal(entries, first, last, user)
    rows = []
    for unit in units:
        own = sorted(entries[unit.pk], key=lambda entry: entry.key)
        cells = [(column, [entry for entry in own if _stands_in(entry, column, first, last)]) for column in columns]
        rows.append(Row(unit, cells, own))
    return rows


def _stands_in(entry: Entry, column: Column, first: dt.date, last: dt.date) -> bool:
    """Whether `entry` is shown in `column`: on all its days; a plan's long period once, at the next day that it has."""
    starts_on, ends_on = entry.starts_on, entry.ends_on
    if entry.kind == "item":
        starts_on = ends_on = min(max(calendar.today(), starts_on, first), ends_on, last)
    return starts_on <= column.ends_on and ends_on >= column.starts_on


def _inspections(entries: dict[UUID, list[Entry]], first: dt.date, last: dt.date, user: User) -> set[tuple[UUID, UUID]]:
    """The inspections and the days on site; returns which items of the plan became an inspection of which unit."""
    near = dt.timedelta(days=120)  # neighbours just outside the term collide too
    seen = Inspection.objects.visible_to(user).filter(unit__in=list(entries)).exclude(state="cancelled")
    rows = list(
        seen.filter(starts_on__lte=last + near, ends_on__gte=first - near)
        .select_related("task__plan_item")
        .only("unit", "joint", "state", "starts_on", "ends_on", "task__name", "task__mode", "task__plan_item__line")
        .order_by("starts_on")
    )
    clashing, made = colliding(rows), set()
    shown = {row.pk: row for row in rows if row.starts_on <= last and row.ends_on >= first}
    for row in rows:
        if row.task.plan_item is not None:
            made.add((row.task.plan_item.line, row.unit_id))
    for row in shown.values():
        entries[row.unit_id].append(
            Entry(
                "inspection",
                row.task.mode,
                row.task.name,
                row.starts_on,
                row.ends_on,
                state=row.get_state_display(),
                url=row.get_absolute_url(),
                collides=row.pk in clashing,
                joint=row.joint_id is not None,
            )
        )
    visits = Visit.objects.visible_to(user).filter(inspection__in=list(shown), state__in=("submitted", "filed"))
    for inspection, day in visits.order_by("visited_on").values_list("inspection", "visited_on").distinct():
        row = shown[inspection]
        entries[row.unit_id].append(
            Entry("visit", row.task.mode, row.task.name, day, day, state=_("On site"), url=row.get_absolute_url())
        )
    return made


def _items(
    entries: dict[UUID, list[Entry]],
    units: Iterable[Organisation],
    first: dt.date,
    last: dt.date,
    made: set[tuple[UUID, UUID]],
    user: User,
) -> None:
    """The items of the plans that hold, where no inspection was created from them yet."""
    plans = Plan.objects.standing_in(list(range(first.year, last.year + 1)), user)
    for item in PlanItem.objects.filter(plan__in=plans, starts_on__lte=last, ends_on__gte=first).with_units():
        for unit in units:
            if (item.line, unit.pk) not in made and item.covers(unit):
                url = item.get_absolute_url()
                entries[unit.pk].append(
                    Entry("item", item.mode, item.name, item.starts_on, item.ends_on, state=_("Planned item"), url=url)
                )


def _regular(entries: dict[UUID, list[Entry]], first: dt.date, last: dt.date, user: User) -> None:
    visits = RegularVisit.objects.visible_to(user).counted()
    for row in visits.filter(unit__in=list(entries), visited_on__range=(first, last)).select_related("inspector"):
        entries[row.unit_id].append(
            Entry(
                "regular",
                Mode.REGULAR,
                _("Regular visit of %(inspector)s") % {"inspector": row.inspector},
                row.visited_on,
                row.visited_on,
                state=row.get_state_display(),
                url=row.get_absolute_url(),
            )
        )


def _internal(entries: dict[UUID, list[Entry]], first: dt.date, last: dt.date, user: User) -> None:
    records: Any = InternalInspection.objects.visible_to(user).kept()
    for row in records.filter(unit__in=list(entries), held_on__range=(first, last)):
        url = row.get_absolute_url()
        entries[row.unit_id].append(Entry("internal", Mode.INTERNAL, row.title, row.held_on, row.held_on, url=url))
