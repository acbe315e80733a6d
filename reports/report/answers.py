"""Answers to the corps: inspection reports that inspectors have written (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from inspectors.models import WorkKind
from inspectors.questions import WorkItem, register_work
from reports.models import InspectionReport

HANDED_IN = ("issued", "filed", "published")


@register_work
def reports_written(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Inspection reports that an inspector has drafted, once they are issued; drafts and withdrawn ones are none."""
    issued = InspectionReport.objects.filter(state__in=HANDED_IN, drafted_by__inspector__in=inspector_ids)
    issued = issued.filter(issued_on__gte=since, issued_on__lt=until).annotate(person=F("drafted_by__inspector"))
    for report in issued.select_related("unit"):
        yield WorkItem(
            inspector_id=report.person,
            kind=WorkKind.REPORT,
            source=f"inspection_report:{report.pk}",
            on=report.issued_on,
            filed_on=report.issued_on,
            days=Decimal(0),
            title=report.title,
            url=report.get_absolute_url(),
            unit_id=report.unit_id,
            unit_name=report.unit.name,
        )
