"""The use cases of the subject team, one noun per file."""

from supervision.team.services.crew import check_recusals
from supervision.team.services.expert import end_expert, end_expert_work, invite_expert
from supervision.team.services.expert_assessment import assess_expert
from supervision.team.services.recusal import raise_unit_recusal
from supervision.team.services.team import remove_team, replace_member, set_team

__all__ = [
    "assess_expert",
    "check_recusals",
    "end_expert",
    "end_expert_work",
    "invite_expert",
    "raise_unit_recusal",
    "remove_team",
    "replace_member",
    "set_team",
]
