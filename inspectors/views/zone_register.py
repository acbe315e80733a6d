"""Pages that change the register of zones: adding, editing, closing, moving schools, the places on the map."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.models import Organisation, Zone
from core.access import GET, POST, allow
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from inspectors import permissions, services
from inspectors.forms.zones import NO_ZONE, EditZoneForm, MoveForm, OriginForm, TownshipMapForm, ZoneFactsForm
from inspectors.services.township_map import COLUMNS, ROWS


def _zone(request: HttpRequest, pk: UUID) -> Any:
    permissions.check_can_see_corps(request.user)
    found = get_object_or_404(Zone, pk=pk)
    permissions.check_can_keep_zones(request.user)
    return found


@allow(GET, POST)
def add_zone(request: HttpRequest) -> HttpResponse:
    """Add a zone."""
    permissions.check_can_keep_zones(request.user)
    last = Zone.objects.order_by("-number").first()
    initial = {"number": last.number + 1 if last else 1}
    form = ZoneFactsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            zone = services.add_zone(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(
                request,
                _("%(zone)s has been added; now appoint its leader and move schools into it.") % {"zone": zone.name},
            )
            return redirect(zone)
    return render_page(request, "inspectors/add_zone.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a zone's number and name."""
    found = _zone(request, pk)
    return take_step(
        request,
        found,
        title=_("Edit the zone"),
        submit=_("Save"),
        take=services.edit_zone,
        form=EditZoneForm(request.POST if request.method == "POST" else None, zone=found),
        text=_("Leader and deputy are appointed on a page of their own."),
    )


@allow(GET, POST)
def close_zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a zone that has no schools and no inspectors left."""
    found = _zone(request, pk)
    return take_step(
        request,
        found,
        title=_("Close the zone"),
        submit=_("Close the zone"),
        take=services.close_zone,
        form=ShortReasonForm(request.POST if request.method == "POST" else None),
        text=_("It stays on record. Its leader and deputy may no longer act for it."),
        danger=True,
    )


def _origin(request: HttpRequest) -> tuple[OriginForm, Zone | None]:
    """The zone that schools are moved from; where none is asked for: none, or the first."""
    asked = (request.POST if request.method == "POST" else request.GET).get("origin", "")
    if not asked:
        zoneless = Organisation.objects.active().campuses().filter(zone=None).exists()
        first = Zone.objects.open().first()
        asked = NO_ZONE if zoneless or first is None else str(first.pk)
    form = OriginForm({"origin": asked})
    known = form.is_valid() and form.cleaned_data["origin"] not in ("", NO_ZONE)
    return form, get_object_or_404(Zone, pk=form.cleaned_data["origin"]) if known else None


@allow(GET, POST)
def move_schools(request: HttpRequest) -> HttpResponse:
    """Choose schools of one zone and move them to another."""
    permissions.check_can_keep_zones(request.user)
    scope, origin = _origin(request)
    units = list(Organisation.objects.visible_to(request.user).active().campuses().filter(zone=origin).order_by("code"))
    form = MoveForm(request.POST if request.method == "POST" else None, units=units, origin=origin)
    if form.is_bound and form.is_valid():
        try:
            moved = services.move_schools(by=request.user, origin=origin, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            words = {"count": len(moved), "zone": form.cleaned_data["zone"].name}
            messages.success(request, _("%(count)s schools and kindergartens now stand in %(zone)s.") % words)
            return redirect(form.cleaned_data["zone"])
    most = policy.number("zone_schools")
    context = {"form": form, "filter": scope, "origin": origin, "units": units, "most": most}
    return render_page(request, "inspectors/move_schools.html", context)


@allow(GET, POST)
def edit_township_map(request: HttpRequest) -> HttpResponse:
    """Say in which row and column each township stands on the simple map."""
    permissions.check_can_keep_zones(request.user)
    form = TownshipMapForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.edit_township_map(by=request.user, places=form.places())
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The places on the map have been saved."))
            return redirect("zones")
    context = {"form": form, "rows": ROWS, "columns": COLUMNS}
    return render_page(request, "inspectors/edit_township_map.html", context, part="form")
