"""Pages of reports about inspectors: a unit's own, the office's list, one report, accepting, answering, closing."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core import audit, calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.conduct import permissions, services
from inspectors.conduct.forms.report import (
    AcceptForm,
    AnswerForm,
    ConductFilter,
    ConductForm,
    FoundForm,
    LongReasonForm,
)
from inspectors.conduct.resources import TITLE, conduct_sheet
from inspectors.models import ConductMeasure, ConductReport
from inspectors.roster import permissions as roster_permissions

STEP = "inspectors/conduct/conduct_step.html"
PAGE = "inspectors/conduct/conduct_report.html"


def report_context(request: HttpRequest, report: ConductReport) -> dict[str, Any]:
    """What the page of a report and those of its steps show of it."""
    measure = ConductMeasure.objects.visible_to(request.user).filter(report=report).first()
    statements = list(report.statements.order_by("created_at"))
    inquires = report.state == "inquiry" and report.is_party("investigator", request.user)
    return {
        "report": report,
        "files": list(files.files_of(report)),
        "statements": statements,
        "measure": measure,
        "may_ask": inquires and all(statement.state != "asked" for statement in statements),
        "may_read_reporter": roster_permissions.may(permissions.check_can_read_reporter, request.user, report),
        "sees_all": roster_permissions.may(permissions.check_can_see_conduct, request.user),
    }


def _listed(request: HttpRequest) -> tuple[ConductFilter, QuerySet[ConductReport]]:
    permissions.check_can_see_conduct(request.user)
    form = ConductFilter(request.GET)
    return form, form.narrow(ConductReport.objects.whole().visible_to(request.user))


@allow(GET)
def conduct_reports(request: HttpRequest) -> HttpResponse:
    """The reports that the reader may know of, newest first."""
    form, found = _listed(request)
    page = keyset_page(request, found.defer("text", "reporter_sealed", "facts"), order=("-created_at", "-id"))
    return render_list(request, "inspectors/conduct/conduct_reports.html", {"page": page, "filter": form})


@allow(POST)
def export_conduct(request: HttpRequest) -> HttpResponse:
    """The list as a workbook, without reporters and without words; the export is logged."""
    _form, found = _listed(request)
    rows = list(found.defer("text", "reporter_sealed", "facts"))
    audit.record_export("export_conduct", request, len(rows))
    return xlsx_response(conduct_sheet(rows, today=calendar.today().isoformat()), f"{TITLE}.xlsx")


@allow(GET)
def conduct_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: the matter, the inquiry, the decision; who reported stays hidden."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return render_page(request, PAGE, report_context(request, found))


@allow(POST)
def unmask_reporter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who reported, for the handler and the head; each reading is logged."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    reporter = services.unmask_reporter(found, by=request.user)
    context = report_context(request, found) | {"reporter": reporter}
    response = render_page(request, PAGE, context, part="reporter", status=200)
    response["Cache-Control"] = "no-store"
    return response


@allow(GET, POST)
def report_conduct(request: HttpRequest) -> HttpResponse:
    """A unit reports about an inspector; the office enters what it found itself."""
    permissions.check_can_report_conduct(request.user)
    kind = FoundForm if request.user.is_office else ConductForm
    own = request.user.organisation_ids[0] if request.user.organisation_ids else None
    form = kind(request.POST, request.FILES) if request.method == "POST" else kind(initial={"unit": own})
    if form.is_bound and form.is_valid():
        try:
            report = services.report_conduct(by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            return redirect(report if request.user.is_office else report.get_own_url())
    return render_page(
        request, "inspectors/conduct/report_conduct.html", {"form": form, "is_office": request.user.is_office}
    )


@allow(GET)
def my_conduct_reports(request: HttpRequest) -> HttpResponse:
    """What this account has reported, newest first; nobody else at the unit sees it."""
    permissions.check_can_see_own_reports(request.user)
    found = ConductReport.objects.reported_by(request.user).select_related("inspector", "unit")
    page = keyset_page(request, found, order=("-created_at", "-id"))
    return render_list(request, "inspectors/conduct/my_conduct_reports.html", {"page": page})


@allow(GET)
def my_conduct_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of the account's own reports: what was written, where it stands, the answer."""
    rows = ConductReport.objects.reported_by(request.user).select_related("inspector", "unit")
    found = get_object_or_404(rows, pk=pk)
    return render_page(request, "inspectors/conduct/my_conduct_report.html", {"report": found})


@allow(GET, POST)
def accept_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office accepts the report, names the inspector and the handler."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    initial = {"inspector": found.inspector_id, "handler": request.user.pk}
    return take_step(
        request,
        found,
        services.accept_conduct,
        form=partial(AcceptForm, initial=initial),
        text=_("The reporter reads that it was accepted. The inspector is told nothing yet."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def refuse_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office does not accept the report, with the reason."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.refuse_conduct,
        form=partial(LongReasonForm, label=_("Why it is not accepted")),
        text=_("The reporter reads the reason. Say where they may turn instead."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def answer_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The handler answers the reporter."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.answer_conduct,
        form=AnswerForm,
        text=_("The reporter reads this under the receipt code; somebody else who has the code does too."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def close_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report has come to its end."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.close_conduct,
        text=_("The reporter was answered; a measure goes on by itself."),
        template=STEP,
        **report_context(request, found),
    )


@allow(GET, POST)
def file_conduct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the office found itself is closed without an answer."""
    found = visible_or_404(request, ConductReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.file_conduct,
        text=_("Nobody has to be answered; a measure goes on by itself."),
        template=STEP,
        **report_context(request, found),
    )
