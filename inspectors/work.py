"""What inspectors have done, told by the apps above, which hold the records: the corps itself imports none of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class WorkItem:
    """One piece of filed work of one inspector.

    `kind` is of `WorkKind`; `source` names the record for good ("regular_visit:<key>"), so that nothing is counted
    twice; `on` is the county's day on which it was done and `filed_on` the one on which it was filed; `days` are days
    on the spot (0 for work at the desk).
    """

    inspector_id: UUID
    kind: str
    source: str
    on: dt.date
    filed_on: dt.date
    days: Decimal
    title: str
    url: str
    unit_id: UUID | None = None
    unit_name: str = ""


# Takes the inspectors' keys, the first day and the day after the last; yields their work done on those days.
WorkSource = Callable[[list[UUID], dt.date, dt.date], Iterable[WorkItem]]
_sources: list[WorkSource] = []


def register_work(source: WorkSource) -> WorkSource:
    """Let `source` be asked for work, from the `ready` of an app above; returns it: a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def work_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> list[WorkItem]:
    """The filed work of inspectors from the day `since` to the day before `until`, by day; one call of each source."""
    keys = list(inspector_ids)
    if not keys:
        return []
    found = [item for source in _sources for item in source(keys, since, until)]
    return sorted(found, key=lambda item: (item.on, item.source))
