"""Who keeps the zones and appoints their leaders (PLATE)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core.errors import NotAllowed


def check_can_appoint_zone_leader(user: User) -> None:
    """The office appoints a zone's leader and deputy. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("A zone's leader and deputy are appointed by the supervision office."))


def check_can_keep_zones(user: User) -> None:
    """The office adds, changes and closes zones and moves schools among them. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Zones are kept by the supervision office."))
