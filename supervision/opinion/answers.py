"""Answers to the corps: opinions that inspectors have written, and which of them in time (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import F
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.models import KeptKind, WorkKind
from inspectors.questions import KeptItem, WorkItem, register_kept, register_work
from supervision.evidence.answers import NO_DAY
from supervision.models import Proposal


@register_work
def opinions_written(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Preliminary opinions that a team's leader has written, once the team has carried them (REG 20)."""
    carried = Proposal.objects.filter(state="carried", proposed_by__inspector__in=inspector_ids)
    carried = carried.filter(state_since__gte=calendar.begin_of(since), state_since__lt=calendar.begin_of(until))
    carried = carried.annotate(day=TruncDate("state_since"), person=F("proposed_by__inspector"))
    for opinion in carried.select_related("inspection__unit", "inspection__task"):
        yield WorkItem(
            inspector_id=opinion.person,
            kind=WorkKind.REPORT,
            source=f"proposal:{opinion.pk}",
            on=opinion.day,
            filed_on=opinion.day,
            days=NO_DAY,
            title=opinion.inspection.task.name,
            url=opinion.get_absolute_url(),
            unit_id=opinion.inspection.unit_id,
            unit_name=opinion.inspection.unit.name,
        )


@register_kept
def opinions_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[KeptItem]:
    """Preliminary opinions that leaders wrote: carried within the days of the opinion letter (REG 21)?"""
    days = dt.timedelta(days=policy.number("opinion_days"))
    carried = Proposal.objects.filter(state="carried", proposed_by__inspector__in=inspector_ids)
    carried = carried.filter(state_since__gte=calendar.begin_of(since), state_since__lt=calendar.begin_of(until))
    carried = carried.annotate(day=TruncDate("state_since"), person=F("proposed_by__inspector"))
    for opinion in carried.select_related("inspection__unit", "inspection__task"):
        inspection = opinion.inspection
        yield KeptItem(
            inspector_id=opinion.person,
            kind=KeptKind.REPORT_IN_TIME,
            source=f"proposal:{opinion.pk}",
            on=opinion.day,
            title=inspection.task.name,
            url=opinion.get_absolute_url(),
            met=opinion.day <= inspection.ends_on + days,
            note=_("inspection ended on %(day)s") % {"day": date_format(inspection.ends_on)},
            unit_name=inspection.unit.name,
        )
