"""Who sees and keeps the roster; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed, TransitionRefused
from inspectors.models import Inspector


def check_can_see_corps(user: User) -> None:
    """The roster, zones and plaques are open to the county, the corps and zone leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
        raise NotAllowed(_("The roster of inspectors is open to the office, the leaders and the inspectors."))


def check_can_keep_roster(user: User) -> None:
    """The office keeps the roster. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The roster of inspectors is kept by the supervision office."))


def check_can_read_phone(user: User, inspector: Inspector) -> None:
    """An inspector's number is read by the office, and by the inspector. Raises NotAllowed."""
    if not (user.has_role(*OFFICE_ROLES) or is_own(user, inspector)):
        raise NotAllowed(_("The full telephone number is shown to the supervision office only."))


def check_can_read_identity(user: User, inspector: Inspector) -> None:
    """An inspector's identity number is read by the office, and by the inspector. Raises NotAllowed."""
    if not (user.has_role(*OFFICE_ROLES) or is_own(user, inspector)):
        raise NotAllowed(_("The full identity number is shown to the supervision office only."))


def is_own(user: User, inspector: Inspector) -> bool:
    """Whether the account is the inspector's."""
    return inspector.user_id is not None and inspector.user_id == user.pk


def may(check: object, *args: object) -> bool:
    """Whether `check` passes: for showing a button only to those who may press it."""
    try:
        check(*args)  # type: ignore[operator]
    except (NotAllowed, TransitionRefused):
        return False
    return True
