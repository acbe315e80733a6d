"""How many reports, measures and commendations an inspector has on record: only what was decided counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from inspectors.models import ConductFinding, ConductMeasure, ConductReport, InspectorCommendation
from inspectors.workflow.conduct import DECIDED


@dataclass(frozen=True)
class ConductCount:
    """What was decided on an inspector in a period: reports, those upheld, measures that stand, commendations."""

    reports: int = 0
    upheld: int = 0
    measures: int = 0
    commended: int = 0


NO_CONDUCT = ConductCount()


def conduct_counts(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> dict[UUID, ConductCount]:
    """What was decided on each inspector from the day `since` to the day before `until`; three statements.

    A report counts on the day of its decision, so that nobody learns of one that is still looked into. Every key that
    is asked for is in the answer.
    """
    keys = list(inspector_ids)
    decided = {"decided_on__gte": since, "decided_on__lt": until}
    upheld = Count("id", filter=Q(finding=ConductFinding.UPHELD))
    reports = ConductReport.objects.filter(inspector__in=keys, state__in=DECIDED, **decided)
    reported = _by_inspector(reports, reports=Count("id"), upheld=upheld)
    measures = ConductMeasure.objects.standing().filter(inspector__in=keys, **decided)
    measured = _by_inspector(measures, measures=Count("id"))
    given = InspectorCommendation.objects.filter(
        inspector__in=keys, state="given", given_on__gte=since, given_on__lt=until
    )
    commended = _by_inspector(given, commended=Count("id"))
    nothing: dict[str, int] = {}
    return {
        key: ConductCount(**(reported.get(key, nothing) | measured.get(key, nothing) | commended.get(key, nothing)))
        for key in keys
    }


def _by_inspector(rows: Any, **counts: Any) -> dict[UUID, dict[str, int]]:
    found = rows.order_by().values("inspector_id").annotate(**counts)
    return {row.pop("inspector_id"): row for row in found}
