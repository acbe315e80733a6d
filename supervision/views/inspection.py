"""Pages of one unit's inspection: the list, the whole procedure on one screen, and the steps up to the deliberation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from core.keyset import keyset_page
from core.transitions import check_step
from supervision import permissions, services
from supervision.forms.inspection import InspectionFilter, PublicOpinionForm
from supervision.models import Inspection
from supervision.services import gate, staffing
from supervision.services.sequence import check_reached, check_turn
from supervision.views.inspection_page import page_of


@allow(GET)
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections that the person sees, newest first."""
    check_has_business(request.user)
    form = InspectionFilter(request.GET)
    found = form.narrow(Inspection.objects.visible_to(request.user))
    rows = found.select_related("task", "unit__zone").defer("self_evaluation")
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    return render_page(request, "supervision/inspections.html", {"page": page, "filter": form}, part="list", status=200)


@allow(GET)
def inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The procedure on one screen; a unit sees what it is told, the office and the team see all."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    return render_page(request, "supervision/inspection.html", page_of(request, found))


@allow(GET, POST)
def issue_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will go into the notice, its gates, and the button."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_step(found, "issue_notice", by=request.user)
    gates = [gate.notice_gate(found), staffing.team_gate_of(found), staffing.recusal_gate_of(found)]
    return take_step(
        request,
        found,
        title=_("Issue the inspection notice"),
        submit=_("Issue the notice"),
        take=services.issue_notice,
        template="supervision/issue_notice.html",
        inspection=found,
        task=found.task,
        members=staffing.members_of(found),
        gates=gates,
    )


@allow(GET, POST)
def record_public_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team or the office records whom it heard."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_reached(found, "record_public_opinion", by=request.user)
    permissions.check_can_record_public_opinion(request.user, found)
    return take_step(
        request,
        found,
        title=_("Record public opinion"),
        submit=_("Record public opinion"),
        take=services.record_public_opinion,
        form=PublicOpinionForm(request.POST if request.method == "POST" else None),
        template="supervision/record_public_opinion.html",
        text=_("Public opinion is sought on every unit; in schools pupils, parents and teachers are heard each."),
        draft=f"record_public_opinion-{found.pk.hex}",
    )


@allow(GET, POST)
def archive_inspection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office archives the inspection."""
    found = visible_or_404(request, Inspection.objects.whole(), pk)
    check_turn(found, "archive_inspection", by=request.user)
    title = _("Archive the inspection")
    text = _("The report has been formed, filed and published; the procedure is over.")
    return take_step(request, found, title=title, submit=title, take=services.archive_inspection, text=text)
