"""The demo's inspections that have their opinion: problems in every state of the ledger, reports up to publication."""

import datetime as dt
from collections.abc import Sequence

from accounts.models import Organisation, User
from core import calendar
from demo import people, pictures, texts
from demo.clock import as_of, workday
from demo.procedure import Days, Team, draft_task, in_force, inspection_of, run_to_opinion, team, unit_user
from inspectors.models import Inspector
from rectification.models import Problem, RectificationOrder, RectificationPlan
from rectification.order import services as order_services
from rectification.plan import services as plan_services
from rectification.problem import services as problem_services
from rectification.recheck import services as recheck_services
from rectification.report import services as report_services
from reports.document import services as document_services
from reports.models import InspectionReport, OfficialDocument
from reports.report import services as reports_report_services
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, InspectionTask
from supervision.task import services as task_services

# For each unit of the autumn task: which findings (places in texts.FINDINGS), how far each comes, then the report.
SCENES: tuple[tuple[tuple[tuple[int, str], ...], str], ...] = (
    (((0, "struck_off"), (1, "overdue"), (3, "returned"), (2, "reported")), "published"),
    (((4, "plan_returned"), (5, "plan_returned")), "draft"),
    (((0, "struck_off"), (1, "struck_off")), "published"),
    (((6, "rechecking"), (5, "failed"), (7, "struck_off")), "published"),
    (((3, "plan_submitted"), (1, "plan_submitted")), "in_review"),
    (((0, "struck_off"), (4, "struck_off")), "withdrawn"),
    (((2, "registered"), (7, "withdrawn")), "approved"),
    ((), "issued"),
    (((1, "struck_off"),), "filed"),
)


def build() -> None:
    """Two tasks of long ago, and this term's task with all its scenes."""
    crew = team()
    _long_ago(crew, 0, 270, archived=True)
    _long_ago(crew, 1, 250, archived=False)
    for years_ago in (2, 1):
        _earlier_year(crew, years_ago)
    units = people.schools()[: len(SCENES)]
    days = Days(workday(78), workday(70), workday(63), workday(58), workday(56), workday(52))
    task = _task(crew, f"{term_of(days.visit)}综合督导", units, days)
    for lean, (unit, (scene, report_state)) in enumerate(zip(units, SCENES, strict=True)):
        inspection = run_to_opinion(task, unit, crew, days, [place for place, _target in scene], lean=lean)
        _rectify(inspection, crew, [target for _place, target in scene])
        _report(inspection_of(task, unit), crew, report_state)


def term_of(day: dt.date) -> str:
    """The school term of `day` in words: September to February, March to August."""
    return f"{day.year}年{'春' if 3 <= day.month <= 8 else '秋'}季学期"


def _task(crew: Team, name: str, units: Sequence[Organisation], days: Days) -> InspectionTask:
    with as_of(days.notice - dt.timedelta(days=3)):
        task = draft_task(
            crew,
            name,
            units,
            framework=in_force("义务教育学校"),
            starts_on=days.visit,
            ends_on=days.visit + dt.timedelta(days=2),
            self_evaluation_due_on=days.visit - dt.timedelta(days=2),
        )
        return task_services.approve_task(task, by=crew.head)


def _long_ago(crew: Team, place: int, days_ago: int, *, archived: bool) -> None:
    """A task of long ago at one school, without a problem: concluded, and archived where wanted."""
    unit = people.schools()[len(SCENES) + place]
    days = Days(*(workday(days_ago - after) for after in (0, 8, 15, 20, 23, 27)))
    task = _task(crew, f"{term_of(days.visit)}综合督导回访（{place + 1}）", [unit], days)
    inspection = run_to_opinion(task, unit, crew, days, [])
    with as_of(workday(days_ago - 30)):
        _report(inspection, crew, "published", same_day=True)
        if archived:
            inspection_services.archive_inspection(inspection_of(task, unit), by=crew.office)
        task.refresh_from_db()
        task = task_services.conclude_task(task, by=crew.office)
        if archived:
            task_services.archive_task(task, by=crew.office)


def _earlier_year(crew: Team, years_ago: int) -> None:
    """A comprehensive inspection of six schools of an earlier school year, reported, published and archived."""
    units = people.schools()[:6]
    start = 365 * years_ago + 30
    days = Days(*(workday(start - after) for after in (0, 8, 15, 20, 23, 27)))
    task = _task(crew, f"{term_of(days.visit)}综合督导", units, days)
    for place, unit in enumerate(units):
        inspection = run_to_opinion(task, unit, crew, days, [], lean=place + 2 * years_ago + 1)
        with as_of(workday(start - 30)):
            _report(inspection, crew, "published", same_day=True)
            inspection_services.archive_inspection(inspection_of(task, unit), by=crew.office)
    with as_of(workday(start - 31)):
        task.refresh_from_db()
        task_services.archive_task(task_services.conclude_task(task, by=crew.office), by=crew.office)


def _rectify(inspection: Inspection, crew: Team, targets: Sequence[str]) -> None:
    """Take each problem of `inspection`, in the ledger's order, to its target."""
    problems = dict(zip(inspection.problems.order_by("number"), targets, strict=True))
    for problem, target in problems.items():
        if target == "withdrawn":
            with as_of(workday(50)):
                problem_services.withdraw_problem(problem, by=crew.head, reason="与上级已反馈的问题重复，合并处理。")
    order = RectificationOrder.objects.filter(inspection=inspection).first()
    if order is None:
        return
    if "registered" in targets:
        with as_of(workday(50)):
            _put_off(order, crew)
        return
    with as_of(workday(50)):
        order = order_services.issue_order(order, by=crew.office)
    unit = unit_user(inspection.unit)
    plan = order.plans.get(round=1)
    with as_of(workday(47)):
        plan = plan_services.submit_plan(_write_plan(plan, unit), by=unit)
    if "plan_submitted" in targets:
        return
    with as_of(workday(45)):
        if "plan_returned" in targets:
            plan_services.return_plan(plan, by=crew.office, reason=texts.PLAN_RETURN_REASON)
            return
        plan_services.accept_plan(plan, by=crew.office)
    for problem, target in problems.items():
        _answer(problem, target, crew, unit)


def _put_off(order: RectificationOrder, crew: Team) -> None:
    """The draft order is dropped; a new one for what is left waits to be issued."""
    order_services.cancel_order(order, by=crew.office, reason="一个问题撤回后重新起草。")
    left = [problem for problem in Problem.objects.filter(inspection=order.inspection) if problem.state == "registered"]
    order_services.create_order(
        by=crew.office, unit=order.unit, problems=left, basis=order.basis, inspection=order.inspection
    )


def _write_plan(plan: RectificationPlan, unit: User) -> RectificationPlan:
    rows = [
        {
            "problem": item.problem,
            "measures": texts.MEASURES[place % len(texts.MEASURES)],
            "responsible": "示例副校长",
            "finish_on": item.problem.deadline_on,
        }
        for place, item in enumerate(plan.items.select_related("problem"))
    ]
    return plan_services.save_plan(plan, by=unit, arrangement=texts.ARRANGEMENT, items=rows)


def _answer(problem: Problem, target: str, crew: Team, unit: User) -> None:
    """The unit's report on one problem and what came of it."""
    if target == "overdue":
        with as_of(workday(1)):
            report_services.write_report(Problem.objects.get(pk=problem.pk), by=unit, text="已启动整改，课表正在调整。")
        return
    day = workday(40) if target != "reported" else workday(2)
    with as_of(day):
        problem = Problem.objects.get(pk=problem.pk)
        report = report_services.write_report(
            problem,
            by=unit,
            text=texts.REPORT,
            files=[
                pictures.photograph("整改前.jpg", (150, 110, 92)),
                pictures.photograph("整改后.jpg", (92, 150, 110)),
            ],
        )
        report = report_services.submit_report(report, by=unit)
    if target == "reported":
        return
    if target == "returned":
        with as_of(workday(37)):
            report_services.return_report(report, by=crew.office, reason=texts.RETURN_REASON)
        return
    _recheck(problem, target, crew)


def _recheck(problem: Problem, target: str, crew: Team) -> None:
    another = Inspector.objects.get(user=crew.second)
    with as_of(workday(36) if target != "rechecking" else workday(3)):
        recheck_services.assign_recheck(Problem.objects.get(pk=problem.pk), by=crew.office, inspector=another)
    if target == "rechecking":
        return
    passed = target == "struck_off"
    with as_of(workday(30) if passed else workday(6)):
        recheck_services.record_recheck(
            Problem.objects.get(pk=problem.pk),
            by=crew.second,
            held_on=calendar.today(),
            note=texts.RECHECK_PASSED if passed else texts.RECHECK_FAILED,
            result="passed" if passed else "failed",
            photos=[pictures.photograph("复查现场.jpg", (92, 130, 150))],
        )


def _report(inspection: Inspection, crew: Team, state: str, *, same_day: bool = False) -> None:
    """Draft the report and take it to `state`."""

    def day(days_ago: int) -> dt.date:
        return calendar.today() if same_day else workday(days_ago)

    with as_of(day(28)):
        report = reports_report_services.draft_inspection_report(inspection, by=crew.office)
        if state == "draft":
            return
        report = reports_report_services.send_to_review(report, by=crew.office)
    if state == "in_review":
        return
    with as_of(day(26)):
        report = reports_report_services.approve_report(report, by=crew.head)
    if state == "approved":
        return
    with as_of(day(25)):
        report = reports_report_services.issue_inspection_report(report, by=crew.office)
        # The worker builds PDFs after the commit; the demo is one transaction and publishes before it.
        document_services.build_pdf(OfficialDocument.objects.get(number=report.number).pk)
    if state == "issued":
        return
    with as_of(day(22)):
        report = reports_report_services.file_inspection_report(
            report, by=crew.office, filed_on=calendar.today(), filed_with="攀枝花市人民政府教育督导委员会办公室"
        )
    if state == "filed":
        return
    _publish(report, crew, day(20), withdrawn=state == "withdrawn")


def _publish(report: InspectionReport, crew: Team, day: dt.date, *, withdrawn: bool) -> None:
    with as_of(day):
        report = reports_report_services.publish_report(report, by=crew.office)
    if withdrawn:
        with as_of(workday(15)):
            reports_report_services.withdraw_report(report, by=crew.head, reason="报告中一处数据有误，核实后重新公开。")
