"""Every sign-in, sign-out and change of a second factor goes to the audit log."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from core import audit


def where(request: HttpRequest | None) -> dict[str, str]:
    """The address and the program that a request came from, for the log."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return {}
    agent = request.META.get("HTTP_USER_AGENT", "")[:150]
    return {"ip": get_adapter().get_client_ip(request), "agent": agent}


@receiver(signals.user_logged_in)
def note_sign_in(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Somebody signed in."""
    audit.record("sign_in", by=user, obj=user, data=where(request))


@receiver(signals.user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    """Somebody signed out."""
    if user is not None and not getattr(request, "session_timed_out", False):
        audit.record("sign_out", by=user, obj=user, data=where(request))


@receiver(signals.user_login_failed)
def note_failure(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """A password was wrong, or the user name is not known."""
    typed = str(credentials.get("username", ""))[:40]
    known = User.objects.filter(username__iexact=typed).first()
    audit.record("sign_in_failed", by=None, obj=known, data={"username": typed, **where(request)})


@receiver(mfa_signals.authenticator_added)
def note_second_factor(sender: Any, request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any) -> None:
    """A second factor was set up."""
    audit.record("second_factor_activated", by=user, obj=user, data={"type": authenticator.type})


@receiver(mfa_signals.authenticator_removed)
def note_second_factor_gone(sender: Any, request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any) -> None:
    """A second factor was switched off by its owner."""
    audit.record("second_factor_deactivated", by=user, obj=user, data={"type": authenticator.type})


@receiver(mfa_signals.authenticator_reset)
def note_new_codes(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """New recovery codes were made."""
    audit.record("recovery_codes_generated", by=user, obj=user)


@receiver(mfa_signals.authentication_failed)
def note_wrong_code(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A code of the second factor was wrong."""
    audit.record("second_factor_failed", by=None, obj=user, data=where(request))
