"""Visit records in the office: reading, filing, returning."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_page, take_step
from supervision.framework.views.framework import grouped
from supervision.models import Visit
from supervision.visit import permissions, services
from supervision.visit.services.visit import indicators_for


@allow(GET)
def visit_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole record: ratings by group, problems with their photographs, the signature."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    author = found.is_party("author", request.user)
    context = {
        "visit": found,
        "inspection": found.inspection,
        "may_write": author and found.state in permissions.OPEN_VISIT,
        "signature": files.files_of(found, purpose="signature").first(),
        **sheet(found),
    }
    return render_page(request, "supervision/visit/visit_record.html", context)


def sheet(found: Visit) -> dict[str, Any]:
    """The indicators by group with what each got, the problems with their photographs, and how far the record is."""
    ratings = {rating.indicator_id: rating for rating in found.ratings.all()}
    findings = list(found.findings.select_related("indicator"))
    photos = files.files_of_many(findings)
    for finding in findings:
        finding.photos = photos[str(finding.pk)]
    leaves = indicators_for(found)
    rows = [
        {
            "indicator": leaf,
            "rating": ratings.get(leaf.pk),
            "findings": [finding for finding in findings if finding.indicator_id == leaf.pk],
        }
        for leaf in leaves
    ]
    return {
        "groups": grouped(rows),
        "findings": findings,
        "other_findings": [finding for finding in findings if finding.indicator_id is None],
        "rated": sum(1 for rating in ratings.values() if rating.is_rated),
        "total": len(leaves),
    }


@allow(GET, POST)
def file_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office files the record."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    text = _("The record is complete and goes into the file; it can no longer be returned.")
    return take_step(request, found, services.file_visit, text=text)


@allow(GET, POST)
def return_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office returns the record, with its reason."""
    found = visible_or_404(request, Visit.objects.whole(), pk)
    text = _("The inspector reads the reason, mends the record and signs it again.")
    return take_step(request, found, services.return_visit, form=ReasonForm, text=text)
