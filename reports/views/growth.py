"""The growth file of an inspector as a PDF, made when it is asked for; nothing of it is kept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from core import audit
from core.access import POST, allow
from inspectors.models import Inspector
from inspectors.services import growth_of
from reports.appraisals import growth_content
from reports.documents.render import render_pdf


@allow(POST)
def print_growth_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The growth file to print, for the person, the office and the leaders; the printing is logged."""
    rows = Inspector.objects.visible_to(request.user).select_related("zone")
    inspector = get_object_or_404(rows, pk=pk)
    content = growth_content(growth_of(inspector, by=request.user))
    audit.record("print_growth_file", by=request.user, obj=inspector)
    response = HttpResponse(render_pdf(content), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{content.title}.pdf")
    return response
