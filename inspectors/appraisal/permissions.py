"""Who sees, opens and grades appraisals and reads growth files; each check raises with a reason for the page (INSP)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES
from core.errors import NotAllowed
from inspectors.models import Inspector
from inspectors.roster.permissions import is_own


def check_can_see_appraisals(user: User) -> None:
    """The appraisals of the whole corps are open to the office and the committee's leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("Appraisals of the corps are open to the supervision office and the committee's leaders."))


def check_can_open_appraisals(user: User) -> None:
    """The office opens, tells and files appraisals. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Appraisals are opened and kept by the supervision office."))


def check_can_judge_appraisal(user: User, inspector: Inspector) -> None:
    """Nobody grades or confirms their own work, whatever the role. Raises NotAllowed."""
    if is_own(user, inspector):
        raise NotAllowed(_("Nobody grades their own work: a colleague has to do this."))


def check_can_read_growth_file(user: User, inspector: Inspector) -> None:
    """A growth file is read by the inspector, the office and the committee's leaders. Raises NotAllowed."""
    if not (user.has_role(*COUNTY_ROLES) or is_own(user, inspector)):
        raise NotAllowed(_("A growth file is read by the inspector, the supervision office and the leaders only."))
