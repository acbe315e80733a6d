"""Walks self-evaluations, evidence and desk review through the real services."""

from decimal import Decimal
from typing import Any

from accounts.models import User
from supervision.evidence import services
from supervision.framework.services.score import leaves_of
from supervision.models import (
    DeskAssignment,
    DeskQuestion,
    DeskVerdict,
    Indicator,
    Inspection,
    Method,
    SelfEvaluationItem,
    TaskGrant,
)
from tests.people import Cast, let_into
from tests.walk import inspection as walk

VALUES: dict[str, dict[str, Any]] = {
    Method.POINTS: {"points": Decimal("9.0")},
    Method.GRADE: {"grade": "A"},
    Method.YES_NO: {"is_met": True},
    Method.MEASURED: {"measured": Decimal("25")},
}


def leaf(inspection: Inspection, code: str) -> Indicator:
    """The task's leaf `code`, which the unit is asked about."""
    return Indicator.objects.get(version=inspection.task.framework_version_id, level="C", code=code)


def fill_items(inspection: Inspection, by: User) -> Inspection:
    """The unit writes at every indicator."""
    for one in leaves_of(inspection):
        services.save_self_evaluation_item(
            inspection, by=by, indicator=one, text=f"{one.code}已对照落实，台账齐全。", **VALUES[one.method]
        )
    return inspection


def evaluate(inspection: Inspection, by: User, *, files: bool = True) -> Inspection:
    """The unit writes everything, files evidence for the first indicator, and hands it in."""
    fill_items(inspection, by)
    if files:
        services.add_evidence(inspection, by=by, indicator=leaf(inspection, "C1"), files=[walk.picture("台账.png")])
    return services.submit_self_evaluation(inspection, by=by, text="自评如下：总体达标。")


def evaluated(cast: Cast, **overrides: Any) -> Inspection:
    """The school's announced inspection, its self-evaluation handed in."""
    return evaluate(walk.notified(cast, announced=True, **overrides), cast.school_head)


def item_of(inspection: Inspection, code: str = "C1") -> SelfEvaluationItem:
    """The item at the leaf `code`, fresh."""
    rows = SelfEvaluationItem.objects.select_related("inspection__task", "inspection__unit", "indicator")
    return rows.get(inspection=inspection, indicator__code=code)


def reviewed(cast: Cast, **overrides: Any) -> Inspection:
    """Handed in, C1 settled on paper by the leading inspector, C2 to be checked on site."""
    inspection = evaluated(cast, **overrides)
    services.review_item(
        item_of(inspection), by=cast.inspector, verdict=DeskVerdict.SUFFICES, points=Decimal("8.5"), note="台账完整"
    )
    services.review_item(item_of(inspection, "C2"), by=cast.inspector, verdict=DeskVerdict.ON_SITE, note="看课表执行")
    return inspection


def invited(cast: Cast, inspection: Inspection) -> User:
    """The expert, let into the task of `inspection`."""
    if not TaskGrant.objects.filter(user=cast.expert, content_object=inspection.task).exists():
        let_into(cast.expert, inspection.task)
    # A person's grants are read once a request: a fresh account sees the new one.
    return User.objects.get(pk=cast.expert.pk)


def assigned(cast: Cast, inspection: Inspection, *codes: str) -> DeskAssignment:
    """The expert reviews the leaves `codes` (default: C1)."""
    expert = invited(cast, inspection)
    leaves = [leaf(inspection, code) for code in codes or ("C1",)]
    return services.assign_desk_review(inspection, by=cast.office, reviewer=expert, indicators=leaves)


def asked(cast: Cast, **overrides: Any) -> DeskQuestion:
    """The leading inspector has asked the school about C1."""
    inspection = evaluated(cast, **overrides)
    return services.ask_question(item_of(inspection), by=cast.inspector, text="隐患台账缺少九月的记录，请补充。")


def answered(cast: Cast, **overrides: Any) -> DeskQuestion:
    """The school has answered."""
    question = asked(cast, **overrides)
    text = "九月台账已补齐，见附件。"
    return services.answer_question(question, by=cast.school_head, text=text, files=[walk.picture("九月台账.png")])
