"""The demo's inspections that are under way now, and tasks that have not begun."""

import datetime as dt

from accounts.models import Organisation, User
from core import calendar
from demo import people, texts
from demo.clock import as_of, workday
from demo.finished import SCENES, term_of
from demo.procedure import (
    Team,
    deliberate,
    draft_opinion,
    draft_task,
    evaluate,
    hear,
    in_force,
    inspection_of,
    sign,
    team,
    visit,
)
from rectification.models import UrgingNotice
from rectification.urging import services as urging_services
from supervision.inspection import services as inspection_services
from supervision.models import InspectionTask, Mode
from supervision.opinion import services as opinion_services
from supervision.task import services as task_services
from supervision.team import services as team_services
from supervision.visit import services as visit_services

# How far each kindergarten of the running task has come.
STAGES = (
    "self_evaluating",
    "self_evaluated",
    "visit_draft",
    "visit_submitted",
    "visit_returned",
    "deliberated",
    "opinion_drafted",
    "defence_open",
)


def build() -> None:
    """A task under way with an inspection at each step, and one task in each state before that."""
    crew = team()
    running = _running(crew)
    expert = User.objects.get(username="expert")
    first, last = workday(12), workday(8)
    with as_of(first):
        team_services.invite_expert(running, by=crew.office, user=expert, until=last, purpose="审阅自评材料")
    team_services.invite_expert(running, by=crew.office, user=expert, until=running.ends_on + dt.timedelta(days=30))
    reviewed = running.expert_invitations.get(ended_on__isnull=False)
    words = "自评材料审阅细致，指出三处佐证不足，意见被小组采纳（示例）。"
    team_services.assess_expert(reviewed, by=crew.office, grade="excellent", assessment=words)
    _waiting(crew)
    _dismissed_proposal(crew)


def _running(crew: Team) -> InspectionTask:
    """This month's inspection of kindergartens."""
    units = people.kindergartens()[: len(STAGES)]
    first, last = workday(5), workday(-9)
    with as_of(workday(22)):
        task = draft_task(
            crew,
            f"{term_of(first)}幼儿园办园行为督导评估",
            units,
            framework=in_force("幼儿园"),
            starts_on=first,
            ends_on=last,
            self_evaluation_due_on=first,
        )
        task = task_services.approve_task(task, by=crew.head)
    for unit in units:
        with as_of(workday(20)):
            inspection_services.issue_notice(inspection_of(task, unit), by=crew.office)
    for number, (unit, stage) in enumerate(zip(units, STAGES, strict=True)):
        _advance(task, unit, stage, crew, number)
    return InspectionTask.objects.get(pk=task.pk)


def _advance(task: InspectionTask, unit: Organisation, stage: str, crew: Team, number: int) -> None:
    if stage == "self_evaluating":
        return
    with as_of(workday(8)):
        evaluate(inspection_of(task, unit))
    if stage == "self_evaluated":
        return
    with as_of(workday(5)):
        record = visit(
            inspection_of(task, unit), by=crew.leader, findings=[number, number + 3], whole=stage != "visit_draft"
        )
        if stage == "visit_draft":
            return
        record = sign(record, by=crew.leader)
        hear(inspection_of(task, unit), by=crew.leader)
    with as_of(workday(4)):
        if stage == "visit_returned":
            visit_services.return_visit(
                record, by=crew.office, reason="第三项指标的评分缺少说明，请补充现场情况后重新提交。"
            )
        if stage in {"visit_submitted", "visit_returned"}:
            return
        visit_services.file_visit(record, by=crew.office)
        deliberate(inspection_of(task, unit), crew)
    if stage == "deliberated":
        return
    with as_of(workday(3)):
        draft_opinion(inspection_of(task, unit), crew)
        if stage == "defence_open":
            opinion_services.feed_back(inspection_of(task, unit), by=crew.office)


def _waiting(crew: Team) -> None:
    """Tasks that have not been on site: draft, approved, notified, cancelled, and an unannounced one."""
    schools = people.schools()[len(SCENES) + 2 :]
    framework = in_force("义务教育学校")
    start = workday(-21)

    def task(name: str, place: int, **kwargs: object) -> InspectionTask:
        units = schools[place : place + 2]
        return draft_task(
            crew, name, units, framework=framework, starts_on=start, ends_on=start + dt.timedelta(days=2), **kwargs
        )

    term = term_of(calendar.today())
    with as_of(workday(3)):
        task(f"{term}控辍保学专项督导", 0, mode=Mode.SPECIAL)
        approved = task(f"{term}“五项管理”专项督导", 2, mode=Mode.SPECIAL, self_evaluation_due_on=start)
        task_services.approve_task(approved, by=crew.head)
        notified = task_services.approve_task(task(f"{term}校园安全专项督导", 4, mode=Mode.SPECIAL), by=crew.head)
        for unit in schools[4:6]:
            inspection_services.issue_notice(inspection_of(notified, unit), by=crew.office)
        unannounced = task(f"{term}食堂管理随机抽查", 6, mode=Mode.SPECIAL, announced=False)
        task_services.approve_task(unannounced, by=crew.head)
        cancelled = task(f"{term}体育工作专项督导", 8, mode=Mode.SPECIAL)
        task_services.cancel_task(cancelled, by=crew.head, reason="与市级专项督导时间重合，合并开展，减轻学校负担。")


def _dismissed_proposal(crew: Team) -> None:
    """The platform proposed to urge; the office saw no ground. Today's proposals are left for the visitor."""
    urging_services.remind(calendar.today() - calendar.ONE_DAY)
    proposal = UrgingNotice.objects.filter(state="proposed").order_by("created_at").first()
    if proposal is not None:
        urging_services.dismiss_urging(proposal, by=crew.office, reason=texts.DISMISSED)
