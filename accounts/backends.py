"""Signing in by user name; an account that has ended is shut."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.utils import timezone

from accounts.passwords import DEMO_PASSWORD


class AccountBackend(AuthenticationBackend):
    """allauth's backend, which also shuts out the demo's password in production and accounts whose time is over."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The account of the credentials, or None; the demo's password opens nothing where DEBUG is off."""
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEBUG:
            return None
        return super().authenticate(request, **credentials)

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is active and has not ended."""
        return bool(super().user_can_authenticate(user)) and not user.has_ended(timezone.now())
