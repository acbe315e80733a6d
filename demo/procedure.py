"""One inspection of the demo, step by step, each step by its person and on its day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Organisation, User
from core import calendar
from demo import evidence, pictures, texts
from demo.clock import as_of
from inspectors.models import Inspector
from supervision.evidence import services as evidence_services
from supervision.inspection import services as inspection_services
from supervision.models import Cap, Framework, FrameworkVersion, Inspection, InspectionTask, Method, Mode, Visit
from supervision.opinion import services as opinion_services
from supervision.opinion.services.opinion import proposed_items
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from supervision.visit.services.visit import indicators_for

CAPPED = 4


@dataclass(frozen=True)
class Team:
    """The people of an inspection."""

    office: User
    head: User
    leader: User
    second: User
    third: User

    @property
    def inspectors(self) -> list[Inspector]:
        """The three inspectors, the leader first."""
        return [Inspector.objects.get(user=user) for user in (self.leader, self.second, self.third)]


def team() -> Team:
    """The demo's team."""
    names = ("office", "head", "inspector", "inspector2", "inspector3")
    return Team(*(User.objects.get(username=name) for name in names))


def in_force(start: str) -> FrameworkVersion:
    """The version in force of the framework whose name begins with `start`."""
    return Framework.objects.get(name__startswith=start).versions.get(state="in_force")


def unit_user(unit: Organisation) -> User:
    """Who acts for `unit`; a unit without an account gets a made-up one."""
    user = User.objects.active().acting_for([unit.pk]).first()
    if user is None:
        number = User.objects.filter(username__startswith="unit").count() + 1
        user = User.objects.create_user(f"unit{number}", None, name=f"示例负责人{number}", roles=["unit"])
        unit.grants.model.objects.assign_perm("act_for_organisation", user, unit)
    return user


def draft_task(
    crew: Team,
    name: str,
    units: Sequence[Organisation],
    *,
    framework: FrameworkVersion,
    starts_on: dt.date,
    ends_on: dt.date,
    mode: str = Mode.COMPREHENSIVE,
    announced: bool = True,
    self_evaluation_due_on: dt.date | None = None,
) -> InspectionTask:
    """A draft task by the office."""
    return task_services.create_task(
        by=crew.office,
        name=name,
        mode=mode,
        is_announced=announced,
        matters=texts.MATTERS,
        framework_version=framework,
        needs_self_evaluation=self_evaluation_due_on is not None,
        self_evaluation_due_on=self_evaluation_due_on,
        starts_on=starts_on,
        ends_on=ends_on,
        units=list(units),
        members=crew.inspectors,
        leader=crew.inspectors[0],
    )


def inspection_of(task: InspectionTask, unit: Organisation) -> Inspection:
    """The inspection of `unit` in `task`, fresh."""
    return Inspection.objects.select_related("task", "unit").get(task=task, unit=unit)


def evaluate(inspection: Inspection) -> None:
    """The unit evaluates itself."""
    evidence.fill_items(inspection, by=unit_user(inspection.unit))
    files = [pictures.photograph("自评佐证.jpg", (110, 140, 120))]
    evidence_services.submit_self_evaluation(
        inspection, by=unit_user(inspection.unit), text=texts.SELF_EVALUATION, files=files
    )


def visit(
    inspection: Inspection, *, by: User, findings: Sequence[int] = (), whole: bool = True, lean: int = 0
) -> Visit:
    """A day on site: every indicator rated (or the first five), the findings of those places in `texts.FINDINGS`.

    `lean` makes the ratings of one unit differ from another's; at `CAPPED` the situation of a cap is found.
    """
    record = visit_services.begin_visit(inspection, by=by, visited_on=calendar.today())
    leaves = indicators_for(record)
    for place, leaf in enumerate(leaves if whole else leaves[:5], lean):
        rows = leaf.steps.rows if leaf.steps is not None else [(Decimal(0), Decimal(0))]
        value: dict[str, object] = {
            Method.POINTS: {"points": max((leaf.points or Decimal(0)) - (place % 3), Decimal(0))},
            Method.GRADE: {"grade": "AABAC"[place % 5]},
            Method.YES_NO: {"is_met": place % 7 != 0},
            Method.MEASURED: {"measured": rows[min(place % 3, len(rows) - 1)][0]},
        }[Method(leaf.method)]
        found = lean == CAPPED and leaf.cap == Cap.CAP
        visit_services.rate_indicator(record, by=by, indicator=leaf, situation=found, **value)
    for number in findings:
        text, requirement, severity = texts.FINDINGS[number % len(texts.FINDINGS)]
        visit_services.add_finding(
            record,
            by=by,
            text=text,
            requirement=requirement,
            severity=severity,
            indicator=leaves[number % len(leaves)],
            photos=[pictures.photograph(f"现场照片{number + 1}.jpg")],
        )
    return record


def sign(record: Visit, *, by: User) -> Visit:
    """The inspector signs and submits."""
    return visit_services.submit_visit(record, by=by, signature=pictures.signature(), note="学校配合督导，材料较齐全。")


def hear(inspection: Inspection, *, by: User) -> None:
    """Pupils, parents and teachers are heard."""
    inspection_services.record_public_opinion(
        inspection,
        by=by,
        held_on=calendar.today(),
        method="座谈会和匿名问卷",
        picked_how="由督导小组在花名册中按序号随机抽取",
        pupils=24,
        parents=18,
        teachers=12,
        summary=texts.HEARD,
    )


def deliberate(inspection: Inspection, crew: Team) -> None:
    """The leader puts the wording to the vote, each member agrees, the leader records it."""
    proposal = opinion_services.propose_opinion(inspection, by=crew.leader, text=texts.DELIBERATION)
    for person in (crew.leader, crew.second, crew.third):
        opinion_services.cast_vote(proposal, by=person, choice="agrees")
    opinion_services.deliberate(inspection, by=crew.leader, held_on=calendar.today())


def draft_opinion(inspection: Inspection, crew: Team) -> None:
    """The office drafts the opinion from the findings."""
    opinion_services.draft_opinion(
        inspection,
        by=crew.office,
        evaluation=texts.EVALUATION,
        facts=texts.FACTS,
        advice=texts.ADVICE,
        items=proposed_items(inspection),
    )


def run_to_opinion(
    task: InspectionTask, unit: Organisation, crew: Team, days: "Days", findings: Sequence[int], *, lean: int = 0
) -> Inspection:
    """From the notice to the issued opinion letter, on the days given; `lean` as in `visit`."""
    with as_of(days.notice):
        inspection_services.issue_notice(inspection_of(task, unit), by=crew.office)
    if task.needs_self_evaluation:
        with as_of(days.self_evaluation):
            evaluate(inspection_of(task, unit))
    with as_of(days.visit):
        record = visit(inspection_of(task, unit), by=crew.leader, findings=findings, lean=lean)
        record = sign(record, by=crew.leader)
        hear(inspection_of(task, unit), by=crew.leader)
    with as_of(days.visit, 17):
        visit_services.file_visit(record, by=crew.office)
        deliberate(inspection_of(task, unit), crew)
    with as_of(days.feedback, 9):
        draft_opinion(inspection_of(task, unit), crew)
    with as_of(days.feedback, 15):
        opinion_services.feed_back(inspection_of(task, unit), by=crew.office)
    with as_of(days.defence):
        opinion_services.waive_defence(inspection_of(task, unit), by=unit_user(unit))
    with as_of(days.opinion):
        return opinion_services.issue_opinion(inspection_of(task, unit), by=crew.office)


@dataclass(frozen=True)
class Days:
    """The days on which an inspection takes its steps."""

    notice: dt.date
    self_evaluation: dt.date
    visit: dt.date
    feedback: dt.date
    defence: dt.date
    opinion: dt.date
