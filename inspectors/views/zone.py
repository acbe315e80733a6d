"""Pages of zones: the list, one zone with its schools and inspectors, its leader."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, Zone
from core import audit, calendar
from core.access import GET, POST, allow
from core.excel.writing import xlsx_response
from core.htmx import render_page, take_step
from inspectors import permissions, services
from inspectors.forms.zones import ZoneForm
from inspectors.models import PlaqueAssignment
from inspectors.resources.zones import zones_title, zones_workbook
from inspectors.views.roster import term_words


@allow(GET)
def zones(request: HttpRequest) -> HttpResponse:
    """Every zone with its leader, its schools and its inspectors, in numbers, and on the map of townships."""
    permissions.check_can_see_corps(request.user)
    found = list(services.counted_zones(on=calendar.today()))
    for zone in found:
        zone.gap_count = zone.unit_count - zone.covered_count
    context = {
        "zones": [zone for zone in found if zone.closed_on is None],
        "closed": [zone for zone in found if zone.closed_on is not None],
        "map": services.township_map(),
        "most": policy.number("zone_schools"),
        "zoneless": Organisation.objects.active().campuses().filter(zone=None).count(),
        "may_keep": permissions.may(permissions.check_can_keep_zones, request.user),
    }
    return render_page(request, "inspectors/zones.html", context)


@allow(GET)
def zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One zone: leader, deputy, staffing, schools with their plaque inspectors, inspectors."""
    permissions.check_can_see_corps(request.user)
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
    inspectors = list(services.with_load().filter(zone=found).order_by("certificate"))
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
        "may_appoint": permissions.may(permissions.check_can_appoint_zone_leader, request.user),
        "may_keep": permissions.may(permissions.check_can_keep_zones, request.user),
    }
    return render_page(request, "inspectors/zone.html", context)


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
    if not permissions.may(permissions.check_can_see_staffing, request.user):
        return []
    place = next((one for one in services.staffing().places if one.key == str(zone.pk)), None)
    return [{"place": place, "name": zone.name, "pairs": [(line, line) for line in place.lines]}] if place else []


@allow(GET, POST)
def appoint_zone_leader(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a zone's leader and deputy."""
    permissions.check_can_see_corps(request.user)
    found: Any = get_object_or_404(Zone, pk=pk)
    permissions.check_can_appoint_zone_leader(request.user)
    return take_step(
        request,
        found,
        title=_("Appoint leader and deputy"),
        submit=_("Appoint them"),
        take=services.appoint_zone_leader,
        form=ZoneForm(request.POST if request.method == "POST" else None, zone=found),
        text=_("Both may then see the zone's schools and act for the zone; whoever leaves the post no longer does."),
    )


@allow(POST)
def export_zones(request: HttpRequest) -> HttpResponse:
    """The zones with every school and inspector in them, as a workbook."""
    permissions.check_can_see_corps(request.user)
    data = zones_workbook()
    audit.record("export_zones", by=request.user, data={"rows": Zone.objects.open().count()})
    return xlsx_response(data, f"{zones_title()}{calendar.today():%Y%m%d}.xlsx")
