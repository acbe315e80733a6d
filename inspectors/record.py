"""How inspectors kept what is asked of them, told by the apps above, which hold the facts; the corps imports none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from inspectors.sources import Sources


@dataclass(frozen=True)
class RecordItem:
    """One thing that was asked of one inspector and was kept or not.

    `kind` is of `RecordKind`; `source` names the thing for good; `on` is the county's day to which it belongs; `met`
    says whether it was kept; `note` says in words what was asked and what came, as frozen text of the records.
    """

    inspector_id: UUID
    kind: str
    source: str
    on: dt.date
    title: str
    url: str
    met: bool
    note: str = ""
    unit_name: str = ""


# A source takes the inspectors' keys, the first day and the day after the last; it yields what was asked of them then.
_record: Sources[[list[UUID], dt.date, dt.date], RecordItem] = Sources()
register_record = _record.register


def record_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> list[RecordItem]:
    """What was asked of inspectors from the day `since` to the day before `until`, by day; one call of each source."""
    keys = list(inspector_ids)
    found = _record.ask(keys, since, until) if keys else []
    return sorted(found, key=lambda item: (item.on, item.source))
