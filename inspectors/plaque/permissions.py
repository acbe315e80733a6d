"""Who assigns and rotates plaques (PLATE)."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import OFFICE_ROLES
from core.errors import NotAllowed


def check_can_assign_plaque(user: User, unit: Organisation) -> None:
    """The office assigns plaques. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Plaque inspectors are assigned by the supervision office."))


def check_can_rotate_plaques(user: User) -> None:
    """The office has the rotation proposed and carries it out. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The rotation of plaques is carried out by the supervision office."))
