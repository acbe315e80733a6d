"""Pages of accounts, one noun per file."""

from accounts.views.account import my_account
from accounts.views.files import open_file
from accounts.views.inbox import inbox, mark_all_read, open_message
from accounts.views.my_turn import my_turn
from accounts.views.session import csrf_failed

__all__ = ["csrf_failed", "inbox", "mark_all_read", "my_account", "my_turn", "open_file", "open_message"]
