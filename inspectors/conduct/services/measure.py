"""What the head decides on an inspector's conduct, and a measure until it is closed or lifted (PLAN 二（四）5)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, check_step, create
from inspectors.conduct import emails
from inspectors.conduct.services.report import PLAN_5, due
from inspectors.models import CareerKind, ConductFinding, ConductMeasure, ConductReport, MeasureKind
from inspectors.roster.services.career import record_career
from inspectors.signals import measure_decided


@transaction.atomic
def decide_conduct(
    report: ConductReport,
    *,
    by: User,
    decision: str,
    kind: str = "",
    text: str = "",
    correct_by: dt.date | None = None,
) -> ConductReport:
    """The head decides on what was established; a confirmed report may bring a measure, entered in the career.

    Returns the report. Raises NotYourTurn; Refused without the reason, for a measure on what was not confirmed, one
    without words, or an order without a day to come.
    """
    check_step(report, "decide_conduct", by=by)
    if not decision.strip():
        raise Refused(_("Please give the reason of the decision."))
    if kind and report.finding != ConductFinding.UPHELD:
        raise Refused(
            _("No measure follows on a report that was not confirmed."),
            rule=_(PLAN_5),
            remedy=_("Decide without a measure, or send the report back to the inquiry."),
        )
    report = apply_transition(
        report,
        "decide_conduct",
        by=by,
        decision=decision.strip(),
        decided_by=by,
        decided_on=calendar.today(),
        **due("conduct_answer_days"),
    )
    if kind:
        _measure(report, by=by, kind=kind, text=text, correct_by=correct_by)
    emails.conduct_moved(report, "decide_conduct", User.objects.filter(pk=report.handler_id))
    return report


def _measure(report: ConductReport, *, by: User, kind: str, text: str, correct_by: dt.date | None) -> None:
    if not text.strip() or report.inspector is None:
        raise Refused(_("Please write down the facts and the measure, as the inspector is to read them."))
    is_order = kind == MeasureKind.ORDER
    if is_order and (correct_by is None or correct_by <= calendar.today()):
        raise Refused(_("An order says by which day to come it is to be corrected."))
    today = calendar.today()
    measure = ConductMeasure(
        report=report,
        inspector=report.inspector,
        kind=kind,
        text=text.strip(),
        decided_by=by,
        decided_on=today,
        correct_by=correct_by if is_order else None,
        **due("conduct_reply_days"),
    )
    measure.number = issue_number(policy.text("series_measure"), on=today, by=by, about=measure).text
    measure = create(measure, by=by, data={"kind": kind, "number": measure.number})
    _enter(measure, by=by, kind=CareerKind.DISCIPLINED)
    emails.measure_told(measure)
    measure_decided.send(sender=ConductMeasure, measure_id=measure.pk, by_id=by.pk)


def _enter(measure: ConductMeasure, *, by: User, kind: str, lifted: bool = False) -> None:
    """A line in the career, in the county's language."""
    with translation.override(settings.LANGUAGE_CODE):
        words = measure.get_kind_display()
        text = _("Lifted: %(measure)s") % {"measure": words} if lifted else str(words)
    record_career(measure.inspector, by=by, kind=kind, text=text, url=measure.get_absolute_url())


@transaction.atomic
def accept_measure(measure: ConductMeasure, *, by: User) -> ConductMeasure:
    """The inspector accepts the measure. Returns it."""
    return apply_transition(measure, "accept_measure", by=by, due_on=measure.correct_by)


@transaction.atomic
def reply_measure(measure: ConductMeasure, *, by: User, reply: str) -> ConductMeasure:
    """The inspector replies; the head answers. Returns the measure; Refused without words."""
    check_step(measure, "reply_measure", by=by)
    if not reply.strip():
        raise Refused(_("Please write your reply."))
    measure = apply_transition(
        measure,
        "reply_measure",
        by=by,
        reply=reply.strip(),
        replied_on=calendar.today(),
        **due("conduct_decision_days"),
    )
    emails.measure_moved(measure, "reply_measure", to_office=True)
    return measure


@transaction.atomic
def lapse_measure(measure: ConductMeasure, *, by: User, reason: str) -> ConductMeasure:
    """The office ends the time for a reply once it is over. Returns the measure; Refused before, or with no reason."""
    check_step(measure, "lapse_measure", by=by)
    if measure.due_on is not None and measure.due_on >= calendar.today() and measure.inspector.user is not None:
        raise Refused(_("The inspector may still reply."), remedy=_("Wait until the time for a reply is over."))
    measure = apply_transition(measure, "lapse_measure", by=by, reason=reason, due_on=measure.correct_by)
    emails.measure_moved(measure, "lapse_measure")
    return measure


@transaction.atomic
def uphold_measure(measure: ConductMeasure, *, by: User, reason: str) -> ConductMeasure:
    """The head upholds the measure and answers the reply. Returns it; Refused without a reason."""
    measure = apply_transition(
        measure, "uphold_measure", by=by, reason=reason, reply_answer=reason.strip(), due_on=measure.correct_by
    )
    emails.measure_moved(measure, "uphold_measure")
    return measure


@transaction.atomic
def lift_measure(measure: ConductMeasure, *, by: User, reason: str) -> ConductMeasure:
    """The head lifts the measure; it no longer counts, and the career says so. Returns it."""
    measure = apply_transition(measure, "lift_measure", by=by, reason=reason, outcome=reason.strip())
    _enter(measure, by=by, kind=CareerKind.OTHER, lifted=True)
    emails.measure_moved(measure, "lift_measure")
    return measure


@transaction.atomic
def report_correction(measure: ConductMeasure, *, by: User, correction: str) -> ConductMeasure:
    """The inspector says what was corrected. Returns the measure; Refused without words."""
    return _corrected(measure, "report_correction", by=by, correction=correction)


@transaction.atomic
def record_correction(measure: ConductMeasure, *, by: User, correction: str) -> ConductMeasure:
    """The office writes down what was corrected, for an inspector who does not report it. Returns the measure."""
    return _corrected(measure, "record_correction", by=by, correction=correction)


def _corrected(measure: ConductMeasure, action: str, *, by: User, correction: str) -> ConductMeasure:
    check_step(measure, action, by=by)
    if not correction.strip():
        raise Refused(_("Please say what was corrected."))
    measure = apply_transition(
        measure,
        action,
        by=by,
        correction=correction.strip(),
        corrected_on=calendar.today(),
        **due("conduct_check_days"),
    )
    emails.measure_moved(measure, action, to_office=True)
    return measure


@transaction.atomic
def confirm_correction(measure: ConductMeasure, *, by: User, outcome: str = "") -> ConductMeasure:
    """The office has checked the correction; the order is closed. Returns the measure."""
    measure = apply_transition(measure, "confirm_correction", by=by, outcome=outcome.strip())
    emails.measure_moved(measure, "confirm_correction")
    return measure


@transaction.atomic
def return_correction(measure: ConductMeasure, *, by: User, reason: str, correct_by: dt.date) -> ConductMeasure:
    """What was corrected is not enough; a new day is set. Returns the measure; Refused for a day that is past."""
    check_step(measure, "return_correction", by=by)
    if correct_by <= calendar.today():
        raise Refused(_("An order says by which day to come it is to be corrected."))
    measure = apply_transition(
        measure, "return_correction", by=by, reason=reason, correct_by=correct_by, due_on=correct_by
    )
    emails.measure_moved(measure, "return_correction")
    return measure


@transaction.atomic
def close_measure(measure: ConductMeasure, *, by: User, outcome: str) -> ConductMeasure:
    """The talk was held, the warning is filed, the appointment has ended. Returns the measure.

    Raises Refused without words, or for a removal while the inspector still serves.
    """
    check_step(measure, "close_measure", by=by)
    if not outcome.strip():
        raise Refused(_("Please say what came of it."))
    if measure.is_removal and measure.inspector.is_serving(calendar.today()):
        raise Refused(
            _("%(name)s still serves.") % {"name": measure.inspector.name},
            remedy=_("End the appointment first, or lift the measure."),
        )
    measure = apply_transition(measure, "close_measure", by=by, outcome=outcome.strip())
    emails.measure_moved(measure, "close_measure")
    return measure
