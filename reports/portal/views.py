"""The public portal: reports, remedies, schools and their inspectors, and the check of a document by its code."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import Organisation
from core import calendar
from core.access import GET, allow
from core.files import file_response
from core.htmx import render_page
from core.keyset import keyset_page
from inspectors.models import PlaqueAssignment
from inspectors.plaque.services import plaque_contact
from rectification.models import Problem
from reports.layout.kinds import KINDS
from reports.layout.render import contents_of, render_fragment
from reports.layout.storage import load
from reports.models import InspectionReport, OfficialDocument
from reports.models.wording import PAIRS, of_unit_called, titled
from reports.portal.forms import CheckForm, PublicReportFilter, PublicUnitFilter
from reports.report.services import document_of
from supervision.regular.services.regular import matters_of

LATEST = 6
FOUND = 10


@login_not_required
@allow(GET)
def portal(request: HttpRequest) -> HttpResponse:
    """The home page: one search field, the entries, the latest reports and remedies."""
    reports = InspectionReport.objects.public().select_related("unit").order_by("-published_at", "-id")[:LATEST]
    remedies = _published().filter(state="struck_off").order_by("-struck_off_on", "-id")[:LATEST]
    return render_page(request, "portal/home.html", {"reports": reports, "remedies": remedies})


def _published() -> QuerySet[Problem]:
    return Problem.objects.exclude(published_at=None).select_related("unit")


@login_not_required
@allow(GET)
def portal_search(request: HttpRequest) -> HttpResponse:
    """Schools, reports and published problems by words: the first ten of each."""
    q = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": q}
    if q:
        units = Organisation.objects.active().campuses().called(q)
        reports = InspectionReport.objects.public().alias(pairs=PAIRS).filter(titled(q) | of_unit_called("unit", q))
        problems = _published().saying(q).filter(Q(text__icontains=q) | Q(unit__name__icontains=q))
        context |= {
            "units": units[:FOUND],
            "reports": reports.order_by("-published_at", "-id")[:FOUND],
            "problems": problems.order_by("-published_at", "-id")[:FOUND],
        }
    return render_page(request, "portal/search.html", context)


@login_not_required
@allow(GET)
def public_reports(request: HttpRequest) -> HttpResponse:
    """Published reports by words, year and kind of unit, newest first."""
    form = PublicReportFilter(request.GET)
    rows = form.narrow(InspectionReport.objects.public().select_related("unit"))
    page = keyset_page(request, rows, order=("-published_at", "-id"), size=20)
    return render_page(request, "portal/reports.html", {"page": page, "filter": form}, status=200)


@login_not_required
@allow(GET)
def public_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """One report as an article: the very words of its PDF, and where each of its problems stands today."""
    report = get_object_or_404(InspectionReport.objects.public().select_related("unit"), pk=pk)
    document = document_of(report)
    if document is None:
        raise Http404
    content = load(document.content)
    context = {
        "report": report,
        "document": document,
        "fragment": render_fragment(content),
        "contents": contents_of(content),
        "problems": report.problems.select_related("problem"),
    }
    return render_page(request, "portal/report.html", context)


@login_not_required
@allow(GET)
def public_document(request: HttpRequest, pk: Any) -> Any:
    """The PDF of a published report."""
    report = get_object_or_404(InspectionReport.objects.public(), pk=pk)
    document = document_of(report)
    if document is None or document.pdf is None:
        raise Http404
    return file_response(document.pdf)


@login_not_required
@allow(GET)
def public_remedies(request: HttpRequest) -> HttpResponse:
    """Every published problem with its state, newest first."""
    q = request.GET.get("q", "").strip()
    rows = _published()
    if q:
        rows = rows.saying(q).filter(Q(text__icontains=q) | Q(unit__name__icontains=q))
    page = keyset_page(request, rows, order=("-published_at", "-id"), size=20)
    return render_page(request, "portal/remedies.html", {"page": page, "q": q})


@login_not_required
@allow(GET)
def public_units(request: HttpRequest) -> HttpResponse:
    """Find a school or kindergarten and its responsible inspector."""
    form = PublicUnitFilter(request.GET)
    rows = form.narrow(Organisation.objects.active().campuses().select_related("township"))
    page = keyset_page(request, rows, order=("-code",), size=30)
    plaques = PlaqueAssignment.objects.current().filter(unit__in=[unit.pk for unit in page])
    hanging = {plaque.unit_id: plaque for plaque in plaques.select_related("inspector")}
    for unit in page:
        unit.plaque = hanging.get(unit.pk)
    return render_page(request, "portal/units.html", {"page": page, "filter": form}, status=200)


@login_not_required
@allow(GET)
def public_unit(request: HttpRequest, code: str) -> HttpResponse:
    """One school: its responsible inspector with contact (PLAN 二（四）5), its reports, its published problems."""
    unit = get_object_or_404(Organisation.objects.active().campuses().select_related("township", "zone"), code=code)
    plaque = PlaqueAssignment.objects.current().filter(unit=unit).select_related("inspector").first()
    problems = _published().filter(unit=unit)
    counts = problems.aggregate(all=Count("id"), done=Count("id", filter=Q(state="struck_off")))
    context = {
        "unit": unit,
        "plaque": plaque,
        "contact": plaque_contact(plaque.inspector) if plaque else None,
        "matters": matters_of(unit),
        "reports": InspectionReport.objects.public().filter(unit=unit).order_by("-published_at")[:20],
        "problems": problems.order_by("-published_at", "-id")[:50],
        "counts": counts,
        "today": calendar.today(),
    }
    return render_page(request, "portal/unit.html", context)


@login_not_required
@allow(GET)
def check_document(request: HttpRequest) -> HttpResponse:
    """Say whether a document with this code was issued, and what it is; nothing of its content."""
    form = CheckForm(request.GET)
    code = "".join(request.GET.get("code", "").upper().split()).replace("-", "")
    found = OfficialDocument.objects.filter(check_code=code).select_related("pdf").first() if code else None
    context = {
        "form": form,
        "code": code,
        "document": found,
        "kind": KINDS[found.kind].name if found else "",
        "published": InspectionReport.objects.public().filter(number=found.number).first() if found else None,
    }
    return render_page(request, "portal/check.html", context, status=200)
