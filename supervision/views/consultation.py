"""Pages of pre-inspection consultations: the list, one of them, putting one on record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.roles import COUNTY_ROLES, Role
from core import files
from core.access import GET, POST, allow
from core.errors import NotAllowed
from core.htmx import render_page, take_step
from core.keyset import keyset_page
from supervision import permissions, services
from supervision.forms.crew import ConsultationForm
from supervision.models import Consultation, InspectionTask


@allow(GET)
def consultations(request: HttpRequest) -> HttpResponse:
    """The consultations that the person sees: all for the county, its own for a member unit."""
    if not request.user.has_role(*COUNTY_ROLES, Role.LIAISON):
        raise NotAllowed(_("Consultations are open to the office, the leaders and the member units' liaisons."))
    found = Consultation.objects.visible_to(request.user).select_related("task").prefetch_related("units")
    page = keyset_page(request, found, order=("-held_on", "-id"))
    return render_page(request, "supervision/consultations.html", {"page": page}, part="list", status=200)


@allow(GET)
def consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One consultation: who was present, what was discussed and agreed."""
    rows = Consultation.objects.visible_to(request.user).select_related("task", "recorded_by")
    found = get_object_or_404(rows.prefetch_related("units"), pk=pk)
    sees_task = InspectionTask.objects.visible_to(request.user).filter(pk=found.task_id).exists()
    context = {"consultation": found, "files": list(files.files_of(found)), "sees_task": sees_task}
    return render_page(request, "supervision/consultation.html", context)


@allow(GET, POST)
def record_consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office puts a consultation about the task on record."""
    found = get_object_or_404(InspectionTask.objects.visible_to(request.user), pk=pk)
    permissions.check_can_record_consultation(request.user, found)
    posted = request.method == "POST"
    return take_step(
        request,
        found,
        title=_("Record a consultation"),
        submit=_("Record the consultation"),
        take=services.record_consultation,
        form=ConsultationForm(request.POST if posted else None, request.FILES if posted else None, task=found),
        text=_("The liaisons of the member units present read what is written here."),
        draft=f"record_consultation-{found.pk.hex}",
    )
