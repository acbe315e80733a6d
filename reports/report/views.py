"""Inspection reports on the desk: list, record, draft, and each step to publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from reports.document.permissions import check_can_draft_reports
from reports.facts.inspection import report_content
from reports.layout.render import render_fragment
from reports.models import InspectionReport
from reports.report import services
from reports.report.forms import FilingForm, InspectionReportForm, ReportFilter
from reports.report.permissions import check_can_list_reports
from reports.report.services import check_reached, document_of
from supervision.models import Inspection


@allow(GET)
def inspection_reports(request: HttpRequest) -> HttpResponse:
    """All reports, newest first."""
    check_can_list_reports(request.user)
    form = ReportFilter(request.GET)
    rows = form.narrow(InspectionReport.objects.visible_to(request.user).select_related("unit"))
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    context = {"page": page, "filter": form}
    return render_list(request, "reports/report/inspection_reports.html", context)


@allow(GET)
def inspection_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """One report: its words as they will be printed, where it stands, what comes next."""
    report = visible_or_404(request, InspectionReport.objects.whole(), pk)
    signer = report.approved_by.name if report.approved_by else ""
    context = {
        "report": report,
        "fragment": render_fragment(report_content(report, number=report.number, signer=signer)),
        "problems": report.problems.select_related("problem"),
        "document": document_of(report),
        "may_edit": report.state == "draft" and request.user.is_office,
        "may_draft": report.state == "to_draft" and request.user.is_office,
    }
    return render_page(request, "reports/report/inspection_report.html", context)


def _report_to(request: HttpRequest, pk: Any, action: str) -> InspectionReport:
    """The report, where `action` does not come too early for the person; whether it is theirs, the table says."""
    report = visible_or_404(request, InspectionReport.objects.whole(), pk)
    check_reached(report, action, by=request.user)
    return report


@allow(GET, POST)
def draft_inspection_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Draft the report on an inspection from its record and the ledger."""
    inspection = visible_or_404(request, Inspection.objects, pk)
    check_can_draft_reports(request.user)
    rows = InspectionReport.objects.filter(inspection=inspection).exclude(state__in=("withdrawn", "to_draft"))
    existing = rows.first()
    if existing is not None:
        return redirect(existing)
    return take_step(
        request,
        inspection,
        services.draft_inspection_report,
        title=_("Draft the inspection report"),
        submit=_("Draft from the ledger"),
        text=_("The draft takes its facts from the inspection's record and every problem from the ledger."),
    )


@allow(GET, POST)
def edit_inspection_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Change the words of a draft."""
    report = visible_or_404(request, InspectionReport.objects.whole(), pk)
    check_can_draft_reports(request.user)
    form = InspectionReportForm(request.POST if request.method == "POST" else None, instance=report)
    if form.is_bound and form.is_valid():
        try:
            services.edit_inspection_report(report, by=request.user, **form.words())
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(report)
    return render_page(
        request, "reports/report/edit_inspection_report.html", {"report": report, "form": form}, part="form"
    )


@allow(GET, POST)
def send_to_review(request: HttpRequest, pk: Any) -> HttpResponse:
    """Hand the draft to the head of the office."""
    return take_step(
        request,
        _report_to(request, pk, "send_to_review"),
        services.send_to_review,
        submit=_("Send to review"),
        text=_("The head of the office reads the report and approves or returns it."),
    )


@allow(GET, POST)
def approve_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """The head approves."""
    return take_step(
        request,
        _report_to(request, pk, "approve_report"),
        services.approve_report,
        text=_("Your name is printed as the signer (签发人) of the report."),
    )


@allow(GET, POST)
def return_draft(request: HttpRequest, pk: Any) -> HttpResponse:
    """The head returns the draft with the reason."""
    return take_step(
        request, _report_to(request, pk, "return_draft"), services.return_draft, form=ReasonForm, danger=True
    )


@allow(GET, POST)
def issue_inspection_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Number the report, freeze it and have its PDF built."""
    return take_step(
        request,
        _report_to(request, pk, "issue_inspection_report"),
        services.issue_inspection_report,
        text=_("The report gets the next number of its series, its words are frozen and its PDF is built."),
    )


@allow(GET, POST)
def file_inspection_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Record that the report was filed with the higher body."""
    return take_step(
        request, _report_to(request, pk, "file_inspection_report"), services.file_inspection_report, form=FilingForm
    )


@allow(GET, POST)
def publish_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Put the report on the portal."""
    return take_step(
        request,
        _report_to(request, pk, "publish_report"),
        services.publish_report,
        text=_(
            "Everybody can read the report and follow the state of its problems. It is checked for personal data first."
        ),
    )


@allow(GET, POST)
def withdraw_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Withdraw a published report; it stays visible as withdrawn."""
    return take_step(
        request,
        _report_to(request, pk, "withdraw_report"),
        services.withdraw_report,
        text=_("The report stays on the portal, marked as withdrawn, with your reason."),
        form=ReasonForm,
        danger=True,
    )
