"""Pages of accounts, one noun per file."""

from accounts.views.account import my_account
from accounts.views.files import open_file
from accounts.views.grants import end_access, grant_access, reset_second_factor, set_roles, unlock_user
from accounts.views.inbox import inbox, mark_all_read, open_message
from accounts.views.my_turn import my_turn
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
    "create_user",
    "csrf_failed",
    "deactivate_user",
    "edit_user",
    "end_access",
    "grant_access",
    "inbox",
    "mark_all_read",
    "my_account",
    "my_turn",
    "open_file",
    "open_message",
    "reactivate_user",
    "reset_password",
    "reset_second_factor",
    "set_roles",
    "unlock_user",
    "user",
    "users",
]
