"""Who raises, records and lifts a recusal (REG 10)."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import OFFICE_ROLES, Role
from core.errors import NotAllowed
from inspectors.enums import Side
from inspectors.models import Inspector
from inspectors.permissions.roster import is_own


def check_can_add_recusal(user: User) -> None:
    """The head of the office records a recusal at once, without a request (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is decided by the head of the supervision office. Raise it instead."))


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


def check_can_lift_recusal(user: User) -> None:
    """The head of the office decides that a recusal no longer holds (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is lifted by the head of the supervision office."))
