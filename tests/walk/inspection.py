"""Walks an inspection through the real services to a wanted state.

By default a special, unannounced inspection that begins today: every step may be taken on one day. Each function walks
all steps before its own. Pass `announced=True` for a comprehensive one with notice and self-evaluation; then travel
with `tests.walk.clock.on`.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.enums import OrganisationKind
from core import calendar
from inspectors.models import Inspector
from supervision.inspection import services as inspection_services
from supervision.law import earliest_start
from supervision.models import (
    Framework,
    FrameworkVersion,
    Indicator,
    Inspection,
    InspectionTask,
    Method,
    Mode,
    Opinion,
    Severity,
    VersionState,
    Visit,
)
from supervision.opinion import services as opinion_services
from supervision.opinion.services.opinion import proposed_items
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from tests.people import Cast

FINDING = "三楼实验室危险化学品未上锁存放，出入库登记缺失。"
REQUIREMENT = "立即配齐防盗锁具，建立双人双锁和出入库登记制度。"


def picture(name: str = "现场照片.png", colour: str = "steelblue") -> SimpleUploadedFile:
    """A small photograph."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def signature() -> SimpleUploadedFile:
    """A signature drawn by a finger."""
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 90), (90, 30), (150, 80), (280, 40)], fill="black", width=4)
    data = io.BytesIO()
    image.save(data, "PNG")
    return SimpleUploadedFile("signature.png", data.getvalue(), "image/png")


def make_framework(name: str = "义务教育学校督导评估指标体系") -> FrameworkVersion:
    """A framework in force: an indicator of each method, one for kindergartens only; the same on every call."""
    known = FrameworkVersion.objects.filter(framework__name=name, state=VersionState.IN_FORCE).first()
    if known is not None:
        return known
    version = FrameworkVersion.objects.create(
        framework=Framework.objects.create(name=name), number=1, state=VersionState.IN_FORCE, total_points=Decimal(30)
    )
    top = Indicator.objects.create(version=version, level="A", code="A1", order=1, text="办学方向")
    second = Indicator.objects.create(version=version, parent=top, level="B", code="B1", order=2, text="安全管理")
    leaves: tuple[tuple[str, str, str, list[str]], ...] = (
        ("C1", "落实安全管理责任", Method.POINTS, []),
        ("C2", "课程开齐开足", Method.GRADE, []),
        ("C3", "食堂证照齐全", Method.YES_NO, []),
        ("C4", "生均图书册数", Method.MEASURED, []),
        ("C5", "以游戏为基本活动", Method.POINTS, [OrganisationKind.KINDERGARTEN]),
    )
    for order, (code, text, method, kinds) in enumerate(leaves, 3):
        Indicator.objects.create(
            version=version,
            parent=second,
            level="C",
            code=code,
            order=order,
            text=text,
            points=Decimal(10),
            method=method,
            standard="查阅资料、实地查看",
            applies_to=kinds,
        )
    return version


def team(cast: Cast) -> list[Inspector]:
    """The cast's three inspectors; the first leads."""
    users = (cast.inspector, cast.other_inspector, cast.third_inspector)
    return [Inspector.objects.get(user=user) for user in users]


def task_content(cast: Cast, *, announced: bool = False, **overrides: Any) -> dict[str, Any]:
    """What the office decides about a task, ready for `create_task`."""
    members = overrides.pop("members", None) or team(cast)
    today = calendar.today()
    starts_on = earliest_start(today).on if announced else today
    content: dict[str, Any] = {
        "name": "2026年秋季学期综合督导" if announced else "校园安全专项督导",
        "mode": Mode.COMPREHENSIVE if announced else Mode.SPECIAL,
        "is_announced": announced,
        "matters": "安全管理\n课程与课堂\n食堂与饮水",
        "framework_version": overrides["framework_version"] if "framework_version" in overrides else make_framework(),
        "needs_self_evaluation": announced,
        "self_evaluation_due_on": starts_on if announced else None,
        "starts_on": starts_on,
        "ends_on": starts_on + calendar.ONE_DAY * 4,
        "units": [cast.school, cast.other_school],
        "members": members,
        "leader": members[0],
    }
    return content | overrides


def make_task(cast: Cast, **overrides: Any) -> InspectionTask:
    """A draft task at the school and the other school."""
    return task_services.create_task(by=cast.office, **task_content(cast, **overrides))


def approved(cast: Cast, **overrides: Any) -> InspectionTask:
    """An approved task."""
    return task_services.approve_task(make_task(cast, **overrides), by=cast.office_head)


def inspection_of(task: InspectionTask, unit: Any) -> Inspection:
    """The inspection of `unit` in `task`, fresh."""
    return Inspection.objects.select_related("task", "unit").get(task=task, unit=unit)


def notified(cast: Cast, **overrides: Any) -> Inspection:
    """The school's inspection, its notice issued."""
    return inspection_services.issue_notice(inspection_of(approved(cast, **overrides), cast.school), by=cast.office)


def begun(cast: Cast, **overrides: Any) -> Visit:
    """A visit that the leading inspector has begun at the school (for announced tasks: travel, then the service)."""
    return visit_services.begin_visit(notified(cast, **overrides), by=cast.inspector, visited_on=calendar.today())


def fill(visit: Visit, by: Any, severities: Sequence[str] = (Severity.SERIOUS,)) -> None:
    """Rate the four indicators of a school and raise one problem for each of `severities`, with a photograph."""
    version = visit.inspection.task.framework_version
    leaves = {leaf.code: leaf for leaf in Indicator.objects.filter(version=version, level="C")}
    visit_services.rate_indicator(visit, by=by, indicator=leaves["C1"], points=Decimal("8.5"), note="台账较完整")
    visit_services.rate_indicator(visit, by=by, indicator=leaves["C2"], grade="B")
    visit_services.rate_indicator(visit, by=by, indicator=leaves["C3"], is_met=True)
    visit_services.rate_indicator(visit, by=by, indicator=leaves["C4"], measured=Decimal("21.5"))
    for severity in severities:
        visit_services.add_finding(
            visit,
            by=by,
            text=FINDING,
            requirement=REQUIREMENT,
            severity=severity,
            indicator=leaves["C1"],
            photos=[picture()],
        )


def visited(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> Visit:
    """The leading inspector's visit to the school, filled in, signed and submitted."""
    visit = begun(cast, **overrides)
    fill(visit, cast.inspector, severities)
    return visit_services.submit_visit(visit, by=cast.inspector, signature=signature(), note="总体规范")


def hear(inspection: Inspection, by: Any) -> None:
    """Record that pupils, parents and teachers were heard today."""
    inspection_services.record_public_opinion(
        inspection,
        by=by,
        held_on=calendar.today(),
        method="座谈会",
        picked_how="按学籍号随机抽取",
        pupils=12,
        parents=10,
        teachers=8,
        summary="普遍认可学校管理，希望改善食堂菜品。",
    )


def deliberated(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> Inspection:
    """The school's inspection, visited, the public heard, the team of one mind."""
    inspection = inspection_of(visited(cast, severities, **overrides).inspection.task, cast.school)
    hear(inspection, cast.inspector)
    vote(inspection, cast)
    return opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())


def vote(inspection: Inspection, cast: Cast) -> None:
    """The leader puts a wording to the vote, and the members agree one by one."""
    proposal = opinion_services.propose_opinion(
        inspection, by=cast.inspector, text="学校管理总体规范，实验室安全管理存在漏洞。"
    )
    for member in inspection.team.members.select_related("inspector__user"):
        opinion_services.cast_vote(proposal, by=member.inspector.user, choice="agrees")


def opinion_drafted(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> Opinion:
    """The office's draft of the opinion, its problems taken from the findings."""
    inspection = deliberated(cast, severities, **overrides)
    return opinion_services.draft_opinion(
        inspection,
        by=cast.office,
        evaluation="学校办学方向端正，管理总体规范。",
        facts="督导小组查阅资料、实地查看、座谈访谈后认定下列问题。",
        advice="举一反三，健全安全管理长效机制。",
        items=proposed_items(inspection),
    )


def fed_back(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> Inspection:
    """The preliminary opinion is with the school; its window for a defence is open."""
    opinion = opinion_drafted(cast, severities, **overrides)
    return opinion_services.feed_back(opinion.inspection, by=cast.office)


def opinion_issued(cast: Cast, severities: Sequence[str] = (Severity.SERIOUS,), **overrides: Any) -> Opinion:
    """The opinion letter is issued, the school having waived its defence."""
    inspection = fed_back(cast, severities, **overrides)
    opinion_services.waive_defence(inspection, by=cast.school_head)
    opinion_services.issue_opinion(inspection, by=cast.office)
    return Opinion.objects.select_related("inspection__task", "inspection__unit").get(inspection=inspection)
