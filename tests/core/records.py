"""One record of every kind that has a workflow, in its initial state, made straight in the tables to test the door."""

import datetime as dt
from typing import Any

from django.db import transaction

from core import transitions
from core.models import Workflowed
from inspectors.models import (
    AllowanceStatement,
    Appointment,
    Appraisal,
    ConductMeasure,
    ConductReport,
    ConductStatement,
    Expert,
    ExpertReceipt,
    Inspector,
    InspectorCommendation,
    Objection,
    PartnerCounty,
    RecusalRequest,
    TrainingCourse,
    TrainingReport,
    TrainingSession,
)
from rectification.models import (
    Problem,
    Recheck,
    RectificationOrder,
    RectificationPlan,
    RectificationReport,
    Source,
    UrgingGround,
    UrgingNotice,
)
from reports.models import InspectionReport
from supervision.models import (
    DeskAssignment,
    DeskQuestion,
    Draw,
    FollowUp,
    Framework,
    FrameworkVersion,
    Indicator,
    Inspection,
    InspectionTask,
    Mode,
    Plan,
    Proposal,
    RegularItem,
    RegularVisit,
    SelfEvaluationItem,
    Severity,
    Survey,
    Team,
    TeamMember,
    UrgentReport,
    Visit,
)
from tests.people import Cast

DAY = dt.date(2026, 11, 2)


@transaction.atomic
def make_records(cast: Cast) -> dict[str, Workflowed]:
    """A record of each workflowed model by the model's label, all about the cast's first school.

    The team is the first inspector, who leads it, and the third; the second is appointed to recheck.
    """
    made: list[Workflowed] = []

    def new(model: type[Workflowed], **fields: Any) -> Any:
        made.append(transitions.create(model(**fields), by=cast.office))
        return made[-1]

    new(Plan, year=2026, title="年度督导计划", purpose="统筹督导工作")
    task = new(InspectionTask, name="秋季督导", mode=Mode.COMPREHENSIVE, matters="校园安全", starts_on=DAY, ends_on=DAY)
    team = Team.objects.create(task=task)
    new(Draw, task=task, purpose="食堂抽查", first_on=DAY, last_on=DAY)
    for user in (cast.inspector, cast.third_inspector):
        TeamMember.objects.create(
            task=task, team=team, inspector=Inspector.objects.get(user=user), is_leader=user == cast.inspector
        )
    inspection = new(Inspection, task=task, unit=cast.school, team=team, starts_on=DAY, ends_on=DAY)
    new(Visit, inspection=inspection, inspector=Inspector.objects.get(user=cast.inspector), visited_on=DAY)
    new(Survey, inspection=inspection, audiences=["teachers"])
    _appointment(cast, new)
    new(Proposal, inspection=inspection, text="总体规范")
    _rectifying(cast, inspection, new)
    new(
        InspectionReport, inspection=inspection, unit=cast.school, title="报告", overview="概况", drafted_by=cast.office
    )
    new(
        RecusalRequest,
        inspector=Inspector.objects.get(user=cast.other_inspector),
        unit=cast.kindergarten,
        ground="other",
        reason="不便",
        raised_by=cast.other_inspector,
        side="inspector",
    )
    _regular(cast, new)
    _corps(cast, new)
    _evidence(cast, inspection, new)
    return {record._meta.label: record for record in made}


def _corps(cast: Cast, new: Any) -> None:
    """Training, experts, the first inspector's appraisal, conduct."""
    _training(cast, new)
    _experts(cast, new)
    new(
        Appraisal,
        inspector=Inspector.objects.get(user=cast.inspector),
        kind="yearly",
        year=2026,
        period_from=dt.date(2026, 1, 1),
        period_until=dt.date(2026, 12, 31),
    )
    _conduct(cast, new)


def _experts(cast: Cast, new: Any) -> None:
    """An expert whom the office proposes, and a file of a partner county."""
    new(Expert, name="钱专家", employer="市教科所", categories=["law"], term_from=DAY, term_until=DAY)
    partner = PartnerCounty.objects.create(code="510499", name="邻县", public_key="A" * 43 + "=")
    made = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    facts = {"content": "{}", "expires_on": DAY, "expert_count": 0, "received_by": cast.office}
    new(ExpertReceipt, partner=partner, serial=1, made_at=made, **facts)


def _training(cast: Cast, new: Any) -> None:
    """A session of a course, and a training that the first inspector reports."""
    facts = {"kind": "yearly", "mode": "centralised", "hours": 6}
    course = TrainingCourse.objects.create(name="集中培训", organiser="督导办", created_by=cast.office, **facts)
    new(TrainingSession, course=course, day=DAY, place="会议室", hours=6)
    new(TrainingReport, inspector=Inspector.objects.get(user=cast.inspector), title="专题学习", day=DAY, **facts)
    new(AllowanceStatement, inspector=Inspector.objects.get(user=cast.inspector), month=DAY.replace(day=1))


def _conduct(cast: Cast, new: Any) -> None:
    """A report of the public about the second inspector with its statement and an order, and a commendation."""
    about = Inspector.objects.get(user=cast.other_inspector)
    facts = {"category": "rude", "text": "说话粗鲁", "source": "public", "received_on": DAY}
    report = new(ConductReport, inspector=about, handler=cast.office, investigator=cast.third_inspector, **facts)
    new(ConductStatement, report=report, inspector=about, matter="走访时的言语", asked_by=cast.third_inspector)
    order = {"kind": "order", "text": "责令改正", "decided_by": cast.office_head, "decided_on": DAY}
    new(ConductMeasure, report=report, inspector=about, **order)
    praise = {"kind": "circular", "given_by": "县政府", "text": "成绩突出", "given_on": DAY}
    new(InspectorCommendation, inspector=about, proposed_by=cast.office, **praise)


def _rectifying(cast: Cast, inspection: Inspection, new: Any) -> None:
    """A problem of the inspection with its order, plan, report and urging notice."""
    order = new(RectificationOrder, unit=cast.school, inspection=inspection, basis="秋季督导")
    problem = new(
        Problem,
        number="问题〔2026〕1号",
        unit=cast.school,
        source=Source.choices[0][0],
        inspection=inspection,
        text="消防通道堆放杂物",
        requirement="立即清理",
        severity=Severity.GENERAL,
        registered_on=DAY,
        order=order,
    )
    Recheck.objects.create(problem=problem, inspector=Inspector.objects.get(user=cast.other_inspector))
    new(RectificationPlan, order=order, round=1)
    new(RectificationReport, problem=problem, round=1)
    new(UrgingNotice, problem=problem, unit=cast.school, ground=UrgingGround.choices[0][0], facts="逾期")


def _regular(cast: Cast, new: Any) -> None:
    """A regular visit of the first inspector, the follow-up of a general problem, an urgent report."""
    known = {"unit": cast.school, "inspector": Inspector.objects.get(user=cast.inspector)}
    visit = new(RegularVisit, visited_on=DAY, **known)
    item = RegularItem.objects.create(visit=visit, order=1, code="M1", text="校务管理", rating="general")
    new(FollowUp, visit=visit, item=item, kind="general", found="未公示", advice="公示", **known)
    new(UrgentReport, visit=visit, text="围墙开裂", **known)


def _evidence(cast: Cast, inspection: Inspection, new: Any) -> None:
    """What the expert reviews, and a question of the third inspector to the school."""
    version = FrameworkVersion.objects.create(framework=Framework.objects.create(name="评审指标"), number=1)
    leaf = Indicator.objects.create(version=version, level="C", code="C1", order=1, text="安全管理")
    item = SelfEvaluationItem.objects.create(inspection=inspection, indicator=leaf, text="已落实")
    new(DeskAssignment, inspection=inspection, reviewer=cast.expert)
    new(DeskQuestion, inspection=inspection, item=item, title="请补充台账", asked_by=cast.third_inspector)


def _appointment(cast: Cast, new: Any) -> None:
    """A candidate of the school, and an objection to the appointment."""
    facts = {"education": "bachelor", "experience_years": 12, "kind": "part_time", "term_from": DAY}
    appointment = new(
        Appointment, name="候选人", recommended_by=cast.school_head, recommendation="工作实绩突出", **facts
    )
    new(Objection, appointment=appointment, text="情况不实")
