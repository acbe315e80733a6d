"""From an appointment and an inspector to the words of the letter and of the certificate."""

from django.conf import settings
from django.utils import timezone

from accounts import policy
from core import calendar
from core.notifications import in_chinese
from inspectors.models import Appointment, Inspector
from inspectors.roster.services import photo_of
from reports.builders.appointment import LetterFacts, letter_of_appointment
from reports.builders.certificate import Card
from reports.facts.inspection import office
from reports.layout.content import DocumentContent
from reports.layout.office import Issue


@in_chinese
def letter_content(appointment: Appointment) -> DocumentContent:
    """What the letter of a decided appointment says, under its own number."""
    inspector = appointment.inspector
    facts = LetterFacts(
        name=appointment.name,
        sort=str(appointment.get_kind_display()),
        is_renewal=appointment.is_renewal,
        begins=appointment.term_from,
        until=appointment.term_until,
        certificate=inspector.certificate if inspector is not None else "",
        zone=appointment.zone.name if appointment.zone else "",
        trained=inspector is not None and inspector.is_trained,
    )
    issue = Issue(issued_on=appointment.appointed_on or calendar.today(), number=appointment.letter_number)
    return letter_of_appointment(facts, office=office(), issue=issue)


@in_chinese
def card_of(inspector: Inspector) -> Card:
    """What the certificate of `inspector` says today."""
    photo = photo_of(inspector)
    data = None
    if photo is not None:
        with photo.file.open("rb") as stream:
            data = stream.read()
    first = timezone.localdate(inspector.created_at)
    return Card(
        name=inspector.name,
        gender=inspector.gender,
        sort=str(inspector.get_kind_display()),
        employer=inspector.employer,
        number=inspector.certificate,
        begins=inspector.term_from,
        until=inspector.term_until,
        issuer=policy.text("issuer_committee"),
        county=policy.text("county_name"),
        url=f"{settings.SITE_URL}{inspector.get_certificate_url()}",
        issued_on=min(inspector.term_from, first) if inspector.term_from < first else first,
        photo=data,
    )
