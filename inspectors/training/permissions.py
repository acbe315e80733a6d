"""Who plans, records, reports and approves training; each check raises with a reason for the page (INSP)."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES
from core.errors import NotAllowed
from inspectors.models import Inspector
from inspectors.roster.permissions import is_own


def check_can_see_training(user: User) -> None:
    """The training of the whole corps is open to the office and the committee's leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("The training of the corps is open to the supervision office and the committee's leaders."))


def check_can_keep_training(user: User) -> None:
    """The office plans courses and keeps the records of training. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Courses and records of training are kept by the supervision office."))


def check_can_report_training(user: User, inspector: Inspector | None) -> None:
    """An inspector on the roster reports and signs in for themselves only. Raises NotAllowed."""
    if inspector is None or not is_own(user, inspector) or inspector.removed_at is not None:
        raise NotAllowed(
            _(
                "Only an inspector on the roster does this, and only for themselves. "
                "The supervision office links your account on your page of the roster."
            )
        )
