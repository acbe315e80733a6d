"""How much each inspector does and has on: filed work of a week or month, and targets against the ceiling (INSP)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from accounts import policy
from core import calendar
from inspectors.models import WorkKind
from inspectors.months import WEEK, week_of
from inspectors.questions import WorkItem, days_of, targets_of, work_of


@dataclass
class Workload:
    """The filed work of one inspector in a period, and how many targets there are at the same time now."""

    items: list[WorkItem] = field(default_factory=list)
    now: int = 0
    ceiling: int = 0

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """How many pieces of work of each kind."""
        counts = Counter(item.kind for item in self.items)
        return [(kind, counts[kind]) for kind in WorkKind.values]

    @property
    def total(self) -> int:
        """How many pieces of work in all."""
        return len(self.items)

    @property
    def days(self) -> Decimal:
        """Days on the spot; two visits on one day are one day."""
        return days_of(self.items)

    @property
    def tone(self) -> str:
        """How to colour the load: bad above the ceiling, waiting at it."""
        if self.now > self.ceiling:
            return "bad"
        return "waiting" if self.now == self.ceiling else "good"

    def in_weeks(self, mondays: Iterable[dt.date]) -> list[tuple[dt.date, int]]:
        """How many pieces of work in each of the ISO weeks that begin on `mondays`."""
        counts = Counter(week_of(item.on) for item in self.items)
        return [(monday, counts[monday]) for monday in mondays]


def workload_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> dict[UUID, Workload]:
    """The workload of each inspector from the day `since` to the day before `until`; as many statements for all."""
    keys = list(inspector_ids)
    ceiling = policy.number("load_ceiling")
    found = {pk: Workload(ceiling=ceiling) for pk in keys}
    for item in work_of(keys, since=since, until=until):
        found[item.inspector_id].items.append(item)
    for pk, count in loads_now(keys).items():
        found[pk].now = count
    return found


def loads_now(inspector_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many targets each inspector has on at the same time today; those without any are not in it."""
    counts: dict[UUID, int] = defaultdict(int)
    for target in targets_of(inspector_ids, on=calendar.today()):
        counts[target.inspector_id] += 1
    return dict(counts)


def weeks_in(since: dt.date, until: dt.date) -> list[dt.date]:
    """The Mondays of the ISO weeks that touch the days from `since` to the day before `until`."""
    monday, found = week_of(since), []
    while monday < until:
        found.append(monday)
        monday += WEEK
    return found
