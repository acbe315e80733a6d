"""The letter of an appointment in the register of documents, and the certificate ready for the printer."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.access import GET, allow
from inspectors.models import Appointment, Inspector
from reports.appointments import card_of
from reports.documents.certificate import render_certificate
from reports.models import OfficialDocument
from reports.permissions import check_can_print_certificate


@allow(GET)
def letter_of_appointment(request: HttpRequest, pk: Any) -> HttpResponse:
    """Lead from the appointment to its letter."""
    appointment = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    letters = OfficialDocument.objects.visible_to(request.user).filter(kind="appointment_letter")
    letter = letters.filter(about_id=str(appointment.pk)).first()
    if letter is None:
        raise Http404
    return redirect(letter)


@allow(GET)
def inspector_certificate(request: HttpRequest, pk: Any) -> HttpResponse:
    """The certificate, with bleed and crop marks."""
    inspector = get_object_or_404(Inspector.objects.visible_to(request.user), pk=pk)
    check_can_print_certificate(request.user, inspector)
    card = card_of(inspector)
    response = HttpResponse(render_certificate(card), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{card.title}.pdf')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
