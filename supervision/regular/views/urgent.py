"""Urgent reports: sending one from a visit, the list, one report, who at the school was told, what was done."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import check_has_business
from core import errors, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from supervision.models import UrgentReport
from supervision.regular import permissions, services
from supervision.regular.forms import HandleUrgentReportForm, PressSchoolForm, ReportUrgentForm
from supervision.regular.views.phone import visible as visible_visit


@allow(GET)
def urgent_reports(request: HttpRequest) -> HttpResponse:
    """The urgent reports that the person sees, newest first."""
    check_has_business(request.user)
    rows = UrgentReport.objects.visible_to(request.user).select_related("unit", "inspector")
    page = keyset_page(request, rows, order=("-created_at", "-id"))
    return render_list(request, "supervision/regular/urgent_reports.html", {"page": page})


@allow(GET)
def urgent_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was reported, who was told, what was done."""
    found = visible_or_404(request, UrgentReport.objects.whole(), pk)
    context = {
        "report": found,
        "photos": list(files.files_of(found, purpose="photo")),
        "may_press": found.state == "reported" and found.inspector.user_id == request.user.pk,
    }
    return render_page(request, "supervision/regular/urgent_report.html", context)


@allow(GET, POST)
def report_urgent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A few words and a photograph; office and head are told at once."""
    visit = visible_visit(request, pk)
    permissions.check_is_author(request.user, visit)
    posted = request.method == "POST"
    form = ReportUrgentForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        try:
            report = services.report_urgent(visit, by=request.user, **form.cleaned_data)
        except Refused as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Reported: the office and its head have been told."))
            return redirect("press_school" if not report.pressed_whom else "urgent_report", report.pk)
    context = {"visit": visit, "unit": visit.unit, "form": form}
    return render_page(request, "visit/report_urgent.html", context, part="form")


@allow(GET, POST)
def press_school(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The inspector records who at the school was told at once, and what was asked."""
    found = visible_or_404(request, UrgentReport.objects.whole(), pk)
    permissions.check_is_author(request.user, found)
    if found.state != "reported":
        raise errors.moved_on(found)
    form = partial(PressSchoolForm, initial={"whom": found.pressed_whom})
    title = _("Record whom you told")
    text = _("On danger to life and illegal running the school is pressed at once; who was told, and what was asked?")
    return take_step(request, found, services.press_school, title=title, form=form, text=text)


@allow(GET, POST)
def handle_urgent_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The office records what was done."""
    found = visible_or_404(request, UrgentReport.objects.whole(), pk)
    return take_step(request, found, services.handle_urgent_report, form=HandleUrgentReportForm)
