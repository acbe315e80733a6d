"""The burden on a unit in a term: inspections, days on site, documents asked for, against the ceilings (M7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from accounts.terms import Term, term_of
from core import calendar
from supervision.evidence.services.evidence import count_documents
from supervision.models import Inspection, InspectionTask, Visit
from supervision.models.visit import DONE_VISITS

TASK_FIELDS = ("task__framework_version", "task__needs_self_evaluation")


@dataclass(frozen=True)
class Burden:
    """What one term lays on one unit."""

    visits: int = 0
    site_days: int = 0
    documents: int = 0

    def over(self, ceiling: "Burden") -> list[str]:
        """Which of the three lie above `ceiling`, in words."""
        found = []
        words = {"visits": self.visits, "days": self.site_days, "documents": self.documents}
        words |= {"most_visits": ceiling.visits, "most_days": ceiling.site_days}
        words |= {"most_documents": ceiling.documents}
        if self.visits > ceiling.visits:
            found.append(_("%(visits)s inspections, at most %(most_visits)s") % words)
        if self.site_days > ceiling.site_days:
            found.append(_("%(days)s days on site, at most %(most_days)s") % words)
        if self.documents > ceiling.documents:
            found.append(_("%(documents)s documents, at most %(most_documents)s") % words)
        return found


def ceiling() -> Burden:
    """The most that a term may lay on a unit, as the settings have it."""
    return Burden(policy.number("burden_visits"), policy.number("burden_site_days"), policy.number("burden_documents"))


def burden_of(unit: Organisation, term: Term, *, among: "QuerySet[Inspection] | None" = None) -> Burden:
    """The burden of `term` on `unit`; as `burdens_of`."""
    return burdens_of([unit], term, among=among)[unit.pk]


def burdens_of(
    units: Iterable[Organisation], term: Term, *, among: "QuerySet[Inspection] | None" = None
) -> dict[UUID, Burden]:
    """The burden of `term` on each of `units`, by the unit's key; the same few statements for any number of units.

    Counted are inspections that begin in the term and were not cancelled. A joint visit is one inspection. Days on site
    are the days with a submitted visit record where the visit is over, else the working days of the window; a day with
    two inspections is one day. Documents as `evidence.count_documents`. `among` are the inspections that the
    reader may know of (default: all).
    """
    units = list(units)
    rows = list(
        (Inspection.objects.all() if among is None else among)
        .filter(unit__in=units, starts_on__range=(term.starts_on, term.ends_on))
        .exclude(state="cancelled")
        .select_related("task", "unit")
        .only("joint", "starts_on", "ends_on", "visit_ended_on", "unit__kind", *TASK_FIELDS)
    )
    documents = count_documents(rows)
    days = _site_days(rows, term)
    found: dict[UUID, Burden] = {}
    for unit in units:
        own = days.rows.get(unit.pk, [])
        found[unit.pk] = Burden(
            visits=len({row.joint_id or row.pk for row in own}),
            site_days=len(days.dates.get(unit.pk, set())),
            documents=documents.get(unit.pk, 0),
        )
    return found


@dataclass(frozen=True)
class _Days:
    rows: dict[UUID, list[Inspection]]
    dates: dict[UUID, set[dt.date]]


def _site_days(rows: list[Inspection], term: Term) -> _Days:
    """The inspections of each unit, and the days on which somebody is there."""
    visited: dict[UUID, set[dt.date]] = {}
    dates = Visit.objects.filter(inspection__in=rows, state__in=DONE_VISITS).order_by()
    for inspection, day in dates.values_list("inspection", "visited_on"):
        visited.setdefault(inspection, set()).add(day)
    last = max([term.ends_on, *(row.ends_on for row in rows)])
    table = calendar.load_days(term.starts_on, last)
    found = _Days({}, {})
    for row in rows:
        found.rows.setdefault(row.unit_id, []).append(row)
        over = row.visit_ended_on is not None
        own = visited.get(row.pk, set()) if over else _window(row, table)
        found.dates.setdefault(row.unit_id, set()).update(own)
    return found


def _window(row: Inspection, table: Any) -> set[dt.date]:
    """The working days of the window; a window of free days only is one day."""
    every = [row.starts_on + calendar.ONE_DAY * n for n in range((row.ends_on - row.starts_on).days + 1)]
    return {day for day in every if table.is_working(day)} or {row.starts_on}


@dataclass(frozen=True)
class Overload:
    """A unit whose burden lies over the ceiling, and in what."""

    unit: Organisation
    term: Term
    burden: Burden
    over: list[str]


def burden_warnings(task: InspectionTask) -> list[Overload]:
    """The units of `task` whose burden lies over the ceiling in the term in which its inspection begins."""
    rows = task.inspections.exclude(state="cancelled").select_related("unit").order_by("unit__code")
    terms: dict[Term, list[Organisation]] = {}
    for row in rows:
        terms.setdefault(term_of(row.starts_on), []).append(row.unit)
    most, found = ceiling(), []
    for term, units in terms.items():
        burdens = burdens_of(units, term)
        for unit in units:
            over = burdens[unit.pk].over(most)
            if over:
                found.append(Overload(unit, term, burdens[unit.pk], over))
    return found
