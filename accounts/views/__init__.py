"""Pages of accounts, one noun per file."""

from accounts.views.account import my_account
from accounts.views.files import open_file
from accounts.views.grants import end_access, grant_access, reset_second_factor, set_roles, unlock_user
from accounts.views.holidays import add_holiday, holidays, paste_holidays, remove_holiday, seed_holidays
from accounts.views.inbox import inbox, mark_all_read, open_message
from accounts.views.my_turn import my_turn
from accounts.views.policy import edit_policy, policy_setting, policy_settings, reset_policy
from accounts.views.session import csrf_failed
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
    "create_user",
    "csrf_failed",
    "deactivate_user",
    "edit_policy",
    "edit_user",
    "end_access",
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
    "reactivate_user",
    "remove_holiday",
    "reset_password",
    "reset_policy",
    "reset_second_factor",
    "seed_holidays",
    "set_roles",
    "unlock_user",
    "user",
    "users",
]
