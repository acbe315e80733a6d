"""Pages on which the office vets a candidate: fit, back to whoever recommended, or unfit."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow
from core.htmx import take_step
from core.transitions import check_step
from inspectors.appointment import services
from inspectors.appointment.forms import VetForm
from inspectors.appointment.services.vetting import fact_lines, judged_rules
from inspectors.appointment.views.appointment import appointment_context, get_appointment
from inspectors.models import Appointment


@allow(GET, POST)
def vet_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every rule: those of facts are told, those of judgement asked."""
    found = get_appointment(request, pk)
    check_step(found, "vet_appointment", by=request.user)
    form = VetForm(request.POST if request.method == "POST" else None, rules=judged_rules(found))

    def take(obj: Appointment, *, by: Any, **_said: Any) -> Appointment:
        return services.vet_appointment(obj, by=by, judgements=form.judgements())

    return take_step(
        request,
        found,
        title=_("Vet the candidate"),
        submit=_("Vet as fit"),
        take=take,
        form=form,
        text=_("A candidate who breaks a rule cannot be vetted as fit; every line stays on record."),
        template="inspectors/appointment/vet_appointment.html",
        **{**appointment_context(request, found), "lines": fact_lines(found), "is_vetted": True},
    )


@allow(GET, POST)
def return_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the recommendation back."""
    found = get_appointment(request, pk)
    check_step(found, "return_appointment", by=request.user)
    return take_step(
        request,
        found,
        title=_("Return the recommendation"),
        submit=_("Return the recommendation"),
        take=services.return_appointment,
        form=ShortReasonForm(request.POST if request.method == "POST" else None),
        text=_("Whoever recommended reads the reason, puts it right and recommends again."),
    )


@allow(GET, POST)
def refuse_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Vet the candidate as unfit."""
    found = get_appointment(request, pk)
    check_step(found, "refuse_appointment", by=request.user)
    return take_step(
        request,
        found,
        title=_("Refuse the candidate"),
        submit=_("Refuse the candidate"),
        take=services.refuse_appointment,
        form=ShortReasonForm(request.POST if request.method == "POST" else None),
        text=_("The candidate is vetted as unfit. The rules stay on record; whoever recommended reads the reason."),
        danger=True,
    )
