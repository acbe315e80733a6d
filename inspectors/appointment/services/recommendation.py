"""Recommendations: a candidate, or the renewal of a term; recommended again after a return, or withdrawn (REG 6)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.identity import normal_identity
from accounts.models import Organisation, User
from core import files
from core.calendar.days import date_in_words
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.appointment import emails, permissions
from inspectors.models import Appointment, Inspector
from inspectors.roster.services.roster import PERSON
from inspectors.term.services.term import term_in_row, usual_end

PURPOSE = "recommendation"
TERM = ("term_from", "term_until")


@transaction.atomic
def recommend_appointment(
    *,
    by: User,
    recommendation: str,
    organisation: Organisation | None = None,
    papers: "Iterable[File[Any]]" = (),
    **facts: Any,
) -> Appointment:
    """Recommend a candidate, in the name of `organisation` or of the office. Returns the appointment.

    `facts` are of PERSON and TERM; a blank end is the usual one of the kind. Raises NotAllowed, Refused without words,
    for somebody who is on the roster or recommended already.
    """
    permissions.check_can_recommend(by, organisation, facts.get("zone"))
    if not by.is_office and organisation is not None:
        facts["employer"] = organisation.name
    appointment = Appointment(
        organisation=organisation,
        recommended_by=by,
        recommendation=_said(recommendation),
        terms_in_row=1,
        **_facts(facts),
    )
    _check_new(appointment)
    return _open(appointment, papers, by)


@transaction.atomic
def renew_inspector(
    inspector: Inspector,
    *,
    by: User,
    recommendation: str,
    term_from: dt.date,
    term_until: dt.date | None = None,
    papers: "Iterable[File[Any]]" = (),
) -> Appointment:
    """The office recommends that the term of `inspector` be renewed. Returns the appointment.

    Raises NotAllowed, Refused without words, for one who left the roster or whose renewal is under way.
    """
    permissions.check_can_renew(by)
    inspector = Inspector.objects.select_for_update(of=("self",)).select_related("zone").get(pk=inspector.pk)
    if inspector.removed_at is not None:
        raise Refused(
            _("%(name)s has left the roster.") % {"name": inspector.name},
            remedy=_("Restore the inspector to the roster first, or recommend the person anew."),
        )
    known = Appointment.objects.filter(inspector=inspector)
    if (known.under_way() | known.to_begin()).exists():
        raise Refused(_("A renewal for %(name)s is under way already.") % {"name": inspector.name})
    check_stays(inspector)
    if inspector.term_until is None:
        raise Refused(_("The term of %(name)s has no end that could be renewed.") % {"name": inspector.name})
    appointment = Appointment(
        inspector=inspector,
        is_renewal=True,
        recommended_by=by,
        recommendation=_said(recommendation),
        term_from=term_from,
        term_until=term_until or usual_end(inspector.kind, term_from),
        terms_in_row=term_in_row(inspector, term_from),
        **{name: getattr(inspector, name) for name in PERSON},
    )
    return _open(appointment, papers, by)


@transaction.atomic
def recommend_again(
    appointment: Appointment,
    *,
    by: User,
    recommendation: str,
    papers: "Iterable[File[Any]]" = (),
    **facts: Any,
) -> Appointment:
    """Whoever recommended puts right what the office returned; the next round begins. Returns the appointment.

    Raises NotYourTurn, TransitionRefused; Refused without words.
    """
    check_step(appointment, "recommend_again", by=by)
    given = _facts({name: getattr(appointment, name) for name in (*PERSON, *TERM)} | facts)
    if appointment.is_renewal:
        given = {name: given[name] for name in TERM}
        given["terms_in_row"] = term_in_row(appointment.inspector, given["term_from"])
    elif appointment.organisation is not None and not by.is_office:
        given["employer"] = appointment.organisation.name
    said = _said(recommendation)
    appointment = apply_transition(
        appointment,
        "recommend_again",
        by=by,
        recommendation=said,
        round=appointment.round + 1,
        decision="",
        **given,
    )
    _keep(appointment, papers, by)
    emails.appointment_recommended(appointment)
    return appointment


@transaction.atomic
def withdraw_appointment(appointment: Appointment, *, by: User, reason: str) -> Appointment:
    """Whoever recommended takes it back, with the reason. Returns it. Raises as the table says."""
    appointment = apply_transition(appointment, "withdraw_appointment", by=by, reason=reason, decision=reason.strip())
    emails.appointment_closed(appointment, "withdraw_appointment")
    return appointment


def check_stays(inspector: Inspector) -> None:
    """Raise Refused where the end of the term of `inspector` was entered ahead."""
    if inspector.leaves_on is not None:
        raise Refused(
            _("%(name)s leaves office on %(day)s.")
            % {"name": inspector.name, "day": date_in_words(inspector.leaves_on)},
            remedy=_("Take the end of the term back first."),
        )


def as_inspector(appointment: Appointment) -> Inspector:
    """The candidate as a record of the roster that is not saved: what the rules of appointment are held against."""
    facts = {name: getattr(appointment, name) for name in (*PERSON, *TERM, "terms_in_row")}
    return Inspector(**facts)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: given.get(name) for name in (*PERSON, *TERM) if name in given}
    facts["identity"] = normal_identity(facts.get("identity") or "")
    facts["term_until"] = facts.get("term_until") or usual_end(facts["kind"], facts["term_from"])
    return facts


def _said(words: str) -> str:
    if not words.strip():
        raise Refused(_("Please say what speaks for the candidate."))
    return words.strip()


def _check_new(appointment: Appointment) -> None:
    if not appointment.identity:
        return
    known = Inspector.objects.filter(identity=appointment.identity).first()
    if known is not None:
        raise Refused(
            _("%(name)s is on the roster.") % {"name": known.name}, remedy=_("Renew the term on the inspector's page.")
        )
    if Appointment.objects.under_way().filter(identity=appointment.identity).exists():
        raise Refused(_("%(name)s is recommended already.") % {"name": appointment.name})


def _open(appointment: Appointment, papers: "Iterable[File[Any]]", by: User) -> Appointment:
    appointment = create(appointment, by=by)
    _keep(appointment, papers, by)
    emails.appointment_recommended(appointment)
    return appointment


def _keep(appointment: Appointment, papers: "Iterable[File[Any]]", by: User) -> None:
    for paper in papers:
        files.store(paper, holder=appointment, by=by, purpose=PURPOSE)
