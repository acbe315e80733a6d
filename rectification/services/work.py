"""The rechecks that inspectors have done, for the corps' register of work (PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models.functions import TruncDate

from inspectors.enums import WorkKind
from inspectors.work import WorkItem, register_work
from rectification.models import Recheck


@register_work
def rechecks_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Rechecks on record, whatever they came to; a recheck that was only appointed is none yet."""
    recorded = Recheck.objects.filter(inspector__in=inspector_ids, recorded_at__isnull=False)
    recorded = recorded.filter(held_on__gte=since, held_on__lt=until).annotate(day=TruncDate("recorded_at"))
    for recheck in recorded.select_related("problem__unit"):
        on: Any = recheck.held_on
        yield WorkItem(
            inspector_id=recheck.inspector_id,
            kind=WorkKind.RECHECK,
            source=f"recheck:{recheck.pk}",
            on=on,
            filed_on=recheck.day,
            days=Decimal(1),
            title=recheck.problem.number,
            url=recheck.problem.get_absolute_url(),
            unit_id=recheck.problem.unit_id,
            unit_name=recheck.problem.unit.name,
        )
