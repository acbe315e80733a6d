"""Answers to the corps: visit records that were filed, and handed in in time (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.models import KeptKind, WorkKind
from inspectors.questions import KeptItem, WorkItem, register_kept, register_work
from supervision.evidence.answers import ONE_DAY
from supervision.models import Visit


@register_work
def visits_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Visit records of inspections that the office has filed; each is one inspector's day at one unit."""
    filed = Visit.objects.filter(
        state="filed", inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until
    )
    for visit in filed.select_related("inspection__unit", "inspection__task").annotate(day=TruncDate("state_since")):
        yield WorkItem(
            inspector_id=visit.inspector_id,
            kind=WorkKind.VISIT,
            source=f"visit:{visit.pk}",
            on=visit.visited_on,
            filed_on=visit.day,
            days=ONE_DAY,
            title=visit.inspection.task.name,
            url=visit.get_absolute_url(),
            unit_id=visit.inspection.unit_id,
            unit_name=visit.inspection.unit.name,
        )


@register_kept
def visits_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[KeptItem]:
    """Visit records of inspections: signed and handed in within the setting `backdate_days`?"""
    visits = Visit.objects.filter(inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until)
    related = visits.select_related("inspection__unit", "inspection__task")
    days = dt.timedelta(days=policy.number("backdate_days"))
    for visit in related.annotate(day=TruncDate("signed_at")):
        yield from _in_time(visit, visit.inspection.task.name, visit.inspection.unit.name, days)


def _in_time(visit: Any, title: str, unit_name: str, days: dt.timedelta) -> Iterator[KeptItem]:
    """The record of a visit against its last day; nothing while it is unsigned and still has time."""
    last = visit.visited_on + days
    signed = visit.day if visit.day is not None and visit.state != "draft" else None
    if signed is None and calendar.today() <= last:
        return
    note = _("handed in on %(day)s") % {"day": date_format(signed)} if signed else _("not handed in")
    yield KeptItem(
        inspector_id=visit.inspector_id,
        kind=KeptKind.VISIT_IN_TIME,
        source=f"{visit._meta.model_name}:{visit.pk}",
        on=visit.visited_on,
        title=title,
        url=visit.get_absolute_url(),
        met=signed is not None and signed <= last,
        note=note,
        unit_name=unit_name,
    )
