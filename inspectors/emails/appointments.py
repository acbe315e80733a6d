"""What people are told about appointments by inbox and e-mail; always in the county's language."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from core.notifications import in_chinese, notify
from inspectors.models import Appointment, Objection


@in_chinese
def appointment_recommended(appointment: Appointment) -> None:
    """Tell the office that a candidate waits to be vetted."""
    _tell(_office(), "recommend_appointment", _("Candidate to vet: %(name)s, %(kind)s"), appointment)


@in_chinese
def appointment_vetted(appointment: Appointment) -> None:
    """Tell the head that a vetted candidate waits to be publicised, and whoever recommended."""
    heads = User.objects.active().with_role(Role.OFFICE_HEAD)
    _tell(heads, "vet_appointment", _("Vetted, to be publicised: %(name)s, %(kind)s"), appointment)
    _tell([appointment.recommended_by], "vet_appointment", _("Your candidate was vetted: %(name)s"), appointment)


@in_chinese
def appointment_closed(appointment: Appointment, action: str) -> None:
    """Tell the office and whoever recommended that it went back, or came to nothing, and why."""
    title = "%(state)s: %(name)s"
    people = [*_office(), appointment.recommended_by]
    _tell(people, action, title, appointment, appointment.decision)


@in_chinese
def appointment_publicised(appointment: Appointment) -> None:
    """Tell the office and whoever recommended until when everybody may object."""
    people = [*_office(), appointment.recommended_by]
    _tell(people, "publicise_appointment", _("Publicised until %(until)s: %(name)s"), appointment)


@in_chinese
def inspector_appointed(appointment: Appointment) -> None:
    """Tell whoever recommended, the office, and the inspector where there is an account."""
    people = [*_office(), appointment.recommended_by]
    body = _("A new inspector has the pre-post training before the first duty; the account is linked on the roster.")
    _tell(people, "appoint_inspector", _("Appointed: %(name)s, %(kind)s"), appointment, body)
    inspector = appointment.inspector
    if inspector is not None and inspector.user is not None:
        title = _("You are appointed as an inspector: %(kind)s, from %(begin)s")
        _tell([inspector.user], "appoint_inspector", title, appointment)


@in_chinese
def objection_raised(objection: Objection) -> None:
    """Tell the office that an objection waits for its answer."""
    title = _("Objection to answer: %(name)s") % {"name": objection.appointment.name}
    url = objection.get_absolute_url()
    notify(_office(), kind="raise_objection", title=title, url=url, about=objection)


def _office() -> Iterable[User]:
    return User.objects.active().with_role(*OFFICE_ROLES)


def _tell(people: Iterable[User], kind: str, title: str, appointment: Appointment, body: str = "") -> None:
    words = {
        "name": appointment.name,
        "kind": appointment.get_kind_display(),
        "state": appointment.get_state_display(),
        "until": date_format(appointment.publicity_until) if appointment.publicity_until else "",
        "begin": date_format(appointment.term_from),
    }
    people = list(dict.fromkeys(people))
    notify(people, kind=kind, title=title % words, body=body, url=appointment.get_absolute_url(), about=appointment)
