"""Pages on which the head decides: publicise, appoint, or not."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.forms.fields import ShortReasonForm
from core import calendar
from core.access import GET, POST, allow, visible_or_404
from core.calendar import deadline
from core.htmx import take_step
from core.transitions import check_step
from inspectors.appointment import services
from inspectors.appointment.forms import AppointForm
from inspectors.appointment.views.appointment import appointment_context
from inspectors.models import Appointment

FACTS = "inspectors/appointment/decide_appointment.html"


@allow(GET, POST)
def publicise_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the candidate on the portal for the days that the law asks."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    limit = deadline(calendar.today(), *policy.days("publicity_days"))
    return take_step(
        request,
        found,
        services.publicise_appointment,
        submit=_("Publicise on the portal"),
        text=_("From today until %(until)s everybody may read it on the portal and object.")
        % {"until": date_format(limit.on)},
        template=FACTS,
        **{**appointment_context(request, found), "publicity_reasons": calendar.explain(limit.basis())},
    )


@allow(GET, POST)
def appoint_inspector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Appoint: roster, certificate and letter follow."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    check_step(found, "appoint_inspector", by=request.user)  # whose turn it is comes before what is in the way
    services.check_appointable(found)
    begin = max(found.term_from, calendar.today())
    return take_step(
        request,
        found,
        services.appoint_inspector,
        submit=_("Appoint and issue the letter"),
        form=partial(AppointForm, initial={"term_from": begin}),
        text=_("The letter of appointment and the certificate take the next numbers; neither can be taken back."),
        template=FACTS,
        **appointment_context(request, found),
    )


@allow(GET, POST)
def decline_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide not to appoint."""
    found = visible_or_404(request, Appointment.objects.whole(), pk)
    return take_step(
        request,
        found,
        services.decline_appointment,
        form=ShortReasonForm,
        text=_("It comes off the portal at once. Whoever recommended reads the reason."),
        danger=True,
    )
