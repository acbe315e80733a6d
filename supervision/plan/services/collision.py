"""Collisions: inspections of one unit whose days on site lie too close together, made or still planned (M7)."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts import policy
from accounts.models import Organisation
from supervision.models import Inspection, InspectionTask, Plan, PlanItem

# States in which the visit lies ahead, so that something can still be done about it.
AHEAD = ("planned", "notified", "self_evaluating", "self_evaluated")


@dataclass(frozen=True)
class Clash:
    """Two inspections of a unit less than `collision_days` apart; `gap` days lie between them (0 or less: at once)."""

    unit: Organisation
    first: Inspection
    second: Inspection
    gap: int

    @property
    def mergeable(self) -> bool:
        """Whether neither has been on site."""
        return self.first.state in AHEAD and self.second.state in AHEAD


@dataclass(frozen=True)
class ItemClash:
    """An item of the plan no day of whose period lies far enough from an inspection of one of its units."""

    unit: Organisation
    item: PlanItem
    inspection: Inspection


@dataclass(frozen=True)
class PlanClash:
    """Two items of one plan that must collide: on whichever days they are held, at so many units."""

    first: PlanItem
    second: PlanItem
    units: list[Organisation]


def gap_between(first_ends: dt.date, second_starts: dt.date) -> int:
    """The days from the end of one inspection to the beginning of the next; 0 or less where they meet."""
    return (second_starts - first_ends).days


def pairs(where: "QuerySet[Inspection]") -> "QuerySet[Any]":
    """The inspections of `where` that another inspection of the unit follows too closely.

    Each row is the earlier of a pair, with the later one's key as `other`: one row a pair, in one statement. Not
    counted are cancelled ones, those of one joint visit, and pairs that are both past the site visit.
    """
    # The difference of two dates is an interval in Django's eyes; the window of the first is stretched instead.
    near = F("ends_on") + dt.timedelta(days=policy.number("collision_days"))
    later = Q(unit__inspections__starts_on__gt=F("starts_on")) | Q(
        unit__inspections__starts_on=F("starts_on"), unit__inspections__pk__gt=F("pk")
    )
    joined = Q(joint__isnull=False) & Q(unit__inspections__joint=F("joint"))
    ahead = Q(state__in=AHEAD) | Q(unit__inspections__state__in=AHEAD)
    return (
        where.exclude(state="cancelled")
        .filter(
            later & ahead & ~Q(unit__inspections__state="cancelled") & ~joined,
            unit__inspections__starts_on__lt=near,
        )
        .annotate(other=F("unit__inspections__pk"))
    )


def clashes_of(rows: Iterable[Any]) -> list[Clash]:
    """What `pairs` found, as pairs of whole records; one statement for any number."""
    firsts = list(rows)
    others = Inspection.objects.select_related("task", "unit__zone").in_bulk([row.other for row in firsts])
    return [
        Clash(row.unit, row, other, gap_between(row.ends_on, other.starts_on))
        for row in firsts
        if (other := others.get(row.other)) is not None
    ]


def clashes_of_task(task: InspectionTask) -> list[Clash]:
    """What the inspections of `task` collide with; shown before the task is approved."""
    found = pairs(Inspection.objects.all()).filter(Q(task=task) | Q(unit__inspections__task=task))
    return clashes_of(found.select_related("task", "unit__zone").order_by("unit__code", "starts_on"))


def colliding(rows: Collection[Inspection]) -> set[UUID]:
    """The keys of those of `rows` (of any units) that collide with another of them; no statement."""
    days, found = policy.number("collision_days"), set()
    by_unit: dict[UUID, list[Inspection]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    for own in by_unit.values():
        own.sort(key=lambda row: (row.starts_on, row.pk))
        for place, first in enumerate(own):
            for second in own[place + 1 :]:
                together = first.joint_id is not None and first.joint_id == second.joint_id
                ahead = first.state in AHEAD or second.state in AHEAD
                if ahead and not together and gap_between(first.ends_on, second.starts_on) < days:
                    found |= {first.pk, second.pk}
    return found


def is_crowded(item: PlanItem, first: dt.date, last: dt.date, *, apart: dt.timedelta) -> bool:
    """Whether no day of the item's period lies `apart` from the days from `first` to `last`."""
    return item.starts_on > first - apart and item.ends_on < last + apart


def item_clashes(plan: Plan, rows: Iterable[Inspection]) -> list[ItemClash]:
    """The items of `plan` that cannot keep clear of the inspections `rows`; not those created from the item."""
    items = list(plan.items.with_units())
    inspections = list(rows)
    apart = dt.timedelta(days=policy.number("collision_days"))
    made = {(row.task.plan_item.line, row.unit_id) for row in inspections if row.task.plan_item is not None}
    return [
        ItemClash(row.unit, item, row)
        for row in inspections
        for item in items
        if is_crowded(item, row.starts_on, row.ends_on, apart=apart)
        and item.covers(row.unit)
        and (item.line, row.unit_id) not in made
    ]


def plan_clashes(plan: Plan) -> list[PlanClash]:
    """The pairs of items of `plan` that must collide at some units; a few statements for any number of items."""
    days = policy.number("collision_days")
    items = list(plan.items.with_units())
    near = [
        (first, second)
        for place, first in enumerate(items)
        for second in items[place + 1 :]
        if (second.ends_on - first.starts_on).days < days and (first.ends_on - second.starts_on).days < days
    ]
    if not near:
        return []
    units = list(Organisation.objects.active().order_by("code"))
    found = []
    for first, second in near:
        shared = [unit for unit in units if first.covers(unit) and second.covers(unit)]
        if shared:
            found.append(PlanClash(first, second, shared))
    return found
