"""The ten steps of an inspection (REG 16–23) as one table; the order, the page, its buttons and its history read it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from supervision.law import Gate
from supervision.models import DeskReview, Inspection, Opinion
from supervision.procedure.services import gate
from supervision.team.services import crew

# What the unit reads of a step besides its mark: the day and the words, the day only, neither.
ALL, DATE, NOTHING = "all", "date", "nothing"


@dataclass(frozen=True)
class UseCase:
    """One thing that is done at a step: a move of the workflow, or a use case beside it.

    It comes too early while a gate up to and including those of the step `after` is open. One that is no move says from
    which state of the main road on it is taken (`since`), and `by` whom. Where it is `told`, the unit reads it in the
    history.
    """

    name: str
    after: str = ""
    since: str = ""
    by: tuple[str, ...] = ()
    told: bool = False


Moments = Mapping[str, dt.datetime]  # when each move of the workflow was made last


@dataclass(frozen=True)
class LegalStep:
    """One step: its gates, of which the first gives it name and article, and its use cases, whose buttons stand there.

    `done`, `turn` and `asks` are told whether all of its gates are met: `turn` names the parties whose turn it is now,
    `asks` what is missing and what helps where the gates do not say. `dated` is the day on which the step was done,
    `document` the number of its paper, `warns` what holds nothing up. A step that is `worded` shows its gate's words
    once it is done; one that goes on `beside` another is now while that one is, on site. A step that is not `needed` is
    skipped. `unit_reads` says how much of it the unit is shown.
    """

    key: str
    gates: tuple[Callable[[Inspection], Gate], ...]
    use_cases: tuple[UseCase, ...]
    needed: Callable[[Inspection], bool] = lambda _inspection: True
    done: Callable[[Inspection, bool], bool] = lambda _inspection, met: met
    turn: Callable[[Inspection, bool], Iterable[str]] = lambda inspection, _met: inspection.waits_for or ("office",)
    asks: Callable[[Inspection, bool], tuple[str, str] | None] = lambda _inspection, _met: None
    dated: Callable[[Inspection, Moments], dt.date | None] = lambda _inspection, _moments: None
    document: Callable[[Inspection], str] = lambda _inspection: ""
    warns: Callable[[Inspection], str] = lambda _inspection: ""
    worded: bool = True
    beside: str = ""
    unit_reads: str = NOTHING


def _approval(_inspection: Inspection, met: bool) -> tuple[str, str] | None:
    return (_("The task is not approved."), _("The office head approves the task first.")) if met else None


def _drafting(inspection: Inspection, _met: bool) -> tuple[str, str] | None:
    if inspection.state != "deliberated":
        return None
    return _("The opinion has not been drafted yet."), _("The office drafts the opinion from what the team found.")


def _issuing(_inspection: Inspection, _met: bool) -> tuple[str, str]:
    return _("Not issued yet."), _("The office issues the letter, with a deadline for each problem.")


def _rechecking(_inspection: Inspection, _met: bool) -> tuple[str, str]:
    return _("Not all problems are struck off."), _("The unit reports on each problem, another inspector rechecks.")


def _reporting(_inspection: Inspection, met: bool) -> tuple[str, str]:
    if met:
        return _("The report is filed and published."), _("The office archives the inspection.")
    return _("Not done yet."), _("The office writes the report, has it approved, files and publishes it.")


def _unreviewed(inspection: Inspection) -> str:
    left = inspection.items.unreviewed().count()
    return _("%(count)s indicators are not reviewed by the team yet (article 18).") % {"count": left} if left else ""


def _proposed(inspection: Inspection) -> str:
    left = DeskReview.objects.proposals_left(inspection)
    words = _("%(count)s ratings proposed at the desk count once an inspector accepts them.")
    return words % {"count": left} if left else ""


def _opinion(inspection: Inspection) -> Opinion | None:
    return getattr(inspection, "opinion", None)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return localdate(moment) if moment is not None else None


STEPS = (
    LegalStep(
        "form_team",
        gates=(crew.team_gate_of, crew.recusal_gate_of),
        use_cases=(UseCase("edit_task"), UseCase("approve_task")),
        done=lambda found, met: found.notified_on is not None or (met and found.task.state != "draft"),
        turn=lambda _found, met: ("office_head",) if met else ("office",),
        asks=_approval,
    ),
    LegalStep(
        "notice",
        gates=(gate.notice_gate,),
        use_cases=(UseCase("issue_notice", told=True),),
        done=lambda found, _met: found.notified_on is not None,
        dated=lambda found, _moments: found.notified_on,
        document=lambda found: found.notice_number,
        worded=False,
        unit_reads=ALL,
    ),
    LegalStep(
        "self_evaluation",
        gates=(gate.self_evaluation_gate,),
        use_cases=(
            UseCase("open_self_evaluation", told=True),
            UseCase("submit_self_evaluation", after="notice", told=True),
            UseCase("desk_review"),
            UseCase("return_self_evaluation", told=True),
        ),
        needed=lambda found: found.task.needs_self_evaluation,
        dated=lambda found, _moments: found.self_evaluated_on,
        warns=_unreviewed,
        worded=False,
        unit_reads=ALL,
    ),
    LegalStep(
        "visit",
        gates=(gate.visit_gate,),
        use_cases=(UseCase("begin_visit", after="self_evaluation", told=True),),
        turn=lambda _found, _met: ("team",),
        dated=lambda found, moments: found.visit_ended_on or _day(moments.get("begin_visit")),
        warns=_proposed,
        unit_reads=DATE,
    ),
    LegalStep(
        "public_opinion",
        gates=(gate.public_opinion_gate,),
        use_cases=(UseCase("record_public_opinion", after="notice", since="notified", by=("office", "team")),),
        done=lambda found, met: met and found.notified_on is not None,
        turn=lambda _found, _met: ("team", "office"),
        dated=lambda found, _moments: max((one.held_on for one in found.public_opinions.all()), default=None),
        beside="visit",
    ),
    LegalStep(
        "deliberation",  # not dated: the gate's words name its day
        gates=(gate.deliberation_gate,),
        use_cases=(UseCase("deliberate", after="public_opinion"),),
    ),
    LegalStep(
        "preliminary_opinion",
        gates=(gate.defence_gate,),
        use_cases=(
            UseCase("draft_opinion", after="deliberation"),
            UseCase("feed_back", after="deliberation", told=True),
            UseCase("state_defence", after="preliminary_opinion", since="defence_open", by=("unit",), told=True),
            UseCase("waive_defence", after="preliminary_opinion", since="defence_open", by=("unit",), told=True),
        ),
        asks=_drafting,
        dated=lambda found, _moments: getattr(_opinion(found), "fed_back_on", None),
        document=lambda found: getattr(_opinion(found), "preliminary_number", ""),
        unit_reads=ALL,
    ),
    LegalStep(
        "letter",
        gates=(gate.letter_gate,),
        use_cases=(UseCase("edit_opinion"), UseCase("issue_opinion", after="preliminary_opinion", told=True)),
        asks=_issuing,
        dated=lambda found, _moments: getattr(_opinion(found), "issued_on", None),
        document=lambda found: getattr(_opinion(found), "number", ""),
        unit_reads=ALL,
    ),
    LegalStep(
        "rectification",
        gates=(gate.rectification_gate,),
        use_cases=(UseCase("begin_rectifying", told=True), UseCase("verify_inspection", told=True)),
        turn=lambda _found, _met: ("unit", "office"),
        asks=_rechecking,
        dated=lambda _found, moments: _day(moments.get("verify_inspection")),
        unit_reads=ALL,
    ),
    LegalStep(
        "report",
        gates=(gate.report_gate,),
        use_cases=(UseCase("report_inspection", told=True), UseCase("archive_inspection", after="report", told=True)),
        done=lambda found, _met: found.state == "archived",
        asks=_reporting,
        dated=lambda _found, moments: _day(moments.get("report_inspection")),
        unit_reads=DATE,
    ),
)
USE_CASES = {one.name: one for step in STEPS for one in step.use_cases}


def gates_of(inspection: Inspection, *, until: str = "report") -> dict[str, list[Gate]]:
    """The gates of the inspection by the key of their step, in the order of REG 16–23, up to those of `until`."""
    found: dict[str, list[Gate]] = {}
    for step in STEPS:
        found[step.key] = [gate_of(inspection) for gate_of in step.gates]
        if step.key == until:
            break
    return found
