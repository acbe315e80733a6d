"""Pages of the rotation: what is proposed for the plaques that are due, and the change as a whole."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from core.access import GET, POST, allow
from core.errors import Refused, TransitionRefused
from core.htmx import refuse, render_page
from inspectors.plaque import permissions, services
from inspectors.plaque.forms import RotationForm, RotationScope


def _proposal(request: HttpRequest) -> tuple[RotationScope, list[services.Proposed]]:
    scope = RotationScope(request.GET)
    zone = scope.cleaned_data.get("zone") if scope.is_valid() else None
    return scope, services.propose_rotation(by=request.user, zone=zone.pk if zone else None)


def _page(request: HttpRequest, scope: RotationScope, form: RotationForm) -> HttpResponse:
    context: dict[str, Any] = {
        "filter": scope,
        "form": form,
        "years": policy.number("plaque_years"),
        "usual": policy.number("plaque_schools"),
        "open": sum(row.inspector is None for row in form.plaques.values()),
    }
    return render_page(request, "inspectors/plaque/propose_rotation.html", context, part="list")


def _by_zone(request: HttpRequest) -> HttpResponse | None:
    """Where too many plaques are due for one page and no zone is chosen: how many there are in each zone."""
    scope = RotationScope(request.GET)
    if scope.is_valid() and scope.cleaned_data["zone"]:
        return None
    zones = services.due_by_zone()
    if sum(row["count"] for row in zones) <= settings.ROTATE_AT_ONCE:
        return None
    context = {
        "filter": scope,
        "zones": zones,
        "years": policy.number("plaque_years"),
        "usual": policy.number("plaque_schools"),
        "at_once": settings.ROTATE_AT_ONCE,
    }
    return render_page(request, "inspectors/plaque/propose_rotation.html", context, part="list")


@allow(GET)
def propose_rotation(request: HttpRequest) -> HttpResponse:
    """The plaques whose years are full, each with a new inspector or with what stops one; nothing is written."""
    permissions.check_can_rotate_plaques(request.user)
    if by_zone := _by_zone(request):
        return by_zone
    scope, rows = _proposal(request)
    return _page(request, scope, RotationForm(rows=rows))


@allow(POST)
def rotate_plaques(request: HttpRequest) -> HttpResponse:
    """Carry out the proposal as it stands on the page, with the rows that the office changed."""
    permissions.check_can_rotate_plaques(request.user)
    if by_zone := _by_zone(request):
        return by_zone
    scope, rows = _proposal(request)
    form = RotationForm(request.POST, rows=rows)
    if form.data.get("seen") != form.seen_now:
        raise TransitionRefused(
            _("The plaques that are due have changed in the meantime."),
            remedy=_("Open the proposal again; nothing was written."),
        )
    if form.is_valid():
        try:
            made = services.rotate_plaques(form.chosen(), by=request.user, on=form.cleaned_data["on"])
        except TransitionRefused:
            raise
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("%(count)s plaques have a new inspector.") % {"count": len(made)})
            return redirect("plaques")
    return _page(request, scope, form)
