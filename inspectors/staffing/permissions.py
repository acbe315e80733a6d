"""Who sees the staffing of the corps; the check raises with a reason for the page (PLAN 二（四）)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed


def check_can_see_staffing(user: User) -> None:
    """The staffing of the corps is open to the county's roles and to zone leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER):
        raise NotAllowed(
            _(
                "The staffing of the corps is open to the supervision office, the committee's leaders "
                "and the leaders of zones."
            )
        )
