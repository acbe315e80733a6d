"""The plaque inspector's month on the phone: my schools, what is due, one tap to begin, what is done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.terms import term_of
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page
from inspectors.models import PlaqueAssignment
from supervision.models import RegularVisit
from supervision.regular import permissions, services
from supervision.regular.forms import BeginRegularVisitForm
from supervision.regular.services import coverage, regular
from supervision.visit import permissions as visit_permissions

SHOWN = 20


@allow(GET)
def my_month(request: HttpRequest) -> HttpResponse:
    """The schools behind my plaques with both counters, records under way, what is done; colleagues' schools below."""
    inspector = permissions.check_is_inspector(request.user)
    today = calendar.today()
    goals = coverage.goals_of(term_of(today))
    in_session = today.replace(day=1) in goals.months
    mine = RegularVisit.objects.filter(inspector=inspector).select_related("unit")
    under_way = list(mine.filter(state__in=visit_permissions.OPEN_VISIT)[:SHOWN])
    begun = {visit.unit_id: visit for visit in reversed(under_way)}
    rows = [_row(unit, goals, begun, in_session) for unit in coverage.month_of(request.user, goals, today)]
    context = {
        "inspector": inspector,
        "today": today,
        "goals": goals,
        "in_session": in_session,
        "rows": rows,
        "due": sum(1 for row in rows if row["is_due"]),
        "under_way": under_way,
        "done": list(mine.exclude(state__in=visit_permissions.OPEN_VISIT)[:SHOWN]),
        "others": _others(inspector, {row["unit"].pk for row in rows}),
    }
    return render_page(request, "visit/my_month.html", context)


def _row(unit: Any, goals: coverage.Goals, begun: dict[Any, RegularVisit], in_session: bool) -> dict[str, Any]:
    return {
        "unit": unit,
        "is_due": in_session and unit.in_month < goals.monthly,
        "term_left": max(goals.termly - unit.in_term, 0),
        "visit": begun.get(unit.pk),
    }


def _others(inspector: Any, own: set[Any]) -> list[Organisation]:
    """The other schools of the inspector's zone, where a colleague may have to be stood in for."""
    if inspector.zone_id is None:
        return []
    units = Organisation.objects.active().campuses().filter(zone=inspector.zone_id)
    return [unit for unit in units.order_by("code")[:60] if unit.pk not in own]


@allow(GET, POST)
def begin_regular_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day of the visit and how it is begun; from the month's page it is one tap."""
    inspector = permissions.check_is_inspector(request.user)
    unit = visible_or_404(request, Organisation.objects.campuses().select_related("zone", "township"), pk)
    own = regular.is_own_plaque(unit, inspector, calendar.today())
    form = BeginRegularVisitForm(request.POST if request.method == "POST" else None, own=own)
    if form.is_bound and form.is_valid():
        try:
            visit = services.begin_regular_visit(unit, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect("open_regular_visit", visit.pk)
    plaque = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
    context = {"unit": unit, "form": form, "own": own, "plaque": plaque, "title": _("Begin the visit")}
    return render_page(request, "visit/begin_regular_visit.html", context, part="form")
