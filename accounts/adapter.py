"""How allauth is bent to the county's rules: no self-registration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """Second factors, named after the site."""

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows."""
        return str(user.username)
