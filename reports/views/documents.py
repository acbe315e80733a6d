"""The register of official documents, one document, its receipt and the state of its PDF."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core.access import GET, POST, allow
from core.htmx import render_page
from core.keyset import keyset_page
from reports import services
from reports.documents.kinds import KINDS
from reports.documents.render import render_fragment
from reports.documents.storage import load
from reports.enums import BuildState
from reports.forms import DocumentFilter
from reports.models import OfficialDocument
from reports.models.wording import PAIRS, of_unit_called, titled
from reports.permissions import check_can_draft_reports


@allow(GET)
def documents(request: HttpRequest) -> HttpResponse:
    """The register, newest first."""
    check_has_business(request.user)
    form = DocumentFilter(request.GET)
    rows = OfficialDocument.objects.visible_to(request.user).select_related("addressee").defer("content")
    rows = _filtered(rows, form.cleaned_data if form.is_valid() else {})
    page = keyset_page(request, rows, order=("-issued_on", "-id"))
    for row in page:
        row.kind_name = KINDS[row.kind].name
    return render_page(request, "reports/documents.html", {"page": page, "filter": form}, part="list", status=200)


def _filtered(rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("q"):
        rows = rows.alias(pairs=PAIRS).filter(titled(asked["q"]) | of_unit_called("addressee", asked["q"]))
    return rows


@allow(GET)
def document(request: HttpRequest, pk: Any) -> HttpResponse:
    """One document as its reader sees it: the words, the PDF, the receipts."""
    rows = OfficialDocument.objects.visible_to(request.user).select_related("addressee", "pdf", "inspection__unit")
    found = get_object_or_404(rows, pk=pk)
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
    return render_page(request, "reports/document.html", context)


@allow(GET)
def document_progress(request: HttpRequest, pk: Any) -> HttpResponse:
    """How far the PDF is; the document's page asks again every two seconds."""
    found = get_object_or_404(OfficialDocument.objects.visible_to(request.user).select_related("pdf"), pk=pk)
    context = {"document": found, "job": build_job(found)}
    return render_page(request, "reports/document_progress.html", context, part="pdf")


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
    found = get_object_or_404(OfficialDocument.objects.visible_to(request.user), pk=pk)
    services.acknowledge_document(found, by=request.user)
    messages.success(request, _("The receipt was recorded."))
    return redirect(found)


@allow(POST)
def rebuild_document(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office asks for a PDF that could not be built once more."""
    check_can_draft_reports(request.user)
    found = get_object_or_404(OfficialDocument.objects.visible_to(request.user), pk=pk)
    services.rebuild_document(found, by=request.user)
    return redirect(found)
