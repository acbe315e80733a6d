"""The register of official documents, one of them, and the papers of the corps: letter, certificate, growth file."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core import audit
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_list, render_page
from core.keyset import keyset_page
from inspectors.appraisal.services import growth_of
from inspectors.models import Appointment, Inspector
from reports.builders.certificate import render_certificate
from reports.document import services
from reports.document.forms import DocumentFilter
from reports.document.permissions import check_can_draft_reports, check_can_print_certificate
from reports.facts.appointment import card_of
from reports.facts.appraisal import growth_content
from reports.layout.kinds import KINDS
from reports.layout.render import render_fragment, render_pdf
from reports.layout.storage import load
from reports.models import BuildState, OfficialDocument


@allow(GET)
def letter_of_appointment(request: HttpRequest, pk: Any) -> HttpResponse:
    """Lead from the appointment to its letter."""
    appointment = visible_or_404(request, Appointment.objects, pk)
    letters = OfficialDocument.objects.visible_to(request.user).filter(kind="appointment_letter")
    letter = letters.filter(about_id=str(appointment.pk)).first()
    if letter is None:
        raise Http404
    return redirect(letter)


@allow(GET)
def inspector_certificate(request: HttpRequest, pk: Any) -> HttpResponse:
    """The certificate, with bleed and crop marks."""
    inspector = visible_or_404(request, Inspector.objects, pk)
    check_can_print_certificate(request.user, inspector)
    card = card_of(inspector)
    response = HttpResponse(render_certificate(card), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{card.title}.pdf')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow(POST)
def print_growth_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The growth file to print, for the person, the office and the leaders; the printing is logged."""
    inspector = visible_or_404(request, Inspector.objects.select_related("zone"), pk)
    content = growth_content(growth_of(inspector, by=request.user))
    audit.record("print_growth_file", by=request.user, obj=inspector)
    response = HttpResponse(render_pdf(content), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{content.title}.pdf")
    return response


@allow(GET)
def documents(request: HttpRequest) -> HttpResponse:
    """The register, newest first."""
    check_has_business(request.user)
    form = DocumentFilter(request.GET)
    rows = OfficialDocument.objects.visible_to(request.user).select_related("addressee").defer("content")
    page = keyset_page(request, form.narrow(rows), order=("-issued_on", "-id"))
    for row in page:
        row.kind_name = KINDS[row.kind].name
    return render_list(request, "reports/document/documents.html", {"page": page, "filter": form})


@allow(GET)
def document(request: HttpRequest, pk: Any) -> HttpResponse:
    """One document as its reader sees it: the words, the PDF, the receipts."""
    rows = OfficialDocument.objects.select_related("addressee", "pdf", "inspection__unit")
    found = visible_or_404(request, rows, pk)
    receipts = list(found.receipts.select_related("organisation", "received_by"))
    own = set(request.user.organisation_ids)
    copies = list(found.copies.all())
    addressed = {found.addressee_id, *(unit.pk for unit in copies)}
    context = {
        "document": found,
        "kind": KINDS[found.kind].name,
        "fragment": render_fragment(load(found.content)),
        "receipts": receipts,
        "copies": copies,
        "may_acknowledge": bool((own & addressed) - {row.organisation_id for row in receipts}),
        "job": build_job(found),
    }
    return render_page(request, "reports/document/document.html", context)


@allow(GET)
def document_progress(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far the PDF is; the document's page asks again every two seconds."""
    found = visible_or_404(request, OfficialDocument.objects.select_related("pdf"), pk)
    context = {"document": found, "job": build_job(found)}
    return render_page(request, "reports/document/document_progress.html", context, part="pdf")


def build_job(found: OfficialDocument) -> dict[str, Any]:
    """The building of the PDF in the words of `components/progress.html`."""
    return {
        "percent": found.build_progress,
        "text": found.get_build_state_display(),
        "done": found.build_state == BuildState.BUILT,
        "failed": found.build_state == BuildState.FAILED,
    }


@allow(POST)
def acknowledge_document(request: HttpRequest, pk: Any) -> HttpResponse:
    """The unit confirms that it has received the document."""
    found = visible_or_404(request, OfficialDocument.objects, pk)
    services.acknowledge_document(found, by=request.user)
    messages.success(request, _("The receipt was recorded."))
    return redirect(found)


@allow(POST)
def rebuild_document(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office asks for a PDF that could not be built once more."""
    check_can_draft_reports(request.user)
    found = visible_or_404(request, OfficialDocument.objects, pk)
    services.rebuild_document(found, by=request.user)
    return redirect(found)
