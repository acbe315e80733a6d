"""Who edits an opinion, and who answers it."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_is_office
from core.errors import NotAllowed, moved_on
from supervision.models import Inspection

OPEN_OPINION = ("opinion_drafted", "defence_open")


def check_can_edit_opinion(user: User, inspection: Inspection) -> None:
    """The office edits the opinion until the letter is issued. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if inspection.state not in OPEN_OPINION:
        raise moved_on(inspection)


def check_can_defend(user: User, inspection: Inspection) -> None:
    """The unit answers the preliminary opinion while it is open (REG 20). Raises NotAllowed or TransitionRefused."""
    if not inspection.is_party("unit", user):
        raise NotAllowed(_("Only the supervised unit states or waives its defence."))
    if inspection.state != "defence_open":
        raise moved_on(inspection)
