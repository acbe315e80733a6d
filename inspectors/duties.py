"""What an inspector has running in the apps above, which hold the records: asked before a term ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Duty:
    """One thing that the inspector was to do: what, where it stands, and the page on which somebody else takes it."""

    title: str
    detail: str
    url: str


DutySource = Callable[[UUID], Iterable[Duty]]
_sources: list[DutySource] = []


def register_duties(source: DutySource) -> DutySource:
    """Let `source` be asked for duties, from the `ready` of an app above; returns it: a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def duties_of(inspector_id: UUID) -> list[Duty]:
    """Everything that the inspector has running, as the apps above tell it."""
    return [duty for source in _sources for duty in source(inspector_id)]
