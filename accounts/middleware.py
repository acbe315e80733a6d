"""Language, sign-in and session rules that hold for every page."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny

from accounts import policy
from accounts.adapter import must_have_second_factor
from accounts.receivers import where
from core import audit

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"
SECOND_FACTOR = "second_factor"
NOTE_EVERY = 60  # seconds between two notes of a session's activity
ALWAYS_OPEN = {"account_logout", "account_reauthenticate", "mfa_reauthenticate"}


class LanguageMiddleware:
    """Chinese unless the person has switched; the browser's own preference is not asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language of the cookie, or the default."""
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Every page wants a signed-in person unless it says otherwise; htmx is sent to the sign-in page as a whole."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        """Redirect to the sign-in page, and from there back to the page on which the person was.

        What was sent after the session had ended was not saved: the sign-in page says so and leaves the draft alone.
        """
        if request.method == "POST":
            messages.warning(
                request,
                _(
                    "You had been signed out, so what you sent was not saved. Sign in again: you come back to "
                    "the page, and where a draft was kept on this device it is offered to you there."
                ),
            )
        response = redirect_to_login(_page_of(request), reverse("account_login"))
        if getattr(request, "htmx", False):
            login = HttpResponse(status=204)
            login["HX-Redirect"] = response["Location"]
            return login
        return response


def _page_of(request: HttpRequest) -> str:
    """The page that the person looked at: for a form or a fragment the one around it."""
    htmx: Any = getattr(request, "htmx", None)
    if htmx and htmx.current_url_abs_path:
        return str(htmx.current_url_abs_path)
    if request.method != "GET":
        referer = urlsplit(request.META.get("HTTP_REFERER", ""))
        if referer.netloc == request.get_host():
            return f"{referer.path}?{referer.query}" if referer.query else referer.path
    return request.get_full_path()


class SessionRulesMiddleware:
    """Idle sign-out, first-login password change, the second factor, and a note of every denial."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End a session that was idle for too long, pass the request on, and log a refusal."""
        if request.user.is_authenticated:
            _end_if_idle(request)
        person: Any = request.user
        response = self.get_response(request)
        if response.status_code == 403 and person.is_authenticated:
            audit.record(
                "access_denied",
                by=person,
                data={"path": request.path[:200], "method": request.method, **where(request)},
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send a person to what has to be done first: a new password, then the second factor."""
        user: Any = request.user
        if not user.is_authenticated or _is_open(view):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in ALWAYS_OPEN:
            return None
        if user.must_change_password:
            return None if name == "account_change_password" else _first(request, "account_change_password")
        if name.startswith("mfa_") or _has_second_factor(request, user):
            return None
        return _first(request, "mfa_activate_totp")


def _is_open(view: Any) -> bool:
    """Whether a view wants nobody signed in. The REST framework says so of all its views; there the viewset decides."""
    viewset = getattr(view, "cls", None)
    if viewset is not None:
        return AllowAny in viewset.permission_classes
    return not getattr(view, "login_required", True)


def _end_if_idle(request: HttpRequest) -> None:
    now = int(time.time())
    seen = request.session.get(SEEN_AT, 0)
    if seen and now - seen > policy.number("idle_minutes") * 60:
        audit.record("session_timed_out", by=request.user, obj=request.user, data=where(request))
        request.session_timed_out = True  # type: ignore[attr-defined]
        logout(request)
        messages.info(
            request,
            _("You were signed out after %(minutes)s minutes without activity.")
            % {"minutes": policy.number("idle_minutes")},
        )
    elif now - seen >= NOTE_EVERY:
        request.session[SEEN_AT] = now
        UserSession.objects.create_from_request(request)


def _has_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the person may go on; asked of the database once a session.

    A person who has an authenticator has passed it when signing in: allauth lets nobody through without.
    """
    if request.session.get(SECOND_FACTOR) or not must_have_second_factor(user):
        return True
    found: bool = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    if found:
        request.session[SECOND_FACTOR] = True
    return found


def _first(request: HttpRequest, name: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"message": _("Sign in on the pages first and do what is asked there.")}, status=403)
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse(name)
        return response
    return redirect(name)
