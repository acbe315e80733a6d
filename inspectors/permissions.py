"""Who may do what with inspectors, recusals, plaques and zones; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed, TransitionRefused
from inspectors.enums import Side
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


def check_can_add_recusal(user: User) -> None:
    """The head of the office records a recusal at once, without a request (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is decided by the head of the supervision office. Raise it instead."))


def check_can_raise_recusal(user: User, inspector: Inspector, unit: Organisation | None, side: str) -> None:
    """The inspector concerned, the unit concerned or the office raises a recusal, each for itself (REG 10).

    `unit` may be None where it is still to be chosen. Raises NotAllowed.
    """
    stands = {
        Side.INSPECTOR: is_own(user, inspector),
        Side.UNIT: unit is not None and unit.pk in user.organisation_ids,
        Side.OFFICE: user.has_role(*OFFICE_ROLES),
    }
    if not stands.get(Side(side), False):
        raise NotAllowed(_("A recusal is raised by the inspector, the unit concerned or the supervision office."))


def check_can_lift_recusal(user: User) -> None:
    """The head of the office decides that a recusal no longer holds (REG 10). Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("A recusal is lifted by the head of the supervision office."))


def check_can_assign_plaque(user: User, unit: Organisation) -> None:
    """The office assigns plaques. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Plaque inspectors are assigned by the supervision office."))


def check_can_appoint_zone_leader(user: User) -> None:
    """The office appoints a zone's leader and deputy. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("A zone's leader and deputy are appointed by the supervision office."))


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
