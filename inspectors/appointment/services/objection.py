"""Objections to an appointment while it is publicised: anybody raises one, the office answers each."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import policy
from accounts.models import User
from core import calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, create
from inspectors.appointment import emails
from inspectors.models import Appointment, Objection

PUBLICITY_RULE = gettext_noop("Interim measures for the administration of inspectors: appointments are publicised")


@transaction.atomic
def raise_objection(appointment: Appointment, *, text: str, name: str = "", contact: str = "") -> Objection:
    """Keep what somebody, who need not give a name, says against the appointment. Returns it with its receipt code.

    Raises Refused without words, and where the days of publicity are over.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if not appointment.is_open_to_objections:
        raise Refused(
            _("The days in which anybody may object are over."),
            rule=_(PUBLICITY_RULE),
            remedy=_("Write to the supervision office, or telephone it."),
        )
    if not text.strip():
        raise Refused(_("Please say what you object to."))
    limit = deadline(calendar.today(), *policy.days("objection_days"))
    objection = create(
        Objection(
            appointment=appointment,
            text=text.strip(),
            name=name.strip(),
            contact=contact.strip(),
            due_on=limit.on,
            due_basis=limit.basis("objection_days"),
        ),
        by=None,
    )
    emails.objection_raised(objection)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, by: User, finding: str, answer: str) -> Objection:
    """The office says what it found; whoever objected reads it by the receipt code. Returns the objection.

    Raises NotYourTurn, TransitionRefused; Refused without words.
    """
    if not answer.strip():
        raise Refused(_("Please write the answer."))
    fields: dict[str, Any] = {"answer": answer.strip(), "answered_by": by, "answered_on": calendar.today()}
    return apply_transition(objection, "answer_objection", by=by, data={"finding": finding}, finding=finding, **fields)
