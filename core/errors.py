"""Refusals: what the platform says when a rule forbids something, and how every face of it shows that."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule says no. `message` says what and why, `rule` names the article, `remedy` what would satisfy it."""

    status = 422

    def __init__(self, message: object, *, rule: object = "", remedy: object = "") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.remedy = remedy

    def __str__(self) -> str:
        """The refusal in one line, for logs and for places with room for one."""
        return " ".join(str(part) for part in (self.message, self.rule, self.remedy) if part)


class TransitionRefused(Refused):
    """The object is no longer in the state from which this step may be taken: someone was faster."""

    status = 409


class NotAllowed(PermissionDenied):
    """The person may see the object but not do this; `reason` is fit for a page."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class NotYourTurn(NotAllowed):
    """The step exists, but belongs to another party."""


def refusal_response(request: HttpRequest, exc: Refused) -> HttpResponse:
    """Show `exc` in the house's look: a fragment for htmx, a page otherwise; status 422 or 409."""
    htmx = bool(getattr(request, "htmx", False))
    template = "components/refusal.html" if htmx else "errors/refused.html"
    response = render(request, template, {"refusal": exc}, status=exc.status)
    if htmx:
        response["HX-Retarget"] = "#refusals"
        response["HX-Reswap"] = "innerHTML"
    return response


class RefusalMiddleware:
    """Turns refusals and missing pages into the house's own pages, also while DEBUG is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that no view answers gets the house's 404."""
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return render(request, "404.html", status=404)
        return response

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        """Answer what a view raised, where it is a refusal; anything else goes on to Django."""
        if isinstance(exc, Refused):
            return refusal_response(request, exc)
        if isinstance(exc, PermissionDenied):
            reason = getattr(exc, "reason", "") or _("Your account may not do this.")
            return render(request, "403.html", {"reason": reason}, status=403)
        if isinstance(exc, Http404):
            return render(request, "404.html", status=404)
        return None
