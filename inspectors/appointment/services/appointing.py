"""From the vetted candidate to the inspector: publicised for the days that the law asks, appointed, or not (INSP)."""

import datetime as dt
import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import policy
from accounts.models import User
from core import audit, calendar, files
from core.calendar import deadline
from core.calendar.days import date_in_words
from core.errors import Refused
from core.excel.reasons import reason_of, reason_text
from core.numbering import count_from, issue_number
from core.transitions import apply_transition, check_step
from inspectors.appointment import emails
from inspectors.appointment.services.objection import PUBLICITY_RULE
from inspectors.appointment.services.recommendation import PURPOSE, as_inspector, check_stays
from inspectors.models import Appointment, CareerKind, Inspector, ObjectionFinding, TermEnd
from inspectors.roster.services.career import record_career
from inspectors.roster.services.eligibility import eligibility_faults
from inspectors.roster.services.papers import take_over_papers
from inspectors.roster.services.roster import PERSON, add_inspector
from inspectors.signals import inspector_appointed
from inspectors.term.services.consequence import career_words, undo_end
from inspectors.term.services.term import term_in_row, years_after


@transaction.atomic
def publicise_appointment(appointment: Appointment, *, by: User) -> Appointment:
    """The head has the candidate publicised on the portal, from today for the working days of the setting.

    The dates are kept with how they were reached. Returns the appointment. Raises as the table says.
    """
    check_step(appointment, "publicise_appointment", by=by)
    today = calendar.today()
    limit = deadline(today, *policy.days("publicity_days"))
    basis = limit.basis("publicity_days")
    appointment = apply_transition(
        appointment,
        "publicise_appointment",
        by=by,
        data={"until": limit.on.isoformat()},
        publicity_from=today,
        publicity_until=limit.on,
        publicity_basis=basis,
    )
    emails.appointment_publicised(appointment)
    return appointment


@transaction.atomic
def decline_appointment(appointment: Appointment, *, by: User, reason: str) -> Appointment:
    """The head decides not to appoint, with the reason. Returns the appointment. Raises as the table says."""
    appointment = apply_transition(appointment, "decline_appointment", by=by, reason=reason, decision=reason.strip())
    emails.appointment_closed(appointment, "decline_appointment")
    return appointment


@transaction.atomic
def appoint_inspector(appointment: Appointment, *, by: User, term_from: dt.date | None = None) -> Appointment:
    """The head appoints: the roster has a new inspector or a new term, the letter its number, the certificate too.

    `term_from` is the first day of the term (default: the one wanted); a part-time term keeps its length. Returns the
    appointment. Raises NotYourTurn, TransitionRefused; Refused before the publicity is over, while an objection is open
    or one was founded, and where a rule of appointment is broken by now.
    """
    check_step(appointment, "appoint_inspector", by=by)
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    check_appointable(appointment)
    _date(appointment, term_from)
    _check_rules(appointment)
    today = calendar.today()
    letter = issue_number(policy.text("series_appointment"), on=today, by=by, about=appointment)
    inspector = appointment.inspector or _add(appointment, by)
    appointment = apply_transition(
        appointment,
        "appoint_inspector",
        by=by,
        data={"letter": letter.text, "certificate": inspector.certificate},
        inspector=inspector,
        appointed_on=today,
        letter_number=letter.text,
        term_from=appointment.term_from,
        term_until=appointment.term_until,
        terms_in_row=appointment.terms_in_row,
    )
    take_over_papers(inspector, files.files_of(appointment, purpose=PURPOSE), by=by)
    if appointment.is_renewal and appointment.term_from <= today:
        appointment = _begin(appointment, by=by)
    emails.inspector_appointed(appointment)
    inspector_appointed.send(sender=Appointment, appointment_id=appointment.pk, by_id=by.pk)
    return appointment


def check_appointable(appointment: Appointment) -> None:
    """Raise Refused while the publicity runs, while an objection is open, where one was found right (INSP).

    And for the renewal of somebody who has left the roster meanwhile, or is to by an end entered ahead.
    """
    until = appointment.publicity_until
    if until is None or until >= calendar.today():
        last = date_in_words(until) if until is not None else ""
        raise Refused(
            _("The publicity runs until %(day)s.") % {"day": last},
            rule=_(PUBLICITY_RULE),
            remedy=_("Appoint on the day after, or later."),
        )
    unanswered = appointment.objections.filter(state="received").count()
    if unanswered:
        raise Refused(
            _("%(count)s objections are not answered yet.") % {"count": unanswered},
            rule=_(PUBLICITY_RULE),
            remedy=_("Answer each of them first."),
        )
    if appointment.objections.filter(finding=ObjectionFinding.FOUNDED).exists():
        raise Refused(
            _("An objection was found to be founded."),
            rule=_(PUBLICITY_RULE),
            remedy=_("Decide not to appoint, with the reason."),
        )
    if appointment.is_renewal:
        check_stays(_renewed(appointment))


def _date(appointment: Appointment, term_from: dt.date | None) -> None:
    """Move the wanted term to its true first day; it keeps its length in years."""
    begin, until = term_from or appointment.term_from, appointment.term_until
    if until is not None and begin != appointment.term_from:
        moved = years_after(begin, until.year - appointment.term_from.year)
        whole = years_after(appointment.term_from, until.year - appointment.term_from.year) == until
        until = moved if whole else until + (begin - appointment.term_from)
    appointment.term_from, appointment.term_until = begin, until
    appointment.terms_in_row = term_in_row(appointment.inspector, begin)


def _check_rules(appointment: Appointment) -> None:
    reasons = [str(reason_text(reason_of(fault))) for _field, fault in eligibility_faults(_as_appointed(appointment))]
    if reasons:
        raise Refused(
            " ".join(reasons),
            remedy=_("Change the first day of the term, or decide not to appoint."),
        )


def _as_appointed(appointment: Appointment) -> Inspector:
    """What the rules are held against: the candidate, or the roster's facts of today with the new term."""
    if appointment.inspector is None:
        return as_inspector(appointment)
    inspector = Inspector.objects.get(pk=_renewed(appointment).pk)
    for name in ("term_from", "term_until", "terms_in_row"):
        setattr(inspector, name, getattr(appointment, name))
    return inspector


def _add(appointment: Appointment, by: User) -> Inspector:
    facts = {name: getattr(appointment, name) for name in (*PERSON, "term_from", "term_until", "terms_in_row")}
    try:
        return add_inspector(by=by, certificate=next_certificate(by=by, on=calendar.today()), **facts)
    except ValidationError as exc:
        raise Refused(" ".join(exc.messages)) from exc


def _renewed(appointment: Appointment) -> Inspector:
    """The inspector whose term is renewed; raises Refused for one who left meanwhile."""
    assert appointment.inspector is not None  # noqa: S101 - a renewal is about somebody
    if appointment.inspector.removed_at is not None:
        raise Refused(
            _("%(name)s has left the roster.") % {"name": appointment.inspector.name},
            remedy=_("Decide not to appoint, and recommend the person anew."),
        )
    return appointment.inspector


def begin_terms(on: dt.date) -> int:
    """Enter the new terms of renewals on the roster whose first day has come by `on`; until then the old term stands.

    Returns for how many; a second run finds nothing left to do.
    """
    keys = list(Appointment.objects.to_begin().filter(term_from__lte=on).values_list("pk", flat=True))
    return sum(_begin_one(key) for key in keys)


@transaction.atomic
def _begin_one(key: UUID) -> bool:
    rows = Appointment.objects.to_begin().select_for_update(of=("self",), skip_locked=True)
    appointment = rows.filter(pk=key).first()
    if appointment is None:
        return False
    _begin(appointment, by=None)
    return True


def _begin(appointment: Appointment, *, by: User | None) -> Appointment:
    """The new term on the roster; whoever's rights ended with the old one has them looked at again."""
    inspector = _renewed(appointment)
    term = {name: getattr(appointment, name) for name in ("term_from", "term_until", "terms_in_row")}
    Inspector.objects.filter(pk=inspector.pk).update(**term)
    Appointment.objects.filter(pk=appointment.pk).update(begun_on=calendar.today())
    data = {name: str(value) for name, value in term.items()} | {"letter": appointment.letter_number}
    audit.record("begin_term", by=by, obj=inspector, data=data)
    words = career_words(gettext_noop("Term renewed, number %(count)s in a row"), count=appointment.terms_in_row or 1)
    url = reverse("appointment", args=[appointment.pk])
    record_career(inspector, by=by, kind=CareerKind.RENEWED, text=words, on=appointment.term_from, url=url)
    if TermEnd.objects.filter(inspector=inspector, undone_at=None).exists():
        undo_end(inspector, by=by)
    appointment.refresh_from_db()
    return appointment


def next_certificate(*, by: User, on: dt.date) -> str:
    """The next certificate number of the year of `on`, in the roster's form: 川米督〔2026〕061; gap-free.

    Numbers that came with an imported roster are counted as given out. Call it inside the transaction that appoints.
    """
    series = policy.text("series_certificate")
    form = re.compile(rf"{re.escape(series)}〔{on.year}〕0*(\d+)")
    held = Inspector.objects.filter(certificate__startswith=f"{series}〔{on.year}〕")
    found = (form.match(number) for number in held.values_list("certificate", flat=True))
    count_from(series, on=on, last=max((int(match.group(1)) for match in found if match), default=0))
    number = issue_number(series, on=on, by=by)
    return f"{series}〔{on.year}〕{number.ordinal:03}"
