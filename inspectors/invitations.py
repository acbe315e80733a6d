"""To which tasks experts were invited, told by the app above, which holds them: the corps itself imports none of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


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


# Takes an expert's key; returns the expert's invitations.
InvitationSource = Callable[[UUID], list[Invitation]]
_sources: list[InvitationSource] = []


def register_invitations(source: InvitationSource) -> InvitationSource:
    """Let `source` be asked for invitations, from the `ready` of an app above; returns it: a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def invitations_of(expert_id: UUID) -> list[Invitation]:
    """The invitations of an expert, the newest first; one call of each source."""
    found = [item for source in _sources for item in source(expert_id)]
    return sorted(found, key=lambda item: item.since, reverse=True)


@dataclass(frozen=True)
class Tally:
    """To how many tasks an expert was invited, and the newest grade in words."""

    tasks: int = 0
    grade: str = ""


# Takes experts' keys; returns what there is to tell of those who were ever invited.
TallySource = Callable[[list[UUID]], dict[UUID, Tally]]
_tally_sources: list[TallySource] = []


def register_tallies(source: TallySource) -> TallySource:
    """Let `source` be asked for tallies, from the `ready` of an app above; returns it: a decorator."""
    if source not in _tally_sources:
        _tally_sources.append(source)
    return source


def tallies_of(expert_ids: list[UUID]) -> dict[UUID, Tally]:
    """The tally of each expert who was ever invited; one call of each source."""
    found: dict[UUID, Tally] = {}
    for source in _tally_sources:
        found |= source(expert_ids)
    return found
