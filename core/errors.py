"""Refusals: what the platform says when a rule forbids something, and how every face of it shows that."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

denials = logging.getLogger("denied")


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
        basis = gettext("Basis: %(rule)s.") % {"rule": self.rule} if self.rule else ""
        return " ".join(str(part) for part in (self.message, basis, self.remedy) if part)


class TransitionRefused(Refused):
    """The object is no longer in the state from which this step may be taken: someone was faster."""

    status = 409


def moved_on(obj: Any) -> TransitionRefused:
    """The refusal for whoever comes too late to `obj`, a record with a workflow."""
    return TransitionRefused(
        gettext("This has meanwhile moved on: it is now “%(state)s”.") % {"state": obj.get_state_display()},
        remedy=gettext("Open the page again to see where it stands. Nothing of yours was lost."),
    )


class NotAllowed(PermissionDenied):
    """The person may see the object but not do this; `reason` is fit for a page."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class NotYourTurn(NotAllowed):
    """The step exists, but belongs to another party."""


class NotVisible(Http404):
    """The record `about` is there, but not for this person, who is told that nothing is."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about


def refusal_response(request: HttpRequest, exc: Refused) -> HttpResponse:
    """Show `exc` in the house's look: a fragment for htmx, a page otherwise; status 422 or 409."""
    if wants_fragment(request):
        return _fragment(request, exc, exc.status)
    return render(request, "errors/refused.html", {"refusal": exc}, status=exc.status)


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page that is open, rather than for a new page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted


def _fragment(request: HttpRequest, refusal: Refused, status: int) -> HttpResponse:
    response = render(request, "components/refusal.html", {"refusal": refusal}, status=status)
    response["HX-Retarget"] = "#refusals"
    response["HX-Reswap"] = "innerHTML"
    return response


def note_denial(request: HttpRequest, exc: Exception) -> None:
    """Log in one line that a signed-in person was denied something: who, what, and the record kept from them.

    A page that is missing is a denial only where the record exists: one statement looks, and only then.
    """
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return
    about = _kept_from(request, exc) if isinstance(exc, Http404) else ""
    if about is None:
        return
    status = 404 if isinstance(exc, Http404) else 403
    words = {"status": status, "method": request.method, "path": request.path, "user": str(user.pk), "about": about}
    denials.warning("denied", extra=words)


def _kept_from(request: HttpRequest, exc: Http404) -> str | None:
    """The record that the address names and that exists all the same; None where there is none."""
    if isinstance(exc, NotVisible):
        return exc.about
    missing = type(exc.__context__)  # get_object_or_404 raises while it handles the model's DoesNotExist
    model = next((model for model in apps.get_models() if getattr(model, "DoesNotExist", None) is missing), None)
    match = request.resolver_match
    keys = [key for key in map(_uuid, match.kwargs.values()) if key] if match is not None else []
    if model is None or not keys or not isinstance(model._meta.pk, models.UUIDField):
        return None
    found = model._base_manager.filter(pk__in=keys).values_list("pk", flat=True).first()
    return f"{model._meta.label} {found}" if found is not None else None


def _uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None


class RefusalMiddleware:
    """Turns refusals, missing pages and wrong methods into the house's own pages, also while DEBUG is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that no view answers gets the house's 404, a wrong method its 405."""
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return render(request, "404.html", status=404)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        """Answer what a view raised, where it is a refusal; anything else goes on to Django."""
        if isinstance(exc, Refused):
            return refusal_response(request, exc)
        if isinstance(exc, PermissionDenied | Http404):
            note_denial(request, exc)
        if isinstance(exc, PermissionDenied):
            reason = getattr(exc, "reason", "") or _("Your account may not do this.")
            if wants_fragment(request):
                return _fragment(request, Refused(reason), 403)
            return render(request, "403.html", {"reason": reason}, status=403)
        if isinstance(exc, Http404):
            if wants_fragment(request):
                return _fragment(request, Refused(_("There is nothing at this address")), 404)
            return render(request, "404.html", status=404)
        return None
