"""Who raises, records and lifts a recusal (REG 10)."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import OFFICE_ROLES
from core.errors import NotAllowed
from inspectors.models import Inspector, Side
from inspectors.roster.permissions import is_own


def check_can_raise_recusal(user: User, inspector: Inspector, unit: Organisation | None, side: str) -> None:
    """The inspector concerned, the unit concerned or the office raises a recusal, each for itself (REG 10).

    `unit` may be None where it is still to be chosen. Raises NotAllowed.
    """
    stands = {
        Side.INSPECTOR: is_own(user, inspector),
        Side.UNIT: unit is not None and unit.pk in user.organisation_ids,
        Side.OFFICE: user.has_role(*OFFICE_ROLES),
    }
    if not stands.get(Side(side), False):
        raise NotAllowed(_("A recusal is raised by the inspector, the unit concerned or the supervision office."))
