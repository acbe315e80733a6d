"""The grade told to the inspector and the employer, the reply to it, and the file (INSP)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import calendar
from core.calendar import deadline
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, check_step
from inspectors.appraisal import emails
from inspectors.appraisal.services.grade import UNGRADED
from inspectors.appraisal.services.opening import RULE
from inspectors.models import Appraisal, CareerKind, Inspector
from inspectors.roster.services.career import record_career
from inspectors.signals import appraisal_filed, appraisal_told


def employer_of(inspector: Inspector) -> Organisation | None:
    """The unit or department that employs the inspector and has an account that reads for it, if any."""
    unit = Organisation.objects.active().named(inspector.employer).first()
    if unit is None or not User.objects.active().acting_for([unit.pk]).exists():
        return None
    return unit


@transaction.atomic
def tell_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Tell the grade to the inspector and, by a numbered notice, to the employer; the time for a reply runs.

    The notice goes to the employer's account where it has one, and is printed otherwise. Returns the
    appraisal. Raises NotYourTurn and TransitionRefused as the table says.
    """
    check_step(appraisal, "tell_appraisal", by=by)
    today = calendar.today()
    limit = deadline(today, *policy.days("appraisal_reply_days"))
    number = issue_number(policy.text("series_appraisal"), on=today, by=by, about=appraisal)
    appraisal = apply_transition(
        appraisal,
        "tell_appraisal",
        by=by,
        data={"grade": appraisal.grade, "notice": number.text},
        told_on=today,
        employer=appraisal.inspector.employer.strip(),
        employer_unit=employer_of(appraisal.inspector),
        notice_number=number.text,
        due_on=limit.on,
        due_basis=limit.basis("appraisal_reply_days"),
    )
    emails.grade_told(appraisal)
    appraisal_told.send(sender=Appraisal, appraisal_id=appraisal.pk, by_id=by.pk)
    return appraisal


@transaction.atomic
def accept_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """The inspector accepts the grade. Returns the appraisal; raises as the table says."""
    return apply_transition(appraisal, "accept_appraisal", by=by)


@transaction.atomic
def reply_appraisal(appraisal: Appraisal, *, by: User, reply: str) -> Appraisal:
    """The inspector replies to the grade; the office answers. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused for an empty reply.
    """
    if not reply.strip():
        raise Refused(_("Please write what you have to say to the grade."))
    appraisal = apply_transition(appraisal, "reply_appraisal", by=by, reply=reply.strip(), replied_on=calendar.today())
    emails.grade_replied(appraisal)
    return appraisal


@transaction.atomic
def lapse_reply(appraisal: Appraisal, *, by: User | None, reason: str) -> Appraisal:
    """Close the time for a reply: once it is over, or for an inspector without an account who answered on paper.

    Returns the appraisal. Raises NotYourTurn and TransitionRefused as the table says, Refused before that.
    """
    check_step(appraisal, "lapse_reply", by=by)
    until = appraisal.due_on
    if until is not None and calendar.today() <= until and appraisal.inspector.user_id is not None:
        raise Refused(
            _("The inspector may reply until %(day)s.") % {"day": date_format(until)},
            rule=RULE,
        )
    return apply_transition(appraisal, "lapse_reply", by=by, reason=reason)


def lapse_replies(on: dt.date) -> int:
    """Close the time for a reply of all to whom it has run out before the day `on`; returns how many there were."""
    late = Appraisal.objects.filter(state="told", due_on__lt=on).select_related("inspector")
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("No reply came in time.")
    done = 0
    for pk in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            row = late.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if row is not None:
                lapse_reply(row, by=None, reason=reason)
                done += 1
    return done


@transaction.atomic
def answer_appraisal(appraisal: Appraisal, *, by: User, answer: str) -> Appraisal:
    """The office answers the reply and upholds the grade. Returns the appraisal; Refused without an answer."""
    if not answer.strip():
        raise Refused(_("Please answer what the inspector wrote."))
    appraisal = apply_transition(appraisal, "answer_appraisal", by=by, answer=answer.strip())
    emails.grade_answered(appraisal)
    return appraisal


@transaction.atomic
def regrade_appraisal(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """The office takes the reply for founded and grades anew; the earlier grade stays in the log. Returns it.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    appraisal = apply_transition(
        appraisal,
        "regrade_appraisal",
        by=by,
        reason=reason,
        data={"grade": appraisal.grade, "notice": appraisal.notice_number},
        answer=reason.strip(),
        **UNGRADED,
    )
    emails.grade_reopened(appraisal)
    return appraisal


@transaction.atomic
def file_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """File the appraisal: the numbered form goes into the register, a line into the career. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says. Clause: PLAN 二（四）5.
    """
    check_step(appraisal, "file_appraisal", by=by)
    today = calendar.today()
    number = issue_number(policy.text("series_appraisal"), on=today, by=by, about=appraisal)
    appraisal = apply_transition(
        appraisal, "file_appraisal", by=by, data={"form": number.text}, form_number=number.text, filed_on=today
    )
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(appraisal)s: %(grade)s") % {
            "appraisal": appraisal.title,
            "grade": appraisal.get_grade_display(),
        }
    record_career(appraisal.inspector, by=by, kind=CareerKind.APPRAISAL, text=text, url=appraisal.get_absolute_url())
    emails.appraisal_filed(appraisal)
    appraisal_filed.send(sender=Appraisal, appraisal_id=appraisal.pk, by_id=by.pk)
    return appraisal
