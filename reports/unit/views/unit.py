"""The page of a unit: everything that the platform knows about it, from every app."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.models import Organisation
from core import calendar
from core.access import GET, allow, visible_or_404
from core.htmx import render_page
from inspectors.models import PlaqueAssignment
from inspectors.roster.permissions import check_can_see_corps, may
from rectification.models import Problem
from rectification.models.problem import CLOSED, UNIT_OWES
from reports.layout.kinds import KINDS
from reports.models import InspectionReport, OfficialDocument
from supervision.balance import permissions as balance_permissions
from supervision.models import FollowUp, Inspection, RegularVisit

SHOWN = 10


@allow(GET)
def unit(request: HttpRequest, pk: Any) -> HttpResponse:
    """Facts, zone, inspector, inspections, problems, documents and reports of one unit."""
    found = visible_or_404(request, Organisation.objects.select_related("township", "governing", "zone"), pk)
    problems = Problem.objects.visible_to(request.user).filter(unit=found)
    documents = list(
        OfficialDocument.objects.visible_to(request.user)
        .filter(Q(addressee=found) | Q(inspection__unit=found))
        .select_related("pdf")
        .defer("content")[:SHOWN]
    )
    for row in documents:
        row.kind_name = KINDS[row.kind].name
    context = {
        "unit": found,
        "sees_corps": may(check_can_see_corps, request.user),
        "sees_balance": may(balance_permissions.check_can_see_balance, request.user),
        "plaque": PlaqueAssignment.objects.current().filter(unit=found).select_related("inspector").first(),
        "inspections": Inspection.objects.visible_to(request.user).filter(unit=found).select_related("task")[:SHOWN],
        "problems": problems.order_by("-registered_on", "-id")[:SHOWN],
        "counts": _counts(problems),
        "regular_visits": RegularVisit.objects.visible_to(request.user)
        .filter(unit=found)
        .select_related("inspector")
        .defer("note")[:SHOWN],
        "follow_ups": FollowUp.objects.visible_to(request.user)
        .filter(unit=found)
        .open()
        .select_related("item")
        .order_by("-created_at", "-id")[:SHOWN],
        "documents": documents,
        "reports": InspectionReport.objects.visible_to(request.user).filter(unit=found)[:SHOWN],
    }
    return render_page(request, "reports/unit/unit.html", context)


def _counts(problems: QuerySet[Problem]) -> dict[str, int]:
    """How many of the problems there are, stand open, are overdue and are struck off."""
    return problems.aggregate(
        all=Count("pk"),
        open=Count("pk", filter=~Q(state__in=CLOSED)),
        overdue=Count("pk", filter=Q(state__in=UNIT_OWES, deadline_on__lt=calendar.today())),
        done=Count("pk", filter=Q(state="struck_off")),
    )
