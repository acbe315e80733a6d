"""Rechecks: the office appoints, the inspector records on the phone what was seen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core import calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_page
from core.transitions import check_step
from inspectors.models import Inspector
from rectification.models import Problem
from rectification.recheck import permissions, services
from rectification.recheck.forms import AssignRecheckForm, RecordRecheckForm


@allow(GET, POST)
def assign_recheck(request: HttpRequest, pk: Any) -> HttpResponse:
    """Accept the report and appoint who rechecks; later, appoint somebody else instead."""
    found = visible_or_404(request, Problem.objects.whole(), pk)
    again = found.state == "rechecking"
    check_step(found, "reassign_recheck" if again else "assign_recheck", by=request.user)
    form = AssignRecheckForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        assign = services.reassign_recheck if again else services.assign_recheck
        try:
            recheck = assign(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            messages.success(request, _("%(name)s rechecks.") % {"name": recheck.inspector})
            return redirect(found)
    serving = Inspector.objects.serving(on=calendar.today()).select_related("zone")
    candidates = permissions.recheck_candidates(found, serving)
    near = sorted(candidates, key=lambda row: (row[1] is not None, row[0].zone_id != found.unit.zone_id, row[2]))
    context = {
        "problem": found,
        "form": form,
        "candidates": near,
        "report": found.reports.exclude(state="draft").order_by("-round").first(),
        "again": again,
        "current": services.open_recheck(found),
    }
    return render_page(request, "rectification/recheck/assign_recheck.html", context, part="form")


@allow(GET, POST)
def record_recheck(request: HttpRequest, pk: Any) -> HttpResponse:
    """On the phone, in the school: what was seen, passed or not, photographs."""
    found = visible_or_404(request, Problem.objects.whole(), pk)
    check_step(found, "pass_recheck", by=request.user)
    form = RecordRecheckForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        try:
            services.record_recheck(found, by=request.user, **form.cleaned_data)
        except Refused as exc:
            if exc.status == 409:
                raise
            refuse(form, exc)
        else:
            messages.success(request, _("The recheck is recorded."))
            return redirect(found)
    report = found.reports.filter(state="accepted").order_by("-round").first()
    context = {
        "problem": found,
        "form": form,
        "report": report,
        "evidence": list(files.files_of(report)) if report is not None else [],
        "photos": list(files.files_of(found)),
    }
    return render_page(request, "rectification/recheck/record_recheck.html", context, part="form")
