"""Answers to the corps: desk reviews that inspectors have finished (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import F
from django.db.models.functions import TruncDate

from core import calendar
from inspectors.models import WorkKind
from inspectors.questions import WorkItem, register_work
from supervision.models import DeskAssignment

ONE_DAY, NO_DAY = Decimal(1), Decimal(0)


@register_work
def desk_reviews_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Desk reviews that inspectors have finished; they are no day on the spot."""
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
