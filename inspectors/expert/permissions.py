"""Who sees, keeps and exchanges the pool of experts; each check raises with a reason for the page."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed, TransitionRefused
from inspectors.models import Expert


def check_can_see_pool(user: User) -> None:
    """The pool of experts is open to the office and the leaders. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("The pool of experts is open to the supervision office and the leaders."))


def check_can_keep_pool(user: User) -> None:
    """The office keeps the pool: proposes, notes, links accounts, receives files. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The pool of experts is kept by the supervision office."))


def check_can_edit_expert(user: User, expert: Expert) -> None:
    """The office edits the county's own experts; a partner's stay as the partner signed them.

    Raises NotAllowed for others, TransitionRefused for a partner county's expert.
    """
    check_can_keep_pool(user)
    if expert.partner_id is not None:
        raise TransitionRefused(
            _("%(name)s comes from %(county)s, which keeps these facts.")
            % {"name": expert.name, "county": expert.partner},
            remedy=_("Write a local note, or suspend the expert here; facts change with the partner's next file."),
        )


def check_can_select_experts(user: User) -> None:
    """The head of the office selects for the pool. Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("Only the head of the supervision office does this."))


def check_can_read_expert_phone(user: User, expert: Expert) -> None:
    """An expert's number is read by the office, and by the expert. Raises NotAllowed."""
    if not (user.has_role(*OFFICE_ROLES) or (expert.user_id is not None and expert.user_id == user.pk)):
        raise NotAllowed(_("The full telephone number is shown to the supervision office only."))


def check_can_exchange_experts(user: User) -> None:
    """The head of the office trusts partner counties and signs files for them. Raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("Partner counties and files for them are the business of the head of the office."))
