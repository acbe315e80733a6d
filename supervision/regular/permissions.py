"""Who writes a regular visit, reports from it, and sees the board."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed, moved_on
from inspectors.models import Inspector
from supervision.models import RegularVisit, UrgentReport
from supervision.visit.permissions import OPEN_VISIT


def check_is_inspector(user: User) -> Inspector:
    """Pages of the phone are for inspectors; returns the inspector behind the account. Raises NotAllowed."""
    inspector = Inspector.objects.filter(user=user, removed_at=None).first()
    if inspector is None:
        raise NotAllowed(_("This page is for inspectors."))
    return inspector


def check_can_write_regular_visit(user: User, visit: RegularVisit) -> None:
    """Only its inspector writes a regular visit, until it is submitted. Raises NotAllowed or TransitionRefused."""
    if not visit.is_party("author", user):
        raise NotAllowed(_("Only the inspector who wrote the record may change it."))
    if visit.state not in OPEN_VISIT:
        raise moved_on(visit)


def check_is_author(user: User, record: RegularVisit | UrgentReport) -> None:
    """Only the inspector who makes the visit reports from it. Raises NotAllowed."""
    if record.inspector.user_id is None or record.inspector.user_id != user.pk:
        raise NotAllowed(_("Only the inspector who makes the visit reports from it."))


def check_can_see_coverage(user: User) -> None:
    """The board is for the county, for zone leaders about their zone, for inspectors about their schools.

    Raises NotAllowed.
    """
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
        raise NotAllowed(_("The board of regular visits is open to the office, the leaders and the inspectors."))
