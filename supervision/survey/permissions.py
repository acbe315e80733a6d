"""Who prepares questionnaires and records whom the team heard (REG 19)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed, moved_on
from supervision.models import Inspection
from supervision.team.permissions import OPEN_TO_HEARING

SURVEY_READERS = (*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER)


def check_can_record_public_opinion(user: User, inspection: Inspection) -> None:
    """The team or the office records whom it heard, until the team deliberates (REG 19).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team", user)):
        raise NotAllowed(_("Only the team and the supervision office record public opinion."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def check_can_survey(user: User, inspection: Inspection) -> None:
    """The office and the team's leader ask people by questionnaire, from the notice to the deliberation (REG 19).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not (inspection.is_party("office", user) or inspection.is_party("team_leader", user)):
        raise NotAllowed(_("Only the team's leader and the supervision office prepare questionnaires."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)
