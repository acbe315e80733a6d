"""How allauth is bent to the county's rules: no self-registration, locks, first-login change, sealed second factors."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.roles import MFA_ROLES
from accounts.services import locks, users
from core import audit

RECENT_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator only; who guesses passwords is shut out for a while."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Wrong password five times: signing in with this user name is locked for 10 minutes. "
            "Wait, or ask the security administrator to unlock it."
        ),
        "username_password_mismatch": _(
            "User name or password is wrong. After five wrong passwords the account is locked for 10 minutes."
        ),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by user name, whatever address the site was reached under."""
        return locks.lock_key(str(credentials.get("username", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked user name, and note that it was tried."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            typed = str(credentials.get("username", ""))[:40]
            audit.record("sign_in_locked", by=None, data={"username": typed, "ip": self.get_client_ip(request)})
            raise

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away an account that was closed or whose time is over."""
        if not user.is_active or user.has_ended(timezone.now()):
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def set_password(self, user: Any, password: str) -> None:
        """Keep the old hash, so that it may not come back, and lift the duty to change."""
        users.change_password(user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where to go after the password was changed."""
        return reverse("my_account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before sensitive changes, but not within minutes of signing in."""
        records = get_authentication_records(context.request, context.request.user)
        if records and time.time() - records[-1]["at"] < RECENT_SECONDS:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class MfaAdapter(DefaultMFAAdapter):
    """Second factors, named after the site, sealed in the database, and not to be dropped by whoever must have one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "The code is not right. Codes change every 30 seconds: check the phone's clock, try the next."
        ),
        "cannot_delete_authenticator": _(
            "Your role must sign in with two factors (GB/T 22239-2019). "
            "If the phone is lost, ask the security administrator to reset it."
        ),
    }

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows."""
        return str(user.username)

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whoever must sign in with two factors cannot switch the second one off."""
        return not must_have_second_factor(authenticator.user)


def must_have_second_factor(user: Any) -> bool:
    """Whether the rule of two factors holds for `user` now."""
    return bool(user.has_role(*MFA_ROLES)) and policy.flag("mfa_required")


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()))
