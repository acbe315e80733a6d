"""What inspectors have done and have on, told by the apps above that hold the records: the corps imports none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from inspectors.sources import Sources


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


# A source takes the inspectors' keys, the first day and the day after the last; it yields their work of those days.
_work: Sources[[list[UUID], dt.date, dt.date], WorkItem] = Sources()
register_work = _work.register


def work_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> list[WorkItem]:
    """The filed work of inspectors from the day `since` to the day before `until`, by day; one call of each source."""
    keys = list(inspector_ids)
    found = _work.ask(keys, since, until) if keys else []
    return sorted(found, key=lambda item: (item.on, item.source))


def days_of(items: Iterable[WorkItem]) -> Decimal:
    """How many days on the spot `items` of one inspector come to: two visits on one day are one day."""
    longest: dict[dt.date, Decimal] = {}
    for item in items:
        if item.days:
            longest[item.on] = max(item.days, longest.get(item.on, Decimal(0)))
    return sum(longest.values(), Decimal(0))


@dataclass(frozen=True)
class Target:
    """One unit whose inspection an inspector has on: counted against the ceiling of what one has at the same time."""

    inspector_id: UUID
    title: str
    url: str
    since: dt.date
    until: dt.date
    unit_name: str = ""


# A source takes the inspectors' keys and a day; it yields what they have on at the same time on it.
_targets: Sources[[list[UUID], dt.date], Target] = Sources()
register_targets = _targets.register


def targets_of(inspector_ids: Iterable[UUID], *, on: dt.date) -> list[Target]:
    """What inspectors have on at the same time on the day `on`; one call of each source."""
    keys = list(inspector_ids)
    return _targets.ask(keys, on) if keys else []
