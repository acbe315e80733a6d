"""Conduct in an appraisal: reports upheld, measures, commendations, and the rows behind them (INSP)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User
from inspectors.conduct.services.counts import NO_CONDUCT, conduct_counts
from inspectors.models import ConductFigure, ConductFinding, ConductMeasure, ConductReport, InspectorCommendation
from inspectors.workflow.conduct import DECIDED


@dataclass(frozen=True)
class ConductRow:
    """One decided report, measure or commendation; `url` is empty for a reader who may not open it."""

    on: dt.date
    title: str
    url: str
    note: str = ""


def conduct_figures(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> dict[UUID, dict[str, int]]:
    """For each inspector how many of each `ConductFigure` were decided in the days; no more statements for many."""
    keys = list(inspector_ids)
    counts = conduct_counts(keys, since=since, until=until)
    found = {}
    for pk in keys:
        count = counts.get(pk, NO_CONDUCT)
        found[pk] = {
            ConductFigure.UPHELD.value: count.upheld,
            ConductFigure.MEASURES.value: count.measures,
            ConductFigure.COMMENDED.value: count.commended,
        }
    return found


def conduct_rows(inspector_id: UUID, key: str, *, since: dt.date, until: dt.date, by: User) -> list[ConductRow]:
    """The rows behind one figure of conduct, by day; nothing of who reported is in them."""
    decided = {"inspector": inspector_id, "decided_on__gte": since, "decided_on__lt": until}
    if key == ConductFigure.UPHELD:
        upheld = ConductReport.objects.filter(**decided, state__in=DECIDED, finding=ConductFinding.UPHELD)
        seen = _seen(ConductReport, upheld, by)
        return [
            ConductRow(row.decided_on, str(row.get_category_display()), _url(row, seen), str(row.get_finding_display()))
            for row in upheld.order_by("decided_on", "pk")
            if row.decided_on is not None
        ]
    if key == ConductFigure.MEASURES:
        measures = ConductMeasure.objects.standing().filter(**decided)
        seen = _seen(ConductMeasure, measures, by)
        return [
            ConductRow(row.decided_on, str(row.get_kind_display()), _url(row, seen), str(row.get_state_display()))
            for row in measures.order_by("decided_on", "pk")
        ]
    given = InspectorCommendation.objects.filter(
        inspector=inspector_id, state="given", given_on__gte=since, given_on__lt=until
    )
    seen = _seen(InspectorCommendation, given, by)
    return [
        ConductRow(row.given_on, f"{row.given_by} · {row.get_kind_display()}", _url(row, seen), row.text)
        for row in given.order_by("given_on", "pk")
    ]


def _seen(model: Any, rows: Any, by: User) -> set[UUID]:
    return set(model.objects.visible_to(by).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))


def _url(row: Any, seen: set[UUID]) -> str:
    url: str = row.get_absolute_url() if row.pk in seen else ""
    return url
