"""Vetting: every rule of appointment held against the candidate, those of facts and those that a person judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as translate

from accounts.models import User
from accounts.policy.corps import MIX
from core import calendar
from core.errors import Refused
from core.excel.reasons import reason_of, reason_text
from core.transitions import apply_transition, check_step
from core.workflow import gettext_noop as _
from inspectors.appointment import emails
from inspectors.appointment.services.recommendation import as_inspector
from inspectors.models import Appointment, InspectorKind, VettingLine
from inspectors.roster.services.eligibility import eligibility_rules

SOURCES = f"{MIX}2"
NOTE_LIMIT = 300


@dataclass(frozen=True)
class Judged:
    """A rule that no fact decides: a person says yes or no. `text` is a msgid."""

    key: str
    text: str
    article: str


@dataclass(frozen=True)
class Judgement:
    """What a person says of a judged rule."""

    is_kept: bool
    note: str = ""


_ALL = (
    Judged(
        "conviction", _("Keeps to the Party's basic line and loves socialist education"), "《教育督导条例》第七条第一项"
    ),
    Judged(
        "knowledge",
        _("Knows education law and policy, and has the expertise for the work"),
        "《教育督导条例》第七条第二项",
    ),
    Judged("integrity", _("Holds to principle, is fair, upright and clean"), "《教育督导条例》第七条第三项"),
    Judged(
        "record",
        _("An outstanding record in education management, teaching or research"),
        "《教育督导条例》第七条第四项",
    ),
    Judged("ability", _("Organises, coordinates and expresses well"), "《教育督导条例》第七条第五项"),
    Judged("health", _("In good health, and up to the work"), "《教育督导条例》第七条第六项"),
)
_SOURCES = {
    InspectorKind.FULL_TIME: _("Was a head or Party secretary of a school, or head of a section of the bureau"),
    InspectorKind.PART_TIME: _(
        "A manager of a school, an excellent teacher, a Party delegate, or a member of the people's congress or CPPCC"
    ),
    InspectorKind.PRESCHOOL: _("Comes from preschool education, by the same sources as a part-time inspector"),
}


def judged_rules(appointment: Appointment) -> tuple[Judged, ...]:
    """The rules that a person judges for the kind of inspector wanted (REG 7; PLAN 二（四）2)."""
    return (*_ALL, Judged("source", _SOURCES[InspectorKind(appointment.kind)], SOURCES))


@transaction.atomic
def vet_appointment(appointment: Appointment, *, by: User, judgements: Mapping[str, Judgement]) -> Appointment:
    """Vet the candidate as fit; every rule is kept on record with what the candidate has. Returns the appointment.

    `judgements` answers every one of `judged_rules`, by key. Raises NotYourTurn, TransitionRefused; Refused naming each
    rule that is broken or not judged.
    """
    check_step(appointment, "vet_appointment", by=by)
    lines = _lines(appointment, judgements)
    broken = [line for line in lines if not line.is_kept]
    if broken:
        raise Refused(
            translate(_("The candidate cannot be vetted as fit. Broken: %(rules)s."))
            % {"rules": translate("; ").join(_why(line) for line in broken)},
            rule=translate("、").join(dict.fromkeys(line.article for line in broken)),
            remedy=translate(_("Return the recommendation to have it put right, or refuse the candidate.")),
        )
    fields: dict[str, Any] = {"vetted_by": by, "vetted_on": calendar.today()}
    data = {"rules": len(lines)}
    appointment = apply_transition(appointment, "vet_appointment", by=by, data=data, **fields)
    _store(appointment, lines)
    emails.appointment_vetted(appointment)
    return appointment


@transaction.atomic
def return_appointment(appointment: Appointment, *, by: User, reason: str) -> Appointment:
    """Send the recommendation back, with what is missing. Returns it. Raises as the table says."""
    appointment = apply_transition(appointment, "return_appointment", by=by, reason=reason, decision=reason.strip())
    emails.appointment_closed(appointment, "return_appointment")
    return appointment


@transaction.atomic
def refuse_appointment(
    appointment: Appointment, *, by: User, reason: str, judgements: Mapping[str, Judgement] | None = None
) -> Appointment:
    """Vet the candidate as unfit, with the reason; the rules of facts, and what was judged, stay on record.

    Returns the appointment. Raises as the table says.
    """
    check_step(appointment, "refuse_appointment", by=by)
    lines = _lines(appointment, judgements or {}, all_judged=False)
    fields: dict[str, Any] = {"vetted_by": by, "vetted_on": calendar.today(), "decision": reason.strip()}
    appointment = apply_transition(appointment, "refuse_appointment", by=by, reason=reason, **fields)
    _store(appointment, lines)
    emails.appointment_closed(appointment, "refuse_appointment")
    return appointment


def fact_lines(appointment: Appointment) -> list[VettingLine]:
    """The rules that the candidate's facts decide, kept or broken, as lines that are not saved; for a page."""
    lines = []
    for ordinal, rule in enumerate(eligibility_rules(as_inspector(appointment)), 1):
        reasons = [str(reason_text(reason_of(fault))) for _field, fault in rule.faults]
        lines.append(
            VettingLine(
                appointment=appointment,
                round=appointment.round,
                ordinal=ordinal,
                key=rule.key,
                rule=rule.text,
                article=rule.article,
                has=rule.has,
                is_kept=rule.is_kept,
                note=" ".join(reasons)[:NOTE_LIMIT],
            )
        )
    return lines


def _lines(
    appointment: Appointment, judgements: Mapping[str, Judgement], *, all_judged: bool = True
) -> list[VettingLine]:
    """Every line in the county's language; a judged rule that nobody answered counts as broken, or is left out."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = fact_lines(appointment)
        unsaid = Judgement(False, translate(_("not judged")))
        for rule in judged_rules(appointment):
            said = judgements.get(rule.key, unsaid)
            if not all_judged and rule.key not in judgements:
                continue
            lines.append(
                VettingLine(
                    appointment=appointment,
                    round=appointment.round,
                    ordinal=len(lines) + 1,
                    key=rule.key,
                    rule=translate(rule.text),
                    article=rule.article,
                    is_judged=True,
                    is_kept=said.is_kept,
                    note=said.note[:NOTE_LIMIT],
                )
            )
        return lines


def _store(appointment: Appointment, lines: list[VettingLine]) -> None:
    """Keep the lines of the round; only after the step, where whoever vets in the same moment has been stopped."""
    VettingLine.objects.filter(appointment=appointment, round=appointment.round).delete()
    VettingLine.objects.bulk_create(lines)


def _why(line: VettingLine) -> str:
    return f"{line.rule}（{line.note}）" if line.note else line.rule
