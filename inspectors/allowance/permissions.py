"""Who computes, approves and reads allowances and workload; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed
from inspectors.models import Inspector
from inspectors.roster.permissions import is_own


def check_can_see_allowances(user: User) -> None:
    """The allowances of the whole corps are open to the office and the committee's leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("Allowances are open to the supervision office and the leaders; inspectors see their own."))


def check_can_keep_allowances(user: User) -> None:
    """The office computes, corrects and hands over. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Allowances are computed and handed over by the supervision office."))


def check_can_set_rates(user: User) -> None:
    """Rates and the budget are entered by the head of the office. Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("Rates and the budget are entered by the head of the supervision office."))


def check_can_see_rates(user: User) -> None:
    """The county and the inspectors read the rates. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR):
        raise NotAllowed(_("Rates of allowances are open to the supervision office, the leaders and the inspectors."))


def check_can_see_workload(user: User) -> None:
    """The workload is open to the county, and to zone leaders for their zones. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER):
        raise NotAllowed(_("The workload of inspectors is open to the office, the leaders and the zone leaders."))


def check_can_see_workload_of(user: User, inspector: Inspector) -> None:
    """The rows behind a figure: as the workload, for one's zones; and one's own. Raises NotAllowed."""
    if user.has_role(*COUNTY_ROLES) or is_own(user, inspector):
        return
    if not (user.has_role(Role.ZONE_LEADER) and inspector.zone_id in user.zone_ids):
        raise NotAllowed(
            _("The work of an inspector is shown to the office, the leader of the zone and the inspector.")
        )
