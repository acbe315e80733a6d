"""To which tasks experts were invited, told by the app above, which holds them: the corps itself imports none of it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from inspectors.sources import Sources


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


# A source takes an expert's key and answers with the expert's invitations.
_invitations: Sources[[UUID], Invitation] = Sources()
register_invitations = _invitations.register


def invitations_of(expert_id: UUID) -> list[Invitation]:
    """The invitations of an expert, the newest first; one call of each source."""
    return sorted(_invitations.ask(expert_id), key=lambda item: item.since, reverse=True)


@dataclass(frozen=True)
class Tally:
    """To how many tasks an expert was invited, and the newest grade in words."""

    tasks: int = 0
    grade: str = ""


# A source takes experts' keys and answers with pairs: each expert who was ever invited, and the tally.
_tallies: Sources[[list[UUID]], tuple[UUID, Tally]] = Sources()
register_tallies = _tallies.register


def tallies_of(expert_ids: list[UUID]) -> dict[UUID, Tally]:
    """The tally of each expert who was ever invited; one call of each source."""
    return dict(_tallies.ask(expert_ids))
