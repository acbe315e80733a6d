"""What an inspector has running in the apps above, which hold the records: asked before a term ends."""

from dataclasses import dataclass
from uuid import UUID

from inspectors.sources import Sources


@dataclass(frozen=True)
class Duty:
    """One thing that the inspector was to do: what, where it stands, and the page on which somebody else takes it."""

    title: str
    detail: str
    url: str


_duties: Sources[[UUID], Duty] = Sources()
register_duties = _duties.register


def duties_of(inspector_id: UUID) -> list[Duty]:
    """Everything that the inspector has running, as the apps above tell it."""
    return _duties.ask(inspector_id)
