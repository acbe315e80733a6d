"""Who reads balanced development."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed


def check_can_see_balance(user: User) -> None:
    """The county, its inspectors, member units and supervised units read balanced development. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER, Role.LIAISON, Role.UNIT):
        raise NotAllowed(_("Balanced development is open to the county, its inspectors, member units and schools."))
