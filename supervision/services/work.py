"""What inspectors have done in inspections and regular visits, for the corps' register of work (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import F
from django.db.models.functions import TruncDate

from core import calendar
from inspectors.enums import WorkKind
from inspectors.work import Target, WorkItem, register_targets, register_work
from supervision.models import DeskAssignment, Inspection, Proposal, RegularVisit, Visit
from supervision.services.load import OPEN, RUNNING

ONE_DAY, NO_DAY = Decimal(1), Decimal(0)


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


@register_work
def regular_visits_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Regular visits that the office has filed."""
    filed = RegularVisit.objects.filter(
        state="filed", inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until
    )
    for visit in filed.select_related("unit").annotate(day=TruncDate("state_since")):
        yield WorkItem(
            inspector_id=visit.inspector_id,
            kind=WorkKind.REGULAR_VISIT,
            source=f"regular_visit:{visit.pk}",
            on=visit.visited_on,
            filed_on=visit.day,
            days=ONE_DAY,
            title=visit.unit.name,
            url=visit.get_absolute_url(),
            unit_id=visit.unit_id,
            unit_name=visit.unit.name,
        )


@register_work
def desk_reviews_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Reviews of a unit's evidence at the desk that inspectors have finished; they are no day on the spot."""
    finished = DeskAssignment.objects.filter(state="finished", reviewer__inspector__in=inspector_ids)
    finished = finished.filter(state_since__gte=calendar.begin_of(since), state_since__lt=calendar.begin_of(until))
    finished = finished.annotate(day=TruncDate("state_since"), person=F("reviewer__inspector"))
    for review in finished.select_related("inspection__unit", "inspection__task"):
        yield WorkItem(
            inspector_id=review.person,
            kind=WorkKind.DESK_REVIEW,
            source=f"desk_review:{review.pk}",
            on=review.day,
            filed_on=review.day,
            days=NO_DAY,
            title=review.inspection.task.name,
            url=review.get_absolute_url(),
            unit_id=review.inspection.unit_id,
            unit_name=review.inspection.unit.name,
        )


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


@register_targets
def open_inspections(inspector_ids: list[UUID], on: dt.date) -> Iterator[Target]:
    """The inspections that inspectors have on at the same time on the day `on`: what the ceiling of draws counts."""
    held = Inspection.objects.filter(
        state__in=OPEN,
        task__state__in=RUNNING,
        team__members__inspector__in=inspector_ids,
        starts_on__lte=on,
    ).annotate(person=F("team__members__inspector"))
    for inspection in held.select_related("unit", "task").order_by("starts_on", "pk"):
        yield Target(
            inspector_id=inspection.person,
            title=inspection.task.name,
            url=inspection.get_absolute_url(),
            since=inspection.starts_on,
            until=inspection.ends_on,
            unit_name=inspection.unit.name,
        )
