"""One unit's inspection: notice, public opinion, archive, and its ten steps as a reader sees them (REG 17–23)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from core.numbering import issue_number
from core.transitions import apply_transition, check_step
from core.workflow import PARTY_LABELS
from supervision import law
from supervision.evidence.permissions import OPEN_TO_REVIEW
from supervision.inspection import emails
from supervision.law import Gate
from supervision.models import Inspection, InspectionTask, PublicOpinion
from supervision.procedure.services import gate as procedure_gate
from supervision.procedure.services.order import check_reached
from supervision.procedure.services.table import ALL, NOTHING, STEPS, LegalStep, gates_of
from supervision.signals import notice_issued
from supervision.survey import permissions as survey_permissions
from supervision.team.services import crew


@transaction.atomic
def issue_notice(inspection: Inspection, *, by: User) -> Inspection:
    """Issue the written notice to the unit (REG 16, 17), numbered in the office's series.

    Where the task asks for a self-evaluation, the unit's time for it begins. The first notice of a task moves the task
    on. Returns the inspection. Raises Refused where the task is not approved, the team is too small or has no leader,
    a recusal is in force, or the notice comes too late.
    """
    check_step(inspection, "issue_notice", by=by)
    task = InspectionTask.objects.select_for_update().get(pk=inspection.task_id)
    inspection.task = task
    law.require(procedure_gate.notice_gate(inspection), crew.team_gate_of(inspection), crew.recusal_gate_of(inspection))
    today = calendar.today()
    number = issue_number(policy.text("series_office"), on=today, by=by, about=inspection)
    inspection = apply_transition(
        inspection, "issue_notice", by=by, notice_number=number.text, notified_on=today, due_on=inspection.starts_on
    )
    if task.needs_self_evaluation:
        inspection = apply_transition(inspection, "open_self_evaluation", by=by, due_on=task.self_evaluation_due_on)
    if task.state == "approved":
        apply_transition(task, "notify_task", by=by)
    notice_issued.send(sender=Inspection, inspection_id=inspection.pk, by_id=by.pk)
    emails.notice_issued(inspection)
    return inspection


@transaction.atomic
def record_public_opinion(
    inspection: Inspection,
    *,
    by: User,
    held_on: dt.date,
    method: str,
    picked_how: str,
    pupils: int,
    parents: int,
    teachers: int,
    summary: str,
) -> PublicOpinion:
    """Record whom the team heard and what they said, nobody named (REG 19).

    Returns the record. Raises Refused for a day to come or before the notice, nobody heard, or no word on how the
    people were picked.
    """
    check_reached(inspection, "record_public_opinion", by=by)
    survey_permissions.check_can_record_public_opinion(by, inspection)
    rule = _(law.ARTICLE_19)
    if held_on > calendar.today() or (inspection.notified_on and held_on < inspection.notified_on):
        raise Refused(_("The day lies before the notice or in the future."), rule=rule, remedy=_("Correct the date."))
    if pupils + parents + teachers < 1:
        raise Refused(_("Nobody was heard."), rule=rule, remedy=_("Enter how many people of each group were heard."))
    if not picked_how.strip() or not summary.strip():
        raise Refused(
            _("How the people were picked, or what they said, is missing."),
            rule=rule,
            remedy=_("People are picked at random, never named by the unit: write how, and what they said."),
        )
    opinion = PublicOpinion.objects.create(
        inspection=inspection,
        held_on=held_on,
        method=method.strip(),
        picked_how=picked_how.strip(),
        pupils=pupils,
        parents=parents,
        teachers=teachers,
        summary=summary.strip(),
        recorded_by=by,
    )
    data = {"pupils": pupils, "parents": parents, "teachers": teachers}
    audit.record("record_public_opinion", by=by, obj=inspection, data=data)
    return opinion


@transaction.atomic
def archive_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """The office archives an inspection whose report is formed, filed and published (REG 23); returns it."""
    check_reached(inspection, "archive_inspection", by=by)
    return apply_transition(inspection, "archive_inspection", by=by)


DONE, NOW, NEXT, SKIPPED = "done", "now", "next", "skipped"


@dataclass
class ProcedureStep:
    """One of the ten steps as a page shows it: a row of the table (`rule`) with its gates, as this inspection has it.

    `mark` is done, now, next or skipped (not needed, or never reached); `missing` are the gates that stand open, each
    with what would meet it; `notes` are warnings that hold nothing up; `due_on` and `due_basis` are its deadline while
    it is now; `actions` name the use cases whose buttons belong here.
    """

    number: int
    rule: LegalStep
    gates: list[Gate]
    mark: str = NEXT
    detail: str = ""
    done_on: dt.date | None = None
    document: str = ""
    turn: str = ""
    missing: list[Gate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    due_on: dt.date | None = None
    due_basis: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Which of the ten it is."""
        return self.rule.key

    @property
    def name(self) -> str:
        """Its name, which is its first gate's."""
        return self.gates[0].label

    @property
    def article(self) -> str:
        """Its article, which is its first gate's."""
        return self.gates[0].rule

    @property
    def met(self) -> bool:
        """Whether all of its gates are met."""
        return all(gate.met for gate in self.gates)

    @property
    def actions(self) -> list[str]:
        """The names of its use cases."""
        return [one.name for one in self.rule.use_cases]


def steps_of(inspection: Inspection, *, inside: bool = True) -> list[ProcedureStep]:
    """The ten steps of `inspection` in the order of the regulation.

    With `inside` for the county and the team; without it as the unit reads them: where it stands and what is asked of
    the unit, nothing of what the team found or lacks. The number of statements does not depend on the data.
    """
    prefetch_related_objects([inspection], "public_opinions")
    gates = gates_of(inspection)
    steps = [ProcedureStep(number, rule, gates[rule.key]) for number, rule in enumerate(STEPS, 1)]
    _mark(inspection, steps)
    _date(inspection, steps)
    for step in steps:
        _explain(inspection, step)
    if inside:
        _warn(inspection, steps)
    else:
        _hide(steps)
    return steps


def _mark(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """The first step that is not done is now; while the team is on site, hearing people goes on beside the visit."""
    cancelled = inspection.state == "cancelled"
    for step in steps:
        if not step.rule.needed(inspection):
            step.mark = SKIPPED
        elif step.rule.done(inspection, step.met):
            step.mark = DONE
        elif cancelled:
            step.mark = SKIPPED
    ahead = [step for step in steps if step.mark == NEXT]
    if not ahead:
        return
    first = ahead[0]
    first.due_on, first.due_basis = inspection.due_on, inspection.due_basis
    for step in ahead:
        if step is first or (step.rule.beside == first.key and inspection.state == "on_site"):
            step.mark = NOW
            parties = step.rule.turn(inspection, step.met)
            step.turn = _("、").join(_(PARTY_LABELS[party]) for party in parties)


def _date(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """When each step was done, and the number of its document."""
    moves = audit.events_about(inspection).exclude(to_state="").order_by("at")
    moments = dict(moves.values_list("action", "at"))
    for step in steps:
        step.done_on = step.rule.dated(inspection, moments) if step.mark == DONE else None
        step.document = step.rule.document(inspection)


def _explain(inspection: Inspection, step: ProcedureStep) -> None:
    """What stands at the step in a sentence, and what is missing where it is now."""
    if step.mark == SKIPPED and inspection.state == "cancelled":
        step.detail = _("Cancelled with its task.")
    elif step.mark == SKIPPED or (step.mark == DONE and step.rule.worded):
        step.detail = step.gates[0].detail
    elif step.mark == NOW:
        asked = step.rule.asks(inspection, step.met)
        open_ones = [gate for gate in step.gates if not gate.met]
        step.missing = [Gate(step.name, step.article, False, *asked)] if asked else open_ones


def _warn(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """What holds nothing up, but should be seen: items that the team has not reviewed, ratings that wait for a yes."""
    if inspection.state in OPEN_TO_REVIEW:
        for step in steps:
            step.notes = [words for words in [step.rule.warns(inspection)] if words]


def _hide(steps: list[ProcedureStep]) -> None:
    """Leave the unit what it is told: no names, no counts, no remedies of the team's and the office's own."""
    for step in steps:
        if step.rule.unit_reads != ALL:
            step.detail, step.missing = "", []
        if step.rule.unit_reads == NOTHING:
            step.done_on = None
