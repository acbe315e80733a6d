"""Questions asked upwards: what the corps must know, and only the apps above it can tell.

The corps imports none of them; so here stands each question, with the shape of its answer and a function (`work_of`)
that asks it. A subject above answers in its `answers.py`: a function with `@register_work`, which `core.apps` loads at
the start. Whoever asks gets what all of them tell, joined, and need not know who told it.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, ParamSpec, TypeVar
from uuid import UUID

P = ParamSpec("P")

T = TypeVar("T")


class Question(Generic[P, T]):
    """One question, and the functions of the apps above that answer it, in the order in which they were loaded."""

    def __init__(self) -> None:
        self._answers: list[Callable[P, Iterable[T]]] = []

    def register(self, answer: Callable[P, Iterable[T]]) -> Callable[P, Iterable[T]]:
        """Let `answer` be asked; returns it: a decorator."""
        if answer not in self._answers:
            self._answers.append(answer)
        return answer

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        """Everything that is answered; one call of each answer."""
        return [item for answer in self._answers for item in answer(*args, **kwargs)]


@dataclass(frozen=True)
class Duty:
    """One thing that the inspector was to do: what, where it stands, and the page on which somebody else takes it."""

    title: str
    detail: str
    url: str


_duties: Question[[UUID], Duty] = Question()

register_duties = _duties.register


def duties_of(inspector_id: UUID) -> list[Duty]:
    """Everything that the inspector has running, as the apps above tell it."""
    return _duties.ask(inspector_id)


@dataclass(frozen=True)
class WorkItem:
    """One piece of filed work of one inspector.

    `kind` is of `WorkKind`; `source` names the record for good ("regular_visit:<key>"), so that nothing is counted
    twice; `on` is the county's day on which it was done and `filed_on` the one on which it was filed; `days` are days
    on the spot (0 for desk reviews and reports).
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


# An answer takes the inspectors' keys, the first day and the day after the last; it yields their work of those days.
_work: Question[[list[UUID], dt.date, dt.date], WorkItem] = Question()

register_work = _work.register


def work_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> list[WorkItem]:
    """The filed work of inspectors from the day `since` to the day before `until`, by day; one call of each answer."""
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


# An answer takes the inspectors' keys and a day; it yields what they have on at the same time on it.
_targets: Question[[list[UUID], dt.date], Target] = Question()

register_targets = _targets.register


def targets_of(inspector_ids: Iterable[UUID], *, on: dt.date) -> list[Target]:
    """What inspectors have on at the same time on the day `on`; one call of each answer."""
    keys = list(inspector_ids)
    return _targets.ask(keys, on) if keys else []


@dataclass(frozen=True)
class KeptItem:
    """One thing that was asked of one inspector and was kept or not.

    `kind` is of `KeptKind`; `source` names the thing for good; `on` is the county's day to which it belongs; `met`
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


# An answer takes the inspectors' keys, the first day and the day after the last; it yields what was asked then.
_kept: Question[[list[UUID], dt.date, dt.date], KeptItem] = Question()

register_kept = _kept.register


def kept_of(inspector_ids: Iterable[UUID], *, since: dt.date, until: dt.date) -> list[KeptItem]:
    """What was asked of inspectors from the day `since` to the day before `until`, by day; one call of each answer."""
    keys = list(inspector_ids)
    found = _kept.ask(keys, since, until) if keys else []
    return sorted(found, key=lambda item: (item.on, item.source))


@dataclass(frozen=True)
class Invitation:
    """One invitation of an expert to one task.

    `since` and `until` are its first and last day; `ended_on` the day on which it was ended before that, and why.
    """

    title: str
    url: str
    purpose: str
    since: dt.date
    until: dt.date
    ended_on: dt.date | None = None
    end_reason: str = ""
    grade: str = ""  # how the expert worked, in words
    assessment: str = ""
    assess_url: str = ""  # where the office says so; empty while the work goes on

    def is_open(self, on: dt.date) -> bool:
        """Whether the expert is on the task on the day `on`."""
        return self.ended_on is None and self.until >= on


# An answer takes an expert's key and yields the expert's invitations.
_invitations: Question[[UUID], Invitation] = Question()

register_invitations = _invitations.register


def invitations_of(expert_id: UUID) -> list[Invitation]:
    """The invitations of an expert, the newest first; one call of each answer."""
    return sorted(_invitations.ask(expert_id), key=lambda item: item.since, reverse=True)


@dataclass(frozen=True)
class Tally:
    """To how many tasks an expert was invited, and the newest grade in words."""

    tasks: int = 0
    grade: str = ""


# An answer takes experts' keys and yields pairs: each expert who was ever invited, and the tally.
_tallies: Question[[list[UUID]], tuple[UUID, Tally]] = Question()

register_tallies = _tallies.register


def tallies_of(expert_ids: list[UUID]) -> dict[UUID, Tally]:
    """The tally of each expert who was ever invited; one call of each answer."""
    return dict(_tallies.ask(expert_ids))
