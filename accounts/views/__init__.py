"""Pages of accounts, one noun per file."""

from accounts.views.account import my_account
from accounts.views.audit import audit_log, export_audit_log
from accounts.views.files import open_file
from accounts.views.grants import end_access, grant_access, reset_second_factor, set_roles, unlock_user
from accounts.views.holidays import add_holiday, holidays, paste_holidays, remove_holiday, seed_holidays
from accounts.views.inbox import inbox, mark_all_read, open_message
from accounts.views.my_turn import my_turn
from accounts.views.policy import edit_policy, policy_setting, policy_settings, reset_policy
from accounts.views.session import csrf_failed
from accounts.views.units import (
    create_unit,
    deactivate_unit,
    edit_unit,
    export_units,
    reactivate_unit,
    units,
)
from accounts.views.users import (
    create_user,
    deactivate_user,
    edit_user,
    reactivate_user,
    reset_password,
    user,
    users,
)

__all__ = [
    "add_holiday",
    "audit_log",
    "create_unit",
    "create_user",
    "csrf_failed",
    "deactivate_unit",
    "deactivate_user",
    "edit_policy",
    "edit_unit",
    "edit_user",
    "end_access",
    "export_audit_log",
    "export_units",
    "grant_access",
    "holidays",
    "inbox",
    "mark_all_read",
    "my_account",
    "my_turn",
    "open_file",
    "open_message",
    "paste_holidays",
    "policy_setting",
    "policy_settings",
    "reactivate_unit",
    "reactivate_user",
    "remove_holiday",
    "reset_password",
    "reset_policy",
    "reset_second_factor",
    "seed_holidays",
    "set_roles",
    "units",
    "unlock_user",
    "user",
    "users",
]
