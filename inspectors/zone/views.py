"""Pages of zones: the list, one zone, its leader, the register, moving schools, the places on the map."""

import datetime as dt
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.models import Organisation, Zone
from core import audit, calendar
from core.access import GET, POST, allow
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import refuse, render_page, take_step
from inspectors.models import PlaqueAssignment
from inspectors.plaque import services as plaque_services
from inspectors.roster import permissions as roster_permissions
from inspectors.roster.views import term_words
from inspectors.staffing import permissions as staffing_permissions
from inspectors.staffing import services as staffing_services
from inspectors.zone import permissions, services
from inspectors.zone.forms import NO_ZONE, EditZoneForm, MoveForm, OriginForm, TownshipMapForm, ZoneFactsForm, ZoneForm
from inspectors.zone.resources import zones_title, zones_workbook
from inspectors.zone.services import COLUMNS, ROWS


@allow(GET)
def zones(request: HttpRequest) -> HttpResponse:
    """Every zone with its leader, its schools and its inspectors, in numbers, and on the map of townships."""
    roster_permissions.check_can_see_corps(request.user)
    found = list(services.counted_zones(on=calendar.today()))
    for zone in found:
        zone.gap_count = zone.unit_count - zone.covered_count
    context = {
        "zones": [zone for zone in found if zone.closed_on is None],
        "closed": [zone for zone in found if zone.closed_on is not None],
        "map": services.township_map(),
        "most": policy.number("zone_schools"),
        "zoneless": Organisation.objects.active().campuses().filter(zone=None).count(),
        "may_keep": roster_permissions.may(permissions.check_can_keep_zones, request.user),
    }
    return render_page(request, "inspectors/zone/zones.html", context)


@allow(GET)
def zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One zone: leader, deputy, staffing, schools with their plaque inspectors, inspectors."""
    roster_permissions.check_can_see_corps(request.user)
    found = get_object_or_404(Zone.objects.select_related("leader", "deputy"), pk=pk)
    current = PlaqueAssignment.objects.current().select_related("inspector")
    units = list(
        found.units.active()
        .campuses()
        .select_related("township")
        .prefetch_related(Prefetch("plaques", current, to_attr="current_plaques"))
        .order_by("code")
    )
    today, usual = calendar.today(), policy.number("plaque_schools")
    inspectors = list(plaque_services.with_load().filter(zone=found).order_by("certificate"))
    for inspector in inspectors:
        inspector.term_word, inspector.term_tone = term_words(inspector, today)
        inspector.over = max(inspector.held - usual, 0)
    context = {
        "zone": found,
        "units": units,
        "inspectors": inspectors,
        "figures": _figures(found, units, today),
        "staffing_rows": _staffing_rows(request, found),
        "most": policy.number("zone_schools"),
        "is_over": len(units) > policy.number("zone_schools"),
        "may_appoint": roster_permissions.may(permissions.check_can_appoint_zone_leader, request.user),
        "may_keep": roster_permissions.may(permissions.check_can_keep_zones, request.user),
    }
    return render_page(request, "inspectors/zone/zone.html", context)


def _figures(zone: Zone, units: list[Any], today: dt.date) -> list[dict[str, Any]]:
    """The coverage of the zone by plaques, each figure with the rows behind it."""
    rows = f"{reverse('plaques')}?zone={zone.pk}"
    gaps = sum(not unit.current_plaques for unit in units)
    due = sum(plaque.is_due(today) for unit in units for plaque in unit.current_plaques)
    return [
        {"label": _("Schools and kindergartens"), "value": len(units), "url": rows},
        {"label": _("With an inspector"), "value": len(units) - gaps, "url": f"{rows}&covered=yes"},
        {"label": _("Without an inspector"), "value": gaps, "url": f"{rows}&covered=no"},
        {"label": _("Due for rotation"), "value": due, "url": f"{rows}&covered=due"},
    ]


def _staffing_rows(request: HttpRequest, zone: Zone) -> list[dict[str, Any]]:
    """The staffing of the zone as the table of staffing shows it; none for those who may not see it."""
    if not roster_permissions.may(staffing_permissions.check_can_see_staffing, request.user):
        return []
    place = next((one for one in staffing_services.staffing().places if one.key == str(zone.pk)), None)
    return [{"place": place, "name": zone.name, "pairs": [(line, line) for line in place.lines]}] if place else []


@allow(GET, POST)
def appoint_zone_leader(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a zone's leader and deputy."""
    roster_permissions.check_can_see_corps(request.user)
    found: Any = get_object_or_404(Zone, pk=pk)
    permissions.check_can_appoint_zone_leader(request.user)
    return take_step(
        request,
        found,
        services.appoint_zone_leader,
        title=_("Appoint leader and deputy"),
        submit=_("Appoint them"),
        form=partial(ZoneForm, zone=found),
        text=_("Both may then see the zone's schools and act for the zone; whoever leaves the post no longer does."),
    )


@allow(POST)
def export_zones(request: HttpRequest) -> HttpResponse:
    """The zones with every school and inspector in them, as a workbook."""
    roster_permissions.check_can_see_corps(request.user)
    data = zones_workbook()
    audit.record("export_zones", by=request.user, data={"rows": Zone.objects.open().count()})
    return xlsx_response(data, f"{zones_title()}{calendar.today():%Y%m%d}.xlsx")


def _zone(request: HttpRequest, pk: UUID) -> Any:
    roster_permissions.check_can_see_corps(request.user)
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
    return render_page(request, "inspectors/zone/add_zone.html", {"form": form}, part="form")


@allow(GET, POST)
def edit_zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a zone's number and name."""
    found = _zone(request, pk)
    return take_step(
        request,
        found,
        services.edit_zone,
        title=_("Edit the zone"),
        submit=_("Save"),
        form=partial(EditZoneForm, zone=found),
        text=_("Leader and deputy are appointed on a page of their own."),
    )


@allow(GET, POST)
def close_zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a zone that has no schools and no inspectors left."""
    found = _zone(request, pk)
    return take_step(
        request,
        found,
        services.close_zone,
        title=_("Close the zone"),
        form=ShortReasonForm,
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
    return render_page(request, "inspectors/zone/move_schools.html", context)


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
    return render_page(request, "inspectors/zone/edit_township_map.html", context, part="form")
