"""Pages of zones: the list, one zone with its schools and inspectors, its leader."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts import policy
from accounts.enums import CAMPUS_KINDS
from accounts.models import Organisation, Zone
from core import calendar
from core.access import GET, POST, allow
from core.htmx import render_page, take_step
from inspectors import permissions, services
from inspectors.forms.zones import ZoneForm
from inspectors.models import Inspector, PlaqueAssignment
from inspectors.views.roster import term_words


@allow(GET)
def zones(request: HttpRequest) -> HttpResponse:
    """Every zone with its leader, its schools and its inspectors, in numbers."""
    permissions.check_can_see_corps(request.user)
    today = calendar.today()
    serving = Inspector.objects.serving(on=today)
    campus = Q(units__kind__in=CAMPUS_KINDS, units__is_active=True)
    covered = PlaqueAssignment.objects.current().values("unit")
    found = Zone.objects.select_related("leader", "deputy").annotate(
        unit_count=Count("units", filter=campus, distinct=True),
        covered_count=Count("units", filter=campus & Q(units__in=covered), distinct=True),
        inspector_count=Count("inspectors", filter=Q(inspectors__in=serving), distinct=True),
    )
    found = found.order_by("number")  # counting drops the model's own order
    context = {
        "zones": list(found),
        "most": policy.number("zone_schools"),
        "zoneless": Organisation.objects.active().campuses().filter(zone=None).count(),
    }
    return render_page(request, "inspectors/zones.html", context)


@allow(GET)
def zone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One zone: leader, deputy, schools with their plaque inspectors, inspectors."""
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
    plaques = Count("plaques", filter=Q(plaques__ended_on=None))
    inspectors = list(found.inspectors.filter(removed_at=None).annotate(plaque_count=plaques).order_by("certificate"))
    today = calendar.today()
    for inspector in inspectors:
        inspector.term_word, inspector.term_tone = term_words(inspector, today)
    context = {
        "zone": found,
        "units": units,
        "inspectors": inspectors,
        "most": policy.number("zone_schools"),
        "is_over": len(units) > policy.number("zone_schools"),
        "may_appoint": permissions.may(permissions.check_can_appoint_zone_leader, request.user),
    }
    return render_page(request, "inspectors/zone.html", context)


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
