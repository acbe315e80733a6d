"""The inspector's self-summary: handed in, entered from paper, waived, returned (INSP)."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, check_step
from inspectors.appraisal import emails
from inspectors.appraisal.services.opening import RULE
from inspectors.models import Appraisal


@transaction.atomic
def submit_appraisal(appraisal: Appraisal, *, by: User, summary: str) -> Appraisal:
    """The inspector hands in the self-summary. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused for an empty one.
    """
    return apply_transition(
        appraisal, "submit_appraisal", by=by, summary=_written(summary), summary_on=calendar.today()
    )


@transaction.atomic
def receive_summary(appraisal: Appraisal, *, by: User, summary: str) -> Appraisal:
    """The office enters the self-summary that an inspector without an account brought on paper. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused for an empty one or one who has an account.
    """
    check_step(appraisal, "receive_summary", by=by)
    if appraisal.inspector.user_id is not None:
        raise Refused(
            _("%(name)s has an account and writes the self-summary there.") % {"name": appraisal.inspector.name},
            remedy=_("Where nothing comes in time, go on without a self-summary once the day is past."),
        )
    return apply_transition(appraisal, "receive_summary", by=by, summary=_written(summary), summary_on=calendar.today())


@transaction.atomic
def waive_summary(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """The office goes on without a self-summary once its day is past. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused before that day or without a reason.
    """
    check_step(appraisal, "waive_summary", by=by)
    if appraisal.due_on is not None and calendar.today() <= appraisal.due_on:
        raise Refused(
            _("The inspector may write the self-summary until %(day)s.") % {"day": date_format(appraisal.due_on)},
            rule=RULE,
        )
    appraisal = apply_transition(appraisal, "waive_summary", by=by, reason=reason)
    emails.summary_waived(appraisal, reason.strip())
    return appraisal


@transaction.atomic
def return_summary(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """The office returns the self-summary to be mended, with the reason; the time runs anew. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    limit = deadline(calendar.today(), *policy.days("appraisal_summary_days"))
    appraisal = apply_transition(
        appraisal,
        "return_summary",
        by=by,
        reason=reason,
        due_on=limit.on,
        due_basis=limit.basis("appraisal_summary_days"),
    )
    emails.summary_returned(appraisal, reason.strip())
    return appraisal


def _written(summary: str) -> str:
    if not summary.strip():
        raise Refused(
            _("The self-summary is still empty."),
            rule=RULE,
            remedy=_("Say in a few sentences what you did, what came of it and what you lack."),
        )
    return summary.strip()
