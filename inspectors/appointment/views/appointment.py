"""Pages of appointments: the list, one appointment, recommending, renewing, withdrawing, Excel out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from accounts.identity import mask_identity
from accounts.phones import mask_phone
from accounts.roles import COUNTY_ROLES, Role
from core import audit, calendar, files
from core.access import GET, POST, allow, visible_or_404
from core.errors import Refused
from core.excel.writing import xlsx_response
from core.htmx import refuse, render_list, render_page, take_step
from core.keyset import keyset_page
from inspectors.appointment import permissions, services
from inspectors.appointment.forms import AppointmentFilter, RecommendAgainForm, RecommendForm, RenewForm
from inspectors.appointment.resources import appointments_sheet, title_of
from inspectors.appointment.services.recommendation import PURPOSE
from inspectors.appointment.services.vetting import fact_lines
from inspectors.models import Appointment, Inspector, VettingLine
from inspectors.roster import permissions as roster_permissions


@allow(GET)
def appointments(request: HttpRequest) -> HttpResponse:
    """Every appointment, newest first; whoever may recommend sees what they recommended."""
    permissions.check_can_see_appointments(request.user)
    form = AppointmentFilter(request.GET)
    found = form.narrow(Appointment.objects.visible_to(request.user)).select_related("zone", "organisation")
    context = {
        "page": keyset_page(request, found, order=("-created_at", "-id")),
        "filter": form,
        "may_recommend": roster_permissions.may(permissions.check_can_recommend, request.user),
        "may_keep": roster_permissions.may(roster_permissions.check_can_keep_roster, request.user),
    }
    return render_list(request, "inspectors/appointment/appointments.html", context)


@allow(GET)
def appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One appointment: the candidate, the rules one by one, the days of publicity, objections, the letter."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return render_page(request, "inspectors/appointment/appointment.html", appointment_context(request, found))


def _waits(user: Any, found: Appointment, lines: list[VettingLine]) -> dict[str, Any]:
    """The steps that could only be refused today, by name, and why."""
    if found.state == "recommended" and not all(line.is_kept for line in lines):
        return {"waits": "vet_appointment", "breaks_rule": True}
    if found.state != "publicised":
        return {"waits": ""}
    try:
        services.check_appointable(found)
    except Refused as exc:
        return {"waits": "appoint_inspector", "obstacle": exc if user.is_office else None}
    return {"waits": ""}


def appointment_context(request: HttpRequest, found: Appointment) -> dict[str, Any]:
    """What the pages of an appointment show of it."""
    user: Any = request.user
    county = user.has_role(*COUNTY_ROLES)
    lines = list(found.lines.filter(round=found.round)) if county else []
    lines = lines or (fact_lines(found) if county and found.state == "recommended" else [])
    return {
        "appointment": found,
        **_waits(user, found, lines),
        "masked_identity": mask_identity(found.identity),
        "masked_phone": mask_phone(found.phone),
        "papers": list(files.files_of(found, purpose=PURPOSE)),
        "sees_vetting": county,
        "lines": lines,
        "is_vetted": found.state != "recommended" and bool(lines),
        "publicity_reasons": calendar.explain(found.publicity_basis),
        "objections": list(found.objections.all()) if user.is_office else [],
        "sees_objections": user.is_office,
        "sees_corps": county or user.has_role(Role.INSPECTOR, Role.ZONE_LEADER),
    }


@allow(GET, POST)
def recommend_appointment(request: HttpRequest) -> HttpResponse:
    """Recommend a candidate."""
    permissions.check_can_recommend(request.user)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"term_from": calendar.today()}
    form = RecommendForm(*given, user=request.user, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            return redirect(services.recommend_appointment(by=request.user, **form.cleaned_data))
        except Refused as exc:
            refuse(form, exc)
    return render_page(request, "inspectors/appointment/recommend_appointment.html", {"form": form}, part="form")


@allow(GET, POST)
def renew_inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recommend that the term of an inspector be renewed."""
    found = visible_or_404(request, Inspector.objects.whole(), pk)
    permissions.check_can_renew(request.user)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    begin = max(found.term_until or calendar.today(), calendar.today())
    return take_step(
        request,
        found,
        services.renew_inspector,
        title=_("Renew the term"),
        submit=_("Recommend the renewal"),
        form=RenewForm(*given, initial={"term_from": begin}),
        text=_("A renewal is vetted, publicised and decided like a first appointment; the certificate stays."),
    )


@allow(GET, POST)
def recommend_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put right what the office returned."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return take_step(
        request,
        found,
        services.recommend_again,
        form=RecommendAgainForm(*given, user=request.user, instance=found),
        text=_("Returned because: %(reason)s") % {"reason": found.decision},
    )


@allow(GET, POST)
def withdraw_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever recommended takes it back."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.withdraw_appointment,
        form=ShortReasonForm,
        text=_("It then comes to nothing, and stays on record; a publicity ends at once."),
        danger=True,
    )


@allow(POST)
def export_appointments(request: HttpRequest) -> HttpResponse:
    """The appointments as the list shows them; the export is logged."""
    roster_permissions.check_can_keep_roster(request.user)
    rows = AppointmentFilter(request.GET).narrow(Appointment.objects.visible_to(request.user))
    rows = rows.select_related("zone", "organisation")
    audit.record_export("export_appointments", request, rows.count())
    title = title_of(policy.text("county_name"))
    return xlsx_response(appointments_sheet(rows, title=title), f"{title}.xlsx")
