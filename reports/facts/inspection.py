"""From the records to what a document says: the one place where the ledger's values enter an official text."""

import datetime as dt

from accounts import policy
from accounts.models import Organisation
from core import calendar
from rectification.models import Problem as LedgerProblem
from rectification.models import RectificationOrder, UrgingGround, UrgingNotice
from reports.builders.consultation import ConsultationFacts, consultation_letter
from reports.builders.notice import NoticeFacts, inspection_notice
from reports.builders.opinion import OpinionFacts, opinion_letter
from reports.builders.order import OrderFacts, rectification_order
from reports.builders.preliminary import PreliminaryFacts, preliminary_opinion
from reports.builders.report import ReportFacts, UnitResult, inspection_report
from reports.builders.urging import Overdue, UrgingFacts, urging_notice
from reports.layout.content import DocumentContent, Problem
from reports.layout.office import Issue, Member, Office, Unit
from reports.layout.wording import you
from reports.models import InspectionReport
from supervision.models import FollowUp, Inspection, Mode, Opinion
from supervision.opinion.services import problem_deadline
from supervision.team.services import crew


def office() -> Office:
    """The issuing office, as the county's settings name it."""
    return Office(
        name=policy.text("issuer_office"),
        committee=policy.text("issuer_committee"),
        government=policy.text("county_government"),
        phone=policy.text("office_phone"),
        platform=policy.text("site_name"),
    )


def unit_of(organisation: Organisation) -> Unit:
    """The supervised unit and how a document speaks to it."""
    return Unit(name=organisation.name, you=you(organisation.name, organisation.kind))


def governing_of(organisation: Organisation) -> str:
    """The name of the governing department, which gets a copy (PLAN 二（三）2); empty without one."""
    return organisation.governing.name if organisation.governing else ""


def _members(inspection: Inspection) -> tuple[Member, ...]:
    rows = crew.members_of(inspection)
    return tuple(
        Member(row.inspector.name, "组长" if row.is_leader else "组员", f"{row.inspector.employer}督学") for row in rows
    )


def notice_content(inspection: Inspection, *, issued_on: dt.date) -> DocumentContent:
    """What the inspection notice says (REG 16–18)."""
    task = inspection.task
    facts = NoticeFacts(
        unit=unit_of(inspection.unit),
        inspection_title=task.name,
        starts_on=inspection.starts_on,
        ends_on=inspection.ends_on,
        matters=tuple(task.matter_list),
        team=_members(inspection),
        self_evaluation_due=task.self_evaluation_due_on if task.needs_self_evaluation else None,
        framework=task.framework_version.framework.name if task.framework_version else "",
        unannounced=task.mode == Mode.SPECIAL and not task.is_announced,
        joint=Inspection.objects.joined().filter(pk=inspection.pk).exists(),
        partners=tuple(task.joint_with.order_by("code").values_list("name", flat=True)),
    )
    copies = tuple(name for name in (governing_of(inspection.unit),) if name)
    issue = Issue(issued_on=issued_on, number=inspection.notice_number, copies=copies)
    return inspection_notice(facts, office=office(), issue=issue)


def _visited(inspection: Inspection) -> tuple[dt.date, dt.date]:
    days = sorted(inspection.visits.values_list("visited_on", flat=True)) or [inspection.starts_on]
    return days[0], days[-1]


def _items(opinion: Opinion, start: dt.date) -> tuple[Problem, ...]:
    rows = opinion.items.select_related("finding__indicator")
    return tuple(
        Problem(
            text=row.text,
            basis=str(row.finding.indicator.text) if row.finding and row.finding.indicator else "",
            requirement=row.requirement,
            due_on=problem_deadline(row.severity, start).on,
            key=str(row.pk),
        )
        for row in rows
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def preliminary_content(opinion: Opinion, *, fed_back_on: dt.date) -> DocumentContent:
    """What the preliminary opinion says (REG 20); deadlines come with the letter, so the problems have none yet."""
    inspection = opinion.inspection
    first, last = _visited(inspection)
    days, unit = policy.days("defence_days")
    problems = tuple(
        Problem(text=row.text, basis=row.basis, requirement=row.requirement, key=row.key)
        for row in _items(opinion, fed_back_on)
    )
    facts = PreliminaryFacts(
        unit=unit_of(inspection.unit),
        inspection_title=inspection.task.name,
        visited_from=first,
        visited_to=last,
        evaluation=_lines(opinion.evaluation) + _lines(opinion.facts),
        problems=problems,
        defence_days=days,
        defence_until=inspection.due_on or calendar.deadline(fed_back_on, days, unit).on,
        working_days=unit is calendar.DayUnit.WORKING,
        advice=_lines(opinion.advice),
    )
    issue = Issue(issued_on=fed_back_on, number=opinion.preliminary_number)
    return preliminary_opinion(facts, office=office(), issue=issue)


OUTCOMES = {"accepted": "予以采纳", "partly": "部分采纳", "rejected": "不予采纳"}


def _defence(inspection: Inspection) -> str:
    defence = getattr(inspection, "defence", None)
    speaker = you(inspection.unit.name, inspection.unit.kind)
    if defence is None:
        return f"{speaker}在规定期限内未提出申辩"
    if defence.is_waived:
        return f"{speaker}书面放弃申辩"
    points = [
        f"（{point.order}）关于“{point.text.rstrip('。；')}”，{OUTCOMES[point.outcome]}，理由是：{point.answer.rstrip('。；')}"
        for point in defence.points.exclude(outcome="")
    ]
    answer = f"经逐条研究答复如下：{'；'.join(points)}" if points else "已综合分析"
    return f"{speaker}提出了申辩意见，{answer}"


def opinion_content(opinion: Opinion, *, issued_on: dt.date) -> DocumentContent:
    """What the opinion letter says (REG 21): facts and reasons, every problem with its deadline, advice."""
    inspection = opinion.inspection
    first, last = _visited(inspection)
    facts = OpinionFacts(
        unit=unit_of(inspection.unit),
        inspection_title=inspection.task.name,
        visited_from=first,
        visited_to=last,
        evaluation=_lines(opinion.evaluation) + _lines(opinion.facts),
        problems=_items(opinion, issued_on),
        defence=_defence(inspection),
        advice=_lines(opinion.advice),
        governing_department=governing_of(inspection.unit),
    )
    return opinion_letter(facts, office=office(), issue=Issue(issued_on=issued_on, number=opinion.number))


def _ledger(problem: LedgerProblem) -> Problem:
    return Problem(text=problem.text, requirement=problem.requirement, due_on=problem.deadline_on, key=str(problem.pk))


def order_content(order: RectificationOrder, *, plan_due: dt.date) -> DocumentContent:
    """What the rectification order says (REG 22, PLAN 二（三）2)."""
    problems = list(order.problems.order_by("number"))
    opinion = getattr(order.inspection, "opinion", None) if order.inspection else None
    issued_on = order.issued_on or calendar.today()
    facts = OrderFacts(
        unit=unit_of(order.unit),
        inspection_title=order.inspection.task.name if order.inspection else order.basis,
        problems=tuple(_ledger(problem) for problem in problems),
        plan_due=plan_due,
        report_due=max((p.deadline_on for p in problems if p.deadline_on), default=plan_due),
        opinion_number=opinion.number if opinion else "",
        governing_department=governing_of(order.unit),
    )
    return rectification_order(facts, office=office(), issue=Issue(issued_on=issued_on, number=order.number))


def urging_content(urging: UrgingNotice) -> DocumentContent:
    """What the urging notice says (PLAN 二（三）4)."""
    problem = urging.problem
    issued_on = urging.issued_on or calendar.today()
    was_due = urging.deadline_on or problem.deadline_on or issued_on
    due_on = urging.new_deadline_on or problem.deadline_on or was_due
    late = f"逾期{(issued_on - was_due).days}日" if urging.ground == UrgingGround.OVERDUE else "复查不合格"
    order = problem.order
    facts = UrgingFacts(
        unit=unit_of(urging.unit),
        order_number=order.number if order else problem.number,
        order_issued_on=(order.issued_on if order else None) or problem.registered_on,
        problems=(Overdue(problem.text, was_due, late, due_on, key=str(problem.pk)),),
        report_due=due_on,
        times=problem.urging_notices.filter(state="issued").count() or 1,
        governing_department=governing_of(urging.unit),
    )
    return urging_notice(facts, office=office(), issue=Issue(issued_on=issued_on, number=urging.number))


def consultation_content(follow_up: FollowUp) -> DocumentContent:
    """What the consultation letter about a complex problem of a regular visit says (PLATE)."""
    department = follow_up.department or follow_up.unit
    issued_on = follow_up.issued_on or calendar.today()
    facts = ConsultationFacts(
        unit=unit_of(follow_up.unit),
        department=unit_of(department),
        visited_on=follow_up.visit.visited_on,
        matter=follow_up.item.text,
        found=_lines(follow_up.found),
        advice=_lines(follow_up.advice),
        answer_due=follow_up.due_on or issued_on,
        inspector=follow_up.inspector.name,
    )
    issue = Issue(issued_on=issued_on, number=follow_up.number)
    return consultation_letter(facts, office=office(), issue=issue)


def report_content(report: InspectionReport, *, number: str, signer: str) -> DocumentContent:
    """What the inspection report says (REG 23): problems in the report's words, states as the ledger has them."""
    inspection = report.inspection
    first, last = _visited(inspection)
    rows = list(report.problems.select_related("problem"))
    title = f"{report.unit.name}{inspection.task.name}"
    facts = ReportFacts(
        inspection_title=title,
        units=(
            UnitResult(report.unit.name, "", len(rows), sum(1 for row in rows if row.problem.state == "struck_off")),
        ),
        visited_from=first,
        visited_to=last,
        team=_members(inspection),
        signers=(signer,) if signer else ("（待签发）",),
        matters=tuple(inspection.task.matter_list),
        heard=report.overview,
        achievements=_lines(report.achievements),
        problems=tuple(
            Problem(
                text=row.text,
                requirement=row.problem.requirement,
                due_on=row.problem.deadline_on,
                key=str(row.problem_id),
            )
            for row in rows
        ),
        advice=_lines(report.advice),
    )
    issued_on = report.issued_on or calendar.today()
    copies = tuple(name for name in (governing_of(report.unit),) if name)
    content = inspection_report(facts, office=office(), issue=Issue(issued_on, number, copies))
    return _retitled(content, report)


def _retitled(content: DocumentContent, report: InspectionReport) -> DocumentContent:
    return DocumentContent(
        **{name: getattr(content, name) for name in content.__dataclass_fields__}
        | {"title": report.title, "keep_together": (report.unit.name, report.inspection.task.name)}
    )
