"""The ten steps of an inspection (REG 16–23) on one screen: what is done, what is due, whose turn, what is missing."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from core import audit
from core.workflow import PARTY_LABELS
from supervision.law import Gate
from supervision.models import Inspection
from supervision.permissions import OPEN_TO_REVIEW
from supervision.services.steps import ALL, NOTHING, STEPS, LegalStep, gates_of

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
