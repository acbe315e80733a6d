"""Who keeps the photograph and the papers of an inspector; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES
from core.errors import NotAllowed
from inspectors.models import Inspector, InspectorFile
from inspectors.permissions.roster import is_own


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
