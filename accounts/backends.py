"""Signing in by user name; an account that has ended is shut."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone


class AccountBackend(AuthenticationBackend):
    """allauth's backend, which also shuts out accounts whose time is over."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is active and has not ended."""
        return bool(super().user_can_authenticate(user)) and not user.has_ended(timezone.now())
