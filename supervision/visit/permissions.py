"""Who visits a unit, and who writes the record."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed, moved_on
from inspectors.models import Inspector
from supervision.models import Inspection, Visit

OPEN_TO_VISITS = ("notified", "self_evaluated", "on_site")

OPEN_VISIT = ("draft", "returned")


def check_can_visit(user: User, inspection: Inspection) -> Inspector:
    """The inspectors of the team visit the unit; returns the inspector behind the account.

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    inspector = Inspector.objects.filter(user=user).first()
    if inspector is None or not inspection.is_party("team", user):
        raise NotAllowed(_("Only the inspectors of the team visit this unit."))
    if inspection.state not in OPEN_TO_VISITS:
        raise moved_on(inspection)
    return inspector


def check_can_write_visit(user: User, visit: Visit) -> None:
    """Only its inspector writes a visit record, until it is submitted. Raises NotAllowed or TransitionRefused."""
    if not visit.is_party("author", user):
        raise NotAllowed(_("Only the inspector who wrote the record may change it."))
    if visit.state not in OPEN_VISIT:
        raise moved_on(visit)
