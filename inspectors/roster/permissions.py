"""Who sees and keeps the roster and the file of a person; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed, TransitionRefused
from inspectors.models import Inspector, InspectorFile


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


def check_can_add_recusal(user: User) -> None:
    """The head of the office records a recusal at once, without a request (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is decided by the head of the supervision office. Raise it instead."))


def check_can_lift_recusal(user: User) -> None:
    """The head of the office decides that a recusal no longer holds (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is lifted by the head of the supervision office."))


def check_can_set_photo(user: User, inspector: Inspector) -> None:
    """The photograph is given by the office, or by the inspector. Raises NotAllowed."""
    if not (user.has_role(*OFFICE_ROLES) or is_own(user, inspector)):
        raise NotAllowed(_("The photograph is kept by the supervision office and the inspector."))


def check_can_keep_files(user: User, inspector: Inspector) -> None:
    """Papers are seen and added by the office, and by the inspector. Raises NotAllowed."""
    if not (user.has_role(*OFFICE_ROLES) or is_own(user, inspector)):
        raise NotAllowed(_("The files of a person are kept by the supervision office and that person."))


def check_can_remove_file(user: User, paper: InspectorFile) -> None:
    """The office removes any paper; an inspector only what they added themself. Raises NotAllowed."""
    if user.has_role(*OFFICE_ROLES) or (is_own(user, paper.inspector) and paper.added_by_id == user.pk):
        return
    raise NotAllowed(_("What the supervision office has filed is removed by the supervision office."))
