"""The ten steps of an inspection (REG 16–23) on one screen: what is done, what is due, whose turn, what is missing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import audit
from core.workflow import PARTY_LABELS, gettext_noop
from supervision import law
from supervision.models import Inspection
from supervision.services import desk_review, gate
from supervision.services.gate import Gate

DONE, NOW, NEXT, SKIPPED = "done", "now", "next", "skipped"

# Number, name, article, the workflow's steps and the other use cases whose buttons stand there.
STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (gettext_noop("Matters fixed, team formed"), law.ARTICLE_16, ("edit_task", "approve_task")),
    (gettext_noop("Written notice to the unit"), law.ARTICLE_17, ("issue_notice",)),
    (
        gettext_noop("Self-evaluation"),
        law.ARTICLE_18,
        ("submit_self_evaluation", "desk_review", "return_self_evaluation"),
    ),
    (gettext_noop("Site visit"), law.ARTICLE_18, ("begin_visit",)),
    (
        gettext_noop("Public opinion sought; pupils, parents and teachers heard"),
        law.ARTICLE_19,
        ("record_public_opinion",),
    ),
    (gettext_noop("Team deliberates"), law.ARTICLE_20, ("deliberate",)),
    (
        gettext_noop("Fed back to the unit; defence"),
        law.ARTICLE_20,
        ("draft_opinion", "feed_back", "state_defence", "waive_defence"),
    ),
    (gettext_noop("Opinion letter"), law.ARTICLE_21, ("edit_opinion", "issue_opinion")),
    (gettext_noop("Rectification, each problem rechecked"), law.ARTICLE_22, ()),
    (gettext_noop("Report to the county government, filed and published"), law.ARTICLE_23, ("archive_inspection",)),
)
LETTER, RECTIFIED, REPORTED = 8, 9, 10


@dataclass
class ProcedureStep:
    """One of the ten steps as a page shows it.

    `mark` is done, now, next or skipped (not needed, or never reached); `missing` are the gates that stand open, each
    with what would meet it; `notes` are warnings that hold nothing up; `due_on` and `due_basis` are its deadline while
    it is now; `actions` name the use cases whose buttons belong here.
    """

    number: int
    name: str
    article: str
    mark: str = NEXT
    detail: str = ""
    done_on: dt.date | None = None
    document: str = ""
    turn: str = ""
    missing: list[Gate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    due_on: dt.date | None = None
    due_basis: dict[str, Any] = field(default_factory=dict)
    actions: tuple[str, ...] = ()


def steps_of(inspection: Inspection, *, inside: bool = True) -> list[ProcedureStep]:
    """The ten steps of `inspection` in the order of the regulation.

    With `inside` for the county and the team; without it as the unit reads them: where it stands and what is asked of
    the unit, nothing of what the team found or lacks. The number of statements does not depend on the data.
    """
    steps = [
        ProcedureStep(number, _(name), _(article), actions=actions)
        for number, (name, article, actions) in enumerate(STEPS, 1)
    ]
    prefetch_related_objects([inspection], "public_opinions")
    gates = gate.gates_of(inspection)
    _mark_done(inspection, steps, gates)
    _mark_now(inspection, steps)
    _date(inspection, steps)
    _explain(inspection, steps, gates)
    if inside:
        _warn(inspection, steps)
    else:
        _hide(steps)
    return steps


def _reached(inspection: Inspection, state: str) -> bool:
    """Whether the inspection has come to `state` on its main road, or past it."""
    road = inspection.workflow.line
    here = "notified" if inspection.state == "self_evaluating" else inspection.state
    return here in road and road.index(here) >= road.index(state)


def _mark_done(inspection: Inspection, steps: list[ProcedureStep], gates: list[Gate]) -> None:
    team, recusals, notice, self_evaluation, visit, hearing, deliberation, defence = gates[:8]
    formed = team.met and recusals.met and inspection.task.state != "draft"
    done = (
        (notice.met and inspection.notified_on is not None) or formed,
        inspection.notified_on is not None,
        self_evaluation.met and inspection.task.needs_self_evaluation,
        visit.met,
        hearing.met and inspection.notified_on is not None,
        deliberation.met,
        defence.met,
        _reached(inspection, "opinion_issued"),
        _reached(inspection, "verified"),
        inspection.state == "archived",
    )
    for step, is_done in zip(steps, done, strict=True):
        step.mark = DONE if is_done else NEXT
    if not inspection.task.needs_self_evaluation:
        steps[2].mark = SKIPPED


def _mark_now(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """The first step that is not done is now; while the team is on site, hearing people goes on beside the visit."""
    if inspection.state == "cancelled":
        for step in steps:
            step.mark = DONE if step.mark == DONE else SKIPPED
        return
    first = next((step for step in steps if step.mark == NEXT), None)
    if first is None:
        return
    first.mark = NOW
    first.due_on, first.due_basis = inspection.due_on, inspection.due_basis
    if first.number == 4 and inspection.state == "on_site" and steps[4].mark == NEXT:
        steps[4].mark = NOW
    for step in steps:
        if step.mark == NOW:
            step.turn = _("、").join(_(PARTY_LABELS[party]) for party in _turn(inspection, step))


def _turn(inspection: Inspection, step: ProcedureStep) -> Iterable[str]:
    if step.number == 1:
        return ("office",)
    if step.number in (4, 5):
        return ("team",) if step.number == 4 else ("team", "office")
    if step.number == LETTER - 1 and inspection.state == "defence_open":
        return ("unit",) if inspection.is_defence_open else ("office",)
    if step.number == RECTIFIED:
        return ("unit", "office")
    return inspection.waits_for or ("office",)


def _date(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """When each step was done, and the number of its document."""
    events = dict(audit.events_about(inspection).exclude(to_state="").order_by("at").values_list("action", "at"))
    opinion = getattr(inspection, "opinion", None)
    heard = max((hearing.held_on for hearing in inspection.public_opinions.all()), default=None)
    dates = (
        None,
        inspection.notified_on,
        inspection.self_evaluated_on,
        inspection.visit_ended_on or _day(events.get("begin_visit")),
        heard,
        None,  # the words on the deliberation name its day
        opinion.fed_back_on if opinion is not None else None,
        opinion.issued_on if opinion is not None else None,
        _day(events.get("verify_inspection")),
        _day(events.get("report_inspection")),
    )
    for step, day in zip(steps, dates, strict=True):
        step.done_on = day if step.mark == DONE else None
    steps[1].document = inspection.notice_number
    if opinion is not None:
        steps[6].document = opinion.preliminary_number
        steps[7].document = opinion.number


def _day(moment: dt.datetime | None) -> dt.date | None:
    return localdate(moment) if moment is not None else None


def _explain(inspection: Inspection, steps: list[ProcedureStep], gates: list[Gate]) -> None:
    """What stands at each step in a sentence, and what is missing at those that are now."""
    at = (gates[0:2], gates[2:3], gates[3:4], gates[4:5], gates[5:6], gates[6:7], gates[7:8], gates[8:9], gates[9:10])
    for step, own in zip(steps, (*at, gates[10:11]), strict=True):
        step.detail = own[0].detail if step.mark in (DONE, SKIPPED) and step.number not in (2, 3) else ""
        if step.mark == NOW:
            step.missing = [one for one in own if not one.met]
    if inspection.state == "cancelled":
        for step in steps:
            step.detail = _("Cancelled with its task.") if step.mark == SKIPPED else step.detail
    elif steps[2].mark == SKIPPED:
        steps[2].detail = gates[3].detail
    _name_drafts(inspection, steps)


def _name_drafts(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """What only the state tells: the draft to be approved, the opinion to be drafted, the file to be closed."""
    first, fed_back, letter, rectified, reported = steps[0], steps[6], steps[7], steps[8], steps[9]
    if first.mark == NOW and not first.missing:
        words = _("The task is not approved."), _("The office head approves the task first.")
        first.missing.append(Gate(first.name, first.article, False, *words))
        first.turn = _(PARTY_LABELS["office_head"])
    if fed_back.mark == NOW and inspection.state == "deliberated":
        words = _("The opinion has not been drafted yet."), _("The office drafts the opinion from what the team found.")
        fed_back.missing = [Gate(fed_back.name, fed_back.article, False, *words)]
    if letter.mark == NOW:
        words = _("Not issued yet."), _("The office issues the letter, with a deadline for each problem.")
        letter.missing = [Gate(letter.name, letter.article, False, *words)]
    if rectified.mark == NOW:
        words = (
            _("Not all problems are struck off."),
            _("The unit reports on each problem, another inspector rechecks."),
        )
        rectified.missing = [Gate(rectified.name, rectified.article, False, *words)]
    if reported.mark == NOW:
        done = inspection.state == "reported"
        words = (
            (_("The report is filed and published."), _("The office archives the inspection."))
            if done
            else (_("Not done yet."), _("The office writes the report, has it approved, files and publishes it."))
        )
        reported.missing = [Gate(reported.name, reported.article, False, *words)]


def _warn(inspection: Inspection, steps: list[ProcedureStep]) -> None:
    """What holds nothing up, but should be seen: items that the team has not reviewed, ratings that wait for a yes."""
    if inspection.state not in ("self_evaluated", "on_site"):
        return
    left = desk_review.unreviewed(inspection)
    if left:
        steps[2].notes.append(
            _("%(count)s indicators are not reviewed by the team yet (article 18).") % {"count": left}
        )
    proposed = desk_review.proposals_left(inspection)
    if proposed:
        words = {"count": proposed}
        steps[3].notes.append(_("%(count)s ratings proposed at the desk count once an inspector accepts them.") % words)


# What the unit reads in words: the notice, its own self-evaluation, its defence, the letter, its rectification.
TOLD = (2, 3, 7, 8, 9)


def _hide(steps: list[ProcedureStep]) -> None:
    """Leave the unit what it is told: no names, no counts, no remedies of the team's and the office's own."""
    for step in steps:
        if step.number not in TOLD:
            step.detail, step.missing, step.notes = "", [], []
            if step.number == 5:
                step.done_on = None
