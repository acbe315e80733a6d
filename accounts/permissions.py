"""Who may do what with accounts, grants, settings, holidays and units; each check raises with a reason for the page."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed

# The separation of the three administrators, as its rule is quoted on pages.
THREE_ADMINISTRATORS = "GB/T 22239-2019"


def check_can_see_accounts(user: Any) -> None:
    """Accounts are seen by the system and the security administrator; raises NotAllowed."""
    if not user.has_role(Role.SYSADMIN, Role.SECURITY):
        raise NotAllowed(_("Accounts are kept by the system administrator and the security administrator."))


def check_can_manage_accounts(user: Any) -> None:
    """Accounts are opened, corrected and closed by the system administrator; raises NotAllowed."""
    if not user.has_role(Role.SYSADMIN):
        raise NotAllowed(
            _("Opening, changing and closing accounts and resetting passwords is for the system administrator alone.")
        )


def check_can_grant(user: Any) -> None:
    """Roles, grants and locks are the security administrator's; raises NotAllowed."""
    if not user.has_role(Role.SECURITY):
        raise NotAllowed(_("Giving roles and grants and lifting locks is for the security administrator alone."))


def check_can_read_audit_log(user: Any) -> None:
    """The audit log is read by the audit administrator; raises NotAllowed."""
    if not user.has_role(Role.AUDIT):
        raise NotAllowed(_("The audit log is read by the audit administrator alone."))


def check_can_read_policy(user: Any) -> None:
    """Settings are read by the office and the leaders; raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("Settings are open to the supervision office and the committee's leaders."))


def check_can_edit_policy(user: Any) -> None:
    """Settings are changed by the head of the office; raises NotAllowed."""
    if not user.has_role(Role.OFFICE_HEAD):
        raise NotAllowed(_("Settings are changed by the head of the supervision office alone."))


def check_can_read_holidays(user: Any) -> None:
    """The holiday table is read by the office and the leaders; raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES):
        raise NotAllowed(_("The holiday table is open to the supervision office and the committee's leaders."))


def check_can_edit_holidays(user: Any) -> None:
    """The holiday table is kept by the office; raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The holiday table is kept by the supervision office."))


def check_has_business(user: Any) -> None:
    """The lists of the county's work are no business of the three administrators; raises NotAllowed.

    Every list calls this first that others find empty where they see no row.
    """
    if user.is_administrator:
        raise NotAllowed(_("Administrators keep accounts and logs; the county's inspection work is not theirs."))


def check_can_edit_units(user: Any) -> None:
    """The register of units is kept by the office; raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("The register of units is kept by the supervision office."))


def check_can_import(user: Any) -> None:
    """Workbooks are imported by the office; raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Workbooks are imported by the supervision office."))


def check_is_office(user: Any) -> None:
    """Let only the supervision office in. Raises NotAllowed."""
    if not user.is_office:
        raise NotAllowed(_("Only the supervision office does this."))
