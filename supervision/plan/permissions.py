"""Who writes the annual plan, and who sees what looks ahead."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_is_office
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed, moved_on
from supervision.models import Plan


def check_can_edit_plan(user: User, plan: Plan) -> None:
    """The office writes an annual plan while it is a draft. Raises NotAllowed, or TransitionRefused afterwards."""
    check_is_office(user)
    if plan.state != "draft":
        raise moved_on(plan)


def check_can_revise_plan(user: User, plan: Plan) -> None:
    """The office begins a new version of a published plan. Raises NotAllowed, or TransitionRefused in other states."""
    check_is_office(user)
    if plan.state != "published":
        raise moved_on(plan)


def check_can_see_planning(user: User) -> None:
    """Coverage, burden and collisions are the county's and the zone leaders' to see. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER):
        raise NotAllowed(_("This page is open to the office, the committee's leaders and zone leaders."))


def check_can_see_calendar(user: User) -> None:
    """The calendar is there for whoever inspects or is inspected. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER, Role.INSPECTOR, Role.UNIT, Role.LIAISON):
        raise NotAllowed(_("The calendar is open to the county, its inspectors and the supervised units."))
