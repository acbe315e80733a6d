"""What people are told about appointments by inbox and e-mail; always in the county's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audience import heads, office
from core.notifications import in_chinese, tell
from inspectors.models import Appointment, Objection


@in_chinese
def appointment_recommended(appointment: Appointment) -> None:
    """Tell the office that a candidate waits to be vetted."""
    title = _("Candidate to vet: %(name)s, %(kind)s") % _words(appointment)
    tell(office(), "recommend_appointment", title, appointment)


@in_chinese
def appointment_vetted(appointment: Appointment) -> None:
    """Tell the head that a vetted candidate waits to be publicised, and whoever recommended."""
    title = _("Vetted, to be publicised: %(name)s, %(kind)s") % _words(appointment)
    tell(heads(), "vet_appointment", title, appointment)
    title = _("Your candidate was vetted: %(name)s") % _words(appointment)
    tell([appointment.recommended_by], "vet_appointment", title, appointment)


@in_chinese
def appointment_closed(appointment: Appointment, action: str) -> None:
    """Tell the office and whoever recommended that it went back, or came to nothing, and why."""
    title = f"{appointment.get_state_display()}: {appointment.name}"
    tell([*office(), appointment.recommended_by], action, title, appointment, appointment.decision)


@in_chinese
def appointment_publicised(appointment: Appointment) -> None:
    """Tell the office and whoever recommended until when everybody may object."""
    title = _("Publicised until %(until)s: %(name)s") % _words(appointment)
    tell([*office(), appointment.recommended_by], "publicise_appointment", title, appointment)


@in_chinese
def inspector_appointed(appointment: Appointment) -> None:
    """Tell whoever recommended, the office, and the inspector where there is an account."""
    title = _("Appointed: %(name)s, %(kind)s") % _words(appointment)
    body = _("A new inspector has the pre-post training before the first duty; the account is linked on the roster.")
    tell([*office(), appointment.recommended_by], "appoint_inspector", title, appointment, body)
    if appointment.inspector is not None:
        title = _("You are appointed as an inspector: %(kind)s, from %(begin)s") % _words(appointment)
        tell([appointment.inspector.user], "appoint_inspector", title, appointment)


@in_chinese
def objection_raised(objection: Objection) -> None:
    """Tell the office that an objection waits for its answer."""
    title = _("Objection to answer: %(name)s") % {"name": objection.appointment.name}
    tell(office(), "raise_objection", title, objection)


def _words(appointment: Appointment) -> dict[str, str]:
    return {
        "name": appointment.name,
        "kind": appointment.get_kind_display(),
        "until": date_format(appointment.publicity_until) if appointment.publicity_until else "",
        "begin": date_format(appointment.term_from),
    }
