"""Who recommends, and who ends a term; each check raises with a reason for the page (REG 6, INSP)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from core.errors import NotAllowed
from inspectors.models import DISMISSALS


def check_can_end_term(user: User, ground: str = "") -> None:
    """The office ends a term; a dismissal is decided by the head of the office. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The term of an inspector is ended by the supervision office."))
    if ground in DISMISSALS and not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A dismissal is decided by the head of the supervision office."))
