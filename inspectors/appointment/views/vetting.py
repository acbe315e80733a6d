"""Pages on which the office vets a candidate: fit, back to whoever recommended, or unfit."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.forms.fields import ShortReasonForm
from core.access import GET, POST, allow, visible_or_404
from core.htmx import take_step
from inspectors.appointment import services
from inspectors.appointment.forms import VetForm
from inspectors.appointment.services.vetting import fact_lines, judged_rules
from inspectors.appointment.views.appointment import appointment_context
from inspectors.models import Appointment


@allow(GET, POST)
def vet_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every rule: those of facts are told, those of judgement asked."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.vet_appointment,
        submit=_("Vet as fit"),
        form=partial(VetForm, rules=judged_rules(found)),
        text=_("A candidate who breaks a rule cannot be vetted as fit; every line stays on record."),
        template="inspectors/appointment/vet_appointment.html",
        **{**appointment_context(request, found), "lines": fact_lines(found), "is_vetted": True},
    )


@allow(GET, POST)
def return_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the recommendation back."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.return_appointment,
        form=ShortReasonForm,
        text=_("Whoever recommended reads the reason, puts it right and recommends again."),
    )


@allow(GET, POST)
def refuse_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Vet the candidate as unfit."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.refuse_appointment,
        form=ShortReasonForm,
        text=_("The candidate is vetted as unfit. The rules stay on record; whoever recommended reads the reason."),
        danger=True,
    )
