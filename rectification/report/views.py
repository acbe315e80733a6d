"""Rectification reports: the unit writes and submits, the office returns (or appoints the recheck, which accepts)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.forms.fields import ReasonForm
from core import files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page, take_step
from core.transitions import check_step
from rectification.models import Problem, RectificationReport
from rectification.plan import permissions as plan_permissions
from rectification.report import services
from rectification.report.forms import ReportForm


@allow(GET)
def rectification_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """One round of a report, as it was submitted, with its evidence and why it was returned."""
    found = visible_or_404(request, RectificationReport.objects.whole(), pk)
    rounds = RectificationReport.objects.visible_to(request.user).filter(problem=found.problem).order_by("round")
    context = {
        "report": found,
        "problem": found.problem,
        "files": list(files.files_of(found)),
        "rounds": rounds,
        "may_write_again": _may_write_again(found, request.user),
        "may_assign": found.state == "submitted" and request.user.is_office,
    }
    return render_page(request, "rectification/report/rectification_report.html", context)


@allow(GET, POST)
def write_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """The unit writes about one problem: save the draft, or hand it in."""
    found = visible_or_404(request, Problem.objects.whole(), pk)
    plan_permissions.check_can_act_for(request.user, found.unit_id)
    check_step(found, "submit_report", by=request.user)
    draft = found.reports.filter(state="draft").first()
    before = found.reports.exclude(state="draft").order_by("-round").first()
    kept = list(files.files_of(draft)) if draft is not None else []
    start = draft or before
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kept=kept,
        initial={"text": start.text if start is not None else ""},
    )
    if form.is_bound and form.is_valid():
        try:
            saved = services.write_report(found, by=request.user, **form.cleaned_data)
            if "save" not in request.POST:
                messages.success(request, _("The rectification report was submitted."))
                return redirect(services.submit_report(saved, by=request.user))
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            messages.success(request, _("The draft was saved. It is not submitted yet."))
            return redirect("write_report", found.pk)
    context = {"problem": found, "form": form, "kept": kept, "before": before, "draft": draft}
    return render_page(request, "rectification/report/write_report.html", context, part="form")


@allow(GET, POST)
def submit_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """Hand in a saved draft as it stands."""
    found = visible_or_404(request, RectificationReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.submit_report,
        text=_("Once submitted it can't be changed; the office reviews it and has the problem rechecked on site."),
        template="rectification/report/submit_report.html",
        files=list(files.files_of(found)),
    )


@allow(GET, POST)
def return_report(request: HttpRequest, pk: Any) -> HttpResponse:
    """The office returns the round, saying why."""
    found = visible_or_404(request, RectificationReport.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_report,
        text=_("The unit reads your reason and reports again; this round stays as it was submitted."),
        form=ReasonForm,
        danger=True,
    )


def _may_write_again(found: RectificationReport, user: Any) -> bool:
    """Whether this is the last round, was returned, and the reader is the one to answer."""
    last = not found.problem.reports.filter(round__gt=found.round).exists()
    return last and found.state == "returned" and found.problem.unit_id in user.organisation_ids
