"""An inspector's own page, made for the phone: term, training, schools, month, allowance, recusals."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Zone
from accounts.roles import Role
from accounts.terms import term_of
from core import calendar
from core.access import GET, allow
from core.errors import NotAllowed
from core.htmx import render_page
from inspectors.allowance import services as allowance_services
from inspectors.models import AllowanceStatement, Inspector, InspectorKind, PlaqueAssignment, Recusal, RecusalRequest
from inspectors.months import month_after, month_of
from inspectors.training import services as training_services
from inspectors.training.services.year import year_of
from supervision.models import Inspection
from supervision.regular.services import coverage
from supervision.team.services.load import OPEN, RUNNING


@allow(GET)
def my_service(request: HttpRequest) -> HttpResponse:
    """Everything of one's own at a glance, each part leading on; for a zone's leader the zones too."""
    if not request.user.has_role(Role.INSPECTOR, Role.ZONE_LEADER):
        raise NotAllowed(_("This page is for inspectors."))
    own = Inspector.objects.filter(user=request.user).select_related("zone").first()
    zones = list(Zone.objects.filter(pk__in=request.user.zone_ids).order_by("number"))
    context: dict[str, Any] = {"inspector": own, "zones": zones, "today": calendar.today()}
    if own is not None:
        context |= {**_term(own), **_training(own), **_month(request, own), **_allowance(own), **_recusals(own)}
    return render_page(request, "supervision/regular/my_service.html", context)


def _term(own: Inspector) -> dict[str, Any]:
    """How long the term still runs."""
    today = calendar.today()
    left = (own.ends_on - today).days if own.ends_on is not None else None
    serving = own.is_serving(today)
    soon = left is not None and left <= max(policy.numbers("term_warning_days"))
    tone = "bad" if not serving else "waiting" if soon else "good"
    return {"days_left": left, "serving": serving, "term_tone": tone}


def _training(own: Inspector) -> dict[str, Any]:
    """The class hours of this year."""
    year = year_of(calendar.today().year)
    hours = training_services.hours_of([own.pk], year.number).get(own.pk, training_services.NOTHING)
    return {"year": year, "hours": hours, "short": max(year.asked - hours, 0)}


def _month(request: HttpRequest, own: Inspector) -> dict[str, Any]:
    """My schools with this month's visits, the filed work of the month, and what I have on at the same time."""
    today = calendar.today()
    goals = coverage.goals_of(term_of(today))
    in_session = month_of(today) in goals.months
    units = list(coverage.month_of(request.user, goals, today))
    since: dict[Any, dt.date] = dict(
        PlaqueAssignment.objects.current().filter(inspector=own).values_list("unit", "began_on")
    )
    for unit in units:
        unit.since = since.get(unit.pk)
        unit.is_due = in_session and unit.in_month < goals.monthly
    first = month_of(today)
    inspections = Inspection.objects.filter(team__members__inspector=own, state__in=OPEN, task__state__in=RUNNING)
    return {
        "schools": units,
        "goals": goals,
        "in_session": in_session,
        "due": sum(1 for unit in units if unit.is_due),
        "done": sum(unit.in_month for unit in units),
        "load": allowance_services.workload_of([own.pk], since=first, until=month_after(first))[own.pk],
        "first": first,
        "inspections": list(inspections.select_related("unit", "task").order_by("starts_on", "pk")[:5]),
    }


def _allowance(own: Inspector) -> dict[str, Any]:
    """The newest statement, and whether one waits for me."""
    rows = list(AllowanceStatement.objects.filter(inspector=own).order_by("-month")[:12])
    return {
        "statement": rows[0] if rows else None,
        "waiting": [row for row in rows if row.state == "computed"],
        "is_paid": own.kind == InspectorKind.PART_TIME or bool(rows),
    }


def _recusals(own: Inspector) -> dict[str, Any]:
    """The units that I keep away from, and what is not decided yet."""
    held = Recusal.objects.in_force(on=calendar.today()).filter(inspector=own)
    return {
        "recusals": list(held.select_related("unit").order_by("unit__code")),
        "requests": list(RecusalRequest.objects.filter(inspector=own, state="raised").select_related("unit")),
    }
