"""Coverage: whether every unit gets its comprehensive inspections of the year, done, under way or planned (M2)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from accounts import policy
from accounts.models import Organisation
from supervision.models import Inspection, Mode, Plan, PlanItem
from supervision.models.inspection import AFTER_OPINION

DONE, UNDER_WAY, PLANNED, GAP = "done", "under_way", "planned", "gap"
STANDS = (DONE, UNDER_WAY, PLANNED, GAP)


@dataclass
class Figures:
    """How many units stand where: in all, by zone and by kind."""

    total: Counter[str] = field(default_factory=Counter)
    zones: dict[tuple[int, str], Counter[str]] = field(default_factory=dict)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """How many units there are."""
        return self.total.total()


def with_coverage(units: "QuerySet[Organisation]", *, year: int, plan: Plan | None) -> "QuerySet[Any]":
    """`units`, each with `done`, `under_way`, `planned` (numbers) and `stand` (one of STANDS); no statement of its own.

    A comprehensive inspection counts in the year in which it begins; done once its opinion letter is issued. Of `plan`
    (None: no plan) each comprehensive item counts as planned until an inspection of the unit was created from it.
    """
    rows = (
        Inspection.objects.filter(
            unit=OuterRef("pk"),
            task__mode=Mode.COMPREHENSIVE,
            starts_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        )
        .exclude(state="cancelled")
        .order_by()
    )
    items = list(plan.items.with_units().filter(mode=Mode.COMPREHENSIVE)) if plan is not None else []
    linked = rows.filter(task__plan_item__line__in=[item.line for item in items])
    need = policy.number("comprehensive_yearly")
    found = units.annotate(
        done=_count(rows.filter(state__in=AFTER_OPINION)),
        under_way=_count(rows.exclude(state__in=(*AFTER_OPINION, "planned"))),
        set_up=_count(rows.filter(state="planned")),
        from_plan=_count(linked, of="task__plan_item__line"),
    ).annotate(planned=F("set_up") + Greatest(_listed(items) - F("from_plan"), Value(0)))
    begun = F("done") + F("under_way")
    stand = Case(
        When(done__gte=need, then=Value(DONE)),
        When(done__gte=need - F("under_way"), then=Value(UNDER_WAY)),
        When(planned__gte=need - begun, then=Value(PLANNED)),
        default=Value(GAP),
    )
    return found.annotate(stand=stand)


def _count(rows: "QuerySet[Inspection]", *, of: str = "pk") -> Coalesce:
    number = rows.values("unit").annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _listed(items: list[PlanItem]) -> Combinable:
    """How many of `items` cover the unit."""
    listed: Any = Value(0)
    for item in items:
        listed = listed + Case(When(item.where_units(), then=1), default=0, output_field=IntegerField())
    return listed


def figures_of(covered: "QuerySet[Any]") -> Figures:
    """The figures of units that `with_coverage` gave; one statement."""
    figures = Figures()
    for number, zone, kind, stand in covered.order_by().values_list("zone__number", "zone__name", "kind", "stand"):
        figures.total[stand] += 1
        figures.zones.setdefault((number or 0, zone or ""), Counter())[stand] += 1
        figures.kinds.setdefault(kind, Counter())[stand] += 1
    figures.zones = dict(sorted(figures.zones.items(), key=lambda pair: (pair[0][0] == 0, pair[0][0])))
    return figures


def gaps_of(plan: Plan) -> list[Organisation]:
    """The schools and kindergartens that would stay without their comprehensive inspections of the plan's year."""
    units = Organisation.objects.active().campuses()
    return list(with_coverage(units, year=plan.year, plan=plan).filter(stand=GAP).order_by("code"))
