"""The use cases of the subject opinion, one noun per file."""

from supervision.opinion.services.opinion import (
    answer_defence,
    draft_opinion,
    edit_opinion,
    feed_back,
    issue_opinion,
    problem_deadline,
    state_defence,
    waive_defence,
)
from supervision.opinion.services.proposal import cast_vote, deliberate, propose_opinion

__all__ = [
    "answer_defence",
    "cast_vote",
    "deliberate",
    "draft_opinion",
    "edit_opinion",
    "feed_back",
    "issue_opinion",
    "problem_deadline",
    "propose_opinion",
    "state_defence",
    "waive_defence",
]
