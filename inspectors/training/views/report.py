"""Pages of reported training: the office's list, one report, reporting, approving, returning."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.htmx import render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.models import Inspector, TrainingReport
from inspectors.roster import permissions as roster_permissions
from inspectors.training import permissions, services
from inspectors.training.forms import ReportFilter, ReportForm
from inspectors.training.services.year import year_of


@allow(GET)
def training_reports(request: HttpRequest) -> HttpResponse:
    """What inspectors have reported, newest first."""
    permissions.check_can_see_training(request.user)
    form = ReportFilter(request.GET)
    found = form.narrow(TrainingReport.objects.visible_to(request.user)).select_related("inspector")
    context = {"page": keyset_page(request, found, order=("-created_at", "-id")), "filter": form}
    return render_list(request, "inspectors/training/training_reports.html", context)


@allow(GET)
def training_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: what, when, how long, the evidence, what was decided."""
    found = visible_or_404(request, TrainingReport.objects.whole(), pk)
    return render_page(request, "inspectors/training/training_report.html", _facts(request, found))


def _facts(request: HttpRequest, report: TrainingReport) -> dict[str, Any]:
    year = year_of(report.day.year)
    held = services.hours_of([report.inspector_id], year.number).get(report.inspector_id, services.NOTHING)
    return {
        "report": report,
        "files": list(files.files_of(report)),
        "held": held,
        "year": year,
        "sees_all": roster_permissions.may(permissions.check_can_see_training, request.user),
    }


@allow(GET, POST)
def report_training(request: HttpRequest) -> HttpResponse:
    """The inspector reports an online training or self-study, from the phone."""
    own = Inspector.objects.filter(user=request.user).first()
    permissions.check_can_report_training(request.user, own)
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    return take_step(
        request,
        own,
        services.report_training,
        title=_("Report a training"),
        submit=_("Report the training"),
        form=form,
        text=_("The supervision office looks at the evidence; the hours count once it approves them."),
        template="inspectors/training/report_training.html",
    )


@allow(GET, POST)
def report_training_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector mends a returned report."""
    found = visible_or_404(request, TrainingReport.objects.whole(), pk)
    initial = {name: getattr(found, name) for name in ("kind", "mode", "title", "day", "hours", "note")}
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm(initial=initial)
    return take_step(
        request,
        found,
        services.report_training_again,
        form=form,
        text=_("Returned by the office: %(reason)s") % {"reason": found.decision},
        template="inspectors/training/report_training.html",
        files=list(files.files_of(found)),
    )


@allow(GET, POST)
def approve_training(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office approves the hours."""
    found = visible_or_404(request, TrainingReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.approve_training,
        text=_("The hours count from now on, and %(name)s is told.") % {"name": found.inspector.name},
        template="inspectors/training/decide_training.html",
        **_facts(request, found),
    )


@allow(GET, POST)
def return_training(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office returns the report, with the reason."""
    found = visible_or_404(request, TrainingReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_training,
        form=ShortReasonForm,
        text=_("%(name)s reads the reason, mends the report and sends it again.") % {"name": found.inspector.name},
        template="inspectors/training/decide_training.html",
        **_facts(request, found),
    )
