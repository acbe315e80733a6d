"""A unit asks that a member of the team keep away, after its notice (REG 10)."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from inspectors.models import Inspector, RecusalRequest, Side
from inspectors.recusal.services import raise_recusal
from supervision import law
from supervision.models import Inspection
from supervision.team import permissions
from supervision.team.services import crew


@transaction.atomic
def raise_unit_recusal(
    inspection: Inspection, *, by: User, inspector: Inspector, ground: str, reason: str
) -> RecusalRequest:
    """The notified unit asks that `inspector`, a member of the team that comes, keep away. Returns the request.

    Raises NotAllowed for anybody but the unit, TransitionRefused before the notice or after the site visit, Refused for
    somebody who is not on the team and as `raise_recusal` says.
    """
    permissions.check_can_raise_unit_recusal(by, inspection)
    if inspector not in crew.team_of(inspection):
        raise Refused(
            _("%(inspector)s is not on the team that comes to you.") % {"inspector": inspector},
            rule=_(law.ARTICLE_10),
            remedy=_("Choose a member of the team."),
        )
    return raise_recusal(inspector, by=by, unit=inspection.unit, ground=ground, reason=reason, side=Side.UNIT)


def requests_about(inspection: Inspection, *, by_unit: bool) -> list[RecusalRequest]:
    """The requests about the unit and members of its team, newest first; `by_unit`: only those of the unit itself."""
    found = RecusalRequest.objects.filter(unit=inspection.unit_id, inspector__memberships__team=inspection.team_id)
    if by_unit:
        found = found.filter(side=Side.UNIT)
    return list(found.select_related("inspector", "unit", "raised_by"))
