"""The demo's desk reviews: self-evaluations half written, returned, reviewed, questions in every state."""

import datetime as dt
from collections.abc import Sequence

from accounts.models import Organisation, User
from demo import evidence, people, texts
from demo.clock import as_of, workday
from demo.finished import SCENES, term_of
from demo.procedure import Team, draft_task, in_force, inspection_of, team, unit_user
from supervision.evidence import services as evidence_services
from supervision.evidence.services.evidence import offers_of
from supervision.framework.services.score import leaves_of
from supervision.inspection import services as inspection_services
from supervision.models import DeskAssignment, DeskVerdict, Inspection, InspectionTask, Mode, SelfEvaluationItem
from supervision.task import services as task_services
from supervision.team import services as team_services
from supervision.visit import services as visit_services

RETURNED = "第二组指标的佐证材料只有封面，没有过程记录；请按标出的意见补充后重新提交。"
DOUBT = "只有责任书封面，缺少研判记录，请补充。"
ON_SITE = "材料看不出执行情况，入校时随机查看两个班级的课表执行。"
SETTLED = "台账完整，签字齐全，可以认定。"


def build() -> None:
    """A task whose evidence is reviewed before the inspectors come."""
    crew = team()
    schools = people.schools()
    units = [*schools[:2], *schools[len(SCENES) + 12 :][:4]]
    task = _task(crew, units)
    until = dt.datetime.combine(task.ends_on + dt.timedelta(days=10), dt.time(18), tzinfo=dt.UTC)
    with as_of(workday(13)):
        expert = User.objects.get(username="expert")
        team_services.invite_expert(task, by=crew.office, user=expert, until=until.date())
    returned, writing, reviewing, answered, visited, fresh = units
    with as_of(workday(10)):
        _begin(task, writing, share=0.5)
    for unit in (returned, reviewing, answered, visited, fresh):
        with as_of(workday(8)):
            _hand_in(task, unit)
    _return(task, returned, crew)
    _under_review(task, reviewing, crew, expert)
    _reviewed(task, answered, crew, expert)
    _on_the_phone(task, visited, crew)


def _task(crew: Team, units: Sequence[Organisation]) -> InspectionTask:
    first, last, due_on = workday(2), workday(-12), workday(6)
    with as_of(workday(16)):
        task = draft_task(
            crew,
            f"{term_of(first)}规范办学线上督导",
            units,
            framework=in_force("义务教育学校"),
            starts_on=first,
            ends_on=last,
            mode=Mode.SPECIAL,
            self_evaluation_due_on=due_on,
        )
        task_services.approve_task(task, by=crew.head)
    with as_of(workday(14)):
        for unit in units:
            inspection_services.issue_notice(inspection_of(task, unit), by=crew.office)
    return InspectionTask.objects.get(pk=task.pk)


def _begin(task: InspectionTask, unit: Organisation, *, share: float) -> Inspection:
    """The unit writes; what it filed for an earlier inspection is used again where it is offered."""
    inspection, by = inspection_of(task, unit), unit_user(unit)
    leaves = leaves_of(inspection)
    offers = offers_of(inspection, leaves)
    for place, leaf in enumerate(leaves[: round(len(leaves) * share)]):
        evidence.write_item(inspection, leaf, place, by=by)
        for offer in offers[leaf.pk][:1] if place < 2 else ():
            evidence_services.reuse_evidence(inspection, by=by, indicator=leaf, evidence=offer)
    return inspection


def _hand_in(task: InspectionTask, unit: Organisation) -> None:
    inspection, by = inspection_of(task, unit), unit_user(unit)
    evidence.fill_items(inspection, by=by)
    evidence_services.submit_self_evaluation(inspection, by=by, text=texts.SELF_EVALUATION)


def _items(task: InspectionTask, unit: Organisation) -> list[SelfEvaluationItem]:
    rows = SelfEvaluationItem.objects.filter(inspection=inspection_of(task, unit))
    return list(rows.select_related("inspection__task", "inspection__unit", "indicator").order_by("indicator__order"))


def _settle(item: SelfEvaluationItem, *, by: User) -> None:
    """The evidence suffices; the unit's own value is proposed."""
    own = {name: getattr(item, name) for name in ("points", "grade", "is_met", "measured")}
    evidence_services.review_item(item, by=by, verdict=DeskVerdict.SUFFICES, note=SETTLED, **own)


def _return(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Two items are doubted, one is asked about, and the whole is returned."""
    items, due_on = _items(task, unit), workday(-5)
    with as_of(workday(4)):
        _settle(items[0], by=crew.leader)
        evidence_services.review_item(items[1], by=crew.leader, verdict=DeskVerdict.INSUFFICIENT, note=DOUBT)
        evidence_services.review_item(items[3], by=crew.second, verdict=DeskVerdict.INSUFFICIENT, note=DOUBT)
    with as_of(workday(1)):
        evidence_services.ask_question(
            items[3], by=crew.leader, text="公示栏照片的日期看不清，请说明公示时间并补充照片。"
        )
        evidence_services.return_self_evaluation(
            inspection_of(task, unit), by=crew.leader, reason=RETURNED, due_on=due_on
        )


def _under_review(task: InspectionTask, unit: Organisation, crew: Team, expert: User) -> None:
    """An expert has been given two groups and is half done; an earlier assignment was taken back."""
    items, inspection = _items(task, unit), inspection_of(task, unit)
    due_on = workday(-2)
    branches = list(dict.fromkeys(item.indicator.parent for item in items if item.indicator.parent is not None))
    with as_of(workday(5)):
        third = evidence_services.assign_desk_review(
            inspection, by=crew.leader, reviewer=crew.third, indicators=[branches[-1]], due_on=due_on
        )
        evidence_services.assign_desk_review(
            inspection, by=crew.office, reviewer=expert, indicators=branches[:2], due_on=due_on
        )
    with as_of(workday(4)):
        evidence_services.end_desk_review(third, by=crew.leader, reason="该督学外出培训，改由组长评审。")
        mine = {leaf.pk for leaf in DeskAssignment.objects.get(inspection=inspection, reviewer=expert).indicators.all()}
        for item in [item for item in items if item.indicator_id in mine][:2]:
            _settle(item, by=expert)
        question = evidence_services.ask_question(items[0], by=expert, text="会议记录只有两次，请补充上学期的记录。")
    with as_of(workday(2)):
        evidence_services.answer_question(
            question, by=unit_user(unit), text="上学期共召开四次，记录已补充扫描，可在校长办公室查阅原件。"
        )


def _reviewed(task: InspectionTask, unit: Organisation, crew: Team, expert: User) -> None:
    """The expert is done, a question was asked twice, answered and closed, another taken back."""
    items, inspection, due_on = _items(task, unit), inspection_of(task, unit), workday(3)
    with as_of(workday(6)):
        assignment = evidence_services.assign_desk_review(
            inspection,
            by=crew.leader,
            reviewer=expert,
            indicators=[items[0].indicator.parent or items[0].indicator],
            due_on=due_on,
        )
        for leaf in assignment.indicators.all():
            _settle(next(item for item in items if item.indicator_id == leaf.pk), by=expert)
        question = evidence_services.ask_question(items[1], by=crew.leader, text="请说明意识形态责任书的签订范围。")
        taken_back = evidence_services.ask_question(items[2], by=crew.leader, text="请补充德育方案。")
    with as_of(workday(5)):
        evidence_services.withdraw_question(taken_back, by=crew.leader, reason="附件中已有，漏看了。")
        question = evidence_services.answer_question(question, by=unit_user(unit), text="全体中层干部均已签订。")
        question = evidence_services.ask_again(question, by=crew.leader, text="班主任是否签订？请附名单。")
    with as_of(workday(4)):
        question = evidence_services.answer_question(
            question, by=unit_user(unit), text="班主任已签订，名单共32人，已公示。"
        )
    with as_of(workday(3)):
        evidence_services.finish_desk_review(assignment, by=expert)
        evidence_services.close_question(question, by=crew.leader)
        for place, item in enumerate(items):
            if place % 3 == 2:
                evidence_services.review_item(item, by=crew.leader, verdict=DeskVerdict.ON_SITE, note=ON_SITE)
            else:
                _settle(item, by=crew.leader)


def _on_the_phone(task: InspectionTask, unit: Organisation, crew: Team) -> None:
    """Reviewed before the visit; the leading inspector is in the school and has accepted the first ratings."""
    items, yesterday = _items(task, unit), workday(1)
    with as_of(workday(3)):
        for place, item in enumerate(items):
            if place % 4 == 3:
                evidence_services.review_item(item, by=crew.leader, verdict=DeskVerdict.ON_SITE, note=ON_SITE)
            elif place % 4 != 2:
                _settle(item, by=crew.leader)
    with as_of(yesterday):
        record = visit_services.begin_visit(inspection_of(task, unit), by=crew.leader, visited_on=yesterday)
        for item in items[:2]:
            visit_services.accept_desk_rating(record, by=crew.leader, indicator=item.indicator)
