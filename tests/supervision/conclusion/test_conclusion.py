"""The conclusion of an inspection: each method, each rule, vetoes and caps against figures worked out by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.enums import OrganisationKind
from accounts.services.policy import edit_policy
from core.errors import Refused, TransitionRefused
from core.models import AuditEvent
from supervision.conclusion import services as conclusion_services
from supervision.conclusion.services import scoring
from supervision.conclusion_words import Conclusion
from supervision.framework import services as framework_services
from supervision.framework.services.framework import LevelRow
from supervision.framework.services.indicator import Content
from supervision.models import (
    ConclusionLevel,
    FrameworkVersion,
    Indicator,
    Inspection,
    InspectionResult,
    Method,
    Rating,
    Rule,
    Threshold,
    Visit,
)
from supervision.opinion import services as opinion_services
from supervision.thresholds import Better
from supervision.visit import services as visit_services
from tests.pages import text
from tests.people import Cast
from tests.walk import framework as frameworks
from tests.walk import inspection as inspections

Browser = Callable[[str], Client]
SHARES = {"A": Decimal(100), "B": Decimal(80), "C": Decimal(60), "D": Decimal(0)}
GOOD: dict[str, dict[str, Any]] = {
    "C1": {"points": Decimal("22.5")},
    "C2": {"grade": "B"},
    "C3": {"is_met": True},
    "C4": {"measured": Decimal(92)},
}


def visit_of(cast: Cast, version: FrameworkVersion) -> Visit:
    """A visit under way at the school by the framework."""
    return inspections.begun(cast, framework_version=version)


def rate(visit: Visit, cast: Cast, ratings: dict[str, dict[str, Any]]) -> Inspection:
    """Rate, sign and submit; returns the inspection."""
    for code, value in ratings.items():
        indicator = frameworks.node(visit.inspection.task.framework_version, code)  # type: ignore[arg-type]
        visit_services.rate_indicator(visit, by=cast.inspector, indicator=indicator, **value)
    visit_services.submit_visit(visit, by=cast.inspector, typed_name="督学甲", note="记录")
    return Inspection.objects.get(pk=visit.inspection_id)


def concluded(cast: Cast, ratings: dict[str, dict[str, Any]], **overrides: Any) -> Conclusion:
    """The conclusion of an inspection with these ratings."""
    version = frameworks.in_force(cast, **overrides)
    found = conclusion_services.conclude(rate(visit_of(cast, version), cast, ratings))
    assert found is not None
    return found


def test_every_method_by_hand(cast: Cast) -> None:
    """22.5 as rated, B is 80 % of 25 = 20, met is 25, 92 reaches ≥90 = 20: 87.5 of 100, good."""
    found = concluded(cast, GOOD)
    assert [(line.code, line.points, line.grade) for line in found.lines] == [
        ("C1", Decimal("22.5"), "B"),
        ("C2", Decimal("20.0"), "B"),
        ("C3", Decimal("25.0"), "A"),
        ("C4", Decimal("20.0"), "B"),
    ]
    assert (found.points, found.possible, found.percent) == (Decimal("87.5"), Decimal("100.0"), Decimal("87.50"))
    assert found.grades == {"A": 1, "B": 3, "C": 0, "D": 0}
    assert (found.level, found.tone) == ("良好", "active")
    assert found.steps == [
        "C1 C1内容：评22.5分（分值25分）",
        "C2 C2内容：B等：25分的80%，得20分",
        "C3 C3内容：达到：得满分25分",
        "C4 C4内容：测得92：达到≥90一档，得20分",
        "得分：87.5分，满分100分，得分率87.5%。",
        "等级：A等1项，B等3项，C等0项，D等0项。",
        "按总分：得分率87.5%，达到“良好”（不低于75%）。",
    ]


@pytest.mark.parametrize(("grade", "points"), [("A", "25"), ("B", "20"), ("C", "15"), ("D", "0")])
def test_a_grade_gets_its_share(cast: Cast, grade: str, points: str) -> None:
    assert concluded(cast, {"C2": {"grade": grade}}).points == Decimal(points)


def test_the_shares_are_a_setting_and_rounded_to_a_tenth(cast: Cast) -> None:
    """77 % of 25 is 19.25, rounded to 19.3."""
    edit_policy("grade_shares", by=cast.office_head, value="100,77,50,0")
    assert concluded(cast, {"C2": {"grade": "B"}}).points == Decimal("19.3")


def test_every_grade_has_a_share_and_two_may_share_one(cast: Cast) -> None:
    """Three numbers would give D the share of C and leave C none."""
    with pytest.raises(Refused, match="应填写4个数字"):
        edit_policy("grade_shares", by=cast.office_head, value="100,60,0")
    edit_policy("grade_shares", by=cast.office_head, value="100,100,60,0")
    assert scoring.grade_shares() == {"A": 100, "B": 100, "C": 60, "D": 0}


@pytest.mark.parametrize(
    ("value", "points"), [("95", "25"), ("94.999", "20"), ("90", "20"), ("60", "10"), ("59.9", "0"), ("0", "0")]
)
def test_a_measured_value_is_stepped(cast: Cast, value: str, points: str) -> None:
    assert concluded(cast, {"C4": {"measured": Decimal(value)}}).points == Decimal(points)


def test_lower_is_better_and_growth_may_be_negative(cast: Cast) -> None:
    """Days late: 0 gives 25, up to 10 gives 15. Growth: zero or more gives 25, less gives none."""
    version = frameworks.draft(cast)
    second = frameworks.node(version, "B1")
    for code in ("C1", "C2"):
        framework_services.remove_indicator(frameworks.node(version, code), by=cast.office)
    frameworks.leaf(version, cast, second, "C5", method=Method.MEASURED, steps="≤0得25分；≤10得15分")
    frameworks.leaf(version, cast, second, "C6", method=Method.MEASURED, steps="≥0得25分")
    version = framework_services.put_in_force(version, by=cast.office)
    inspection = rate(
        visit_of(cast, version), cast, {"C5": {"measured": Decimal(7)}, "C6": {"measured": Decimal("-3.5")}}
    )
    found = conclusion_services.conclude(inspection)
    assert found is not None
    assert [(line.code, line.points) for line in found.lines] == [("C5", 15), ("C6", 0)]
    assert "测得-3.5：未达到任何一档，不得分" in found.steps[1]


@pytest.mark.parametrize(("points", "level"), [("15", "优秀"), ("14.9", "良好"), ("0", "良好")])
def test_the_line_of_a_level_belongs_to_it(cast: Cast, points: str, level: str) -> None:
    """25 + 25 + 25 + 15 = 90 is excellent; a tenth less is not."""
    best: dict[str, Any] = {"C2": {"grade": "A"}, "C3": {"is_met": True}, "C4": {"measured": Decimal(99)}}
    assert concluded(cast, best | {"C1": {"points": Decimal(points)}}).level == level


def test_what_nobody_rated_is_left_out_and_named(cast: Cast) -> None:
    """20 of 25, the rest not rated: 80 %."""
    found = concluded(cast, {"C2": {"grade": "B"}})
    assert (found.points, found.possible, found.percent) == (20, 25, 80)
    assert "未评定、不计入：C1、C3、C4。" in found.steps


def test_what_does_not_hold_for_the_kind_is_left_out_and_named(cast: Cast) -> None:
    version = frameworks.draft(cast)
    node = frameworks.node(version, "C1")
    content = content_of(node, applies_to=[OrganisationKind.KINDERGARTEN])
    framework_services.edit_indicator(node, by=cast.office, content=content)
    version = framework_services.put_in_force(version, by=cast.office)
    inspection = rate(visit_of(cast, version), cast, {"C2": {"grade": "A"}, "C3": {"is_met": True}})
    found = conclusion_services.conclude(inspection)
    assert found is not None
    assert (found.points, found.possible) == (50, 50)
    assert "不适用于本类单位、不计入：C1。" in found.steps
    assert "未评定、不计入：C4。" in found.steps


def content_of(node: Indicator, **changes: Any) -> Any:
    """The node's content with changes."""
    values = {"code": node.code, "text": node.text, "points": node.points, "method": node.method}
    return Content(**values | changes)


def test_the_latest_submitted_rating_counts(cast: Cast) -> None:
    version = frameworks.in_force(cast)
    visit = visit_of(cast, version)
    indicator = frameworks.node(version, "C2")
    later = visit_services.begin_visit(visit.inspection, by=cast.other_inspector, visited_on=visit.visited_on)
    visit_services.rate_indicator(later, by=cast.other_inspector, indicator=indicator, grade="A")
    inspection = rate(visit, cast, {"C2": {"grade": "C"}})
    assert conclusion_services.conclude(inspection).points == 15  # type: ignore[union-attr]
    visit_services.submit_visit(later, by=cast.other_inspector, typed_name="督学乙", note="")
    assert conclusion_services.conclude(inspection).points == 25  # type: ignore[union-attr]


def test_a_note_without_a_value_replaces_no_rating(cast: Cast) -> None:
    version = frameworks.in_force(cast)
    visit = visit_of(cast, version)
    later = visit_services.begin_visit(visit.inspection, by=cast.other_inspector, visited_on=visit.visited_on)
    note = {"indicator": frameworks.node(version, "C2"), "note": "再看一看"}
    visit_services.rate_indicator(later, by=cast.other_inspector, **note)
    inspection = rate(visit, cast, {"C2": {"grade": "C"}})
    visit_services.submit_visit(later, by=cast.other_inspector, typed_name="督学乙", note="看过")
    assert conclusion_services.conclude(inspection).points == 15  # type: ignore[union-attr]


def test_a_situation_alone_is_a_record_and_no_other_rating_takes_it_back(cast: Cast) -> None:
    """Found on one visit, it holds, though a later record rates the indicator without a word of it."""
    version = frameworks.in_force(cast)
    visit = visit_of(cast, version)
    later = visit_services.begin_visit(visit.inspection, by=cast.other_inspector, visited_on=visit.visited_on)
    node = frameworks.node(version, "C4")
    visit_services.rate_indicator(visit, by=cast.inspector, indicator=node, situation=True)
    visit_services.submit_visit(visit, by=cast.inspector, typed_name="督学甲", note="")
    visit_services.rate_indicator(later, by=cast.other_inspector, indicator=node, measured=Decimal(99))
    visit_services.submit_visit(later, by=cast.other_inspector, typed_name="督学乙", note="")
    found = conclusion_services.conclude(visit.inspection)
    assert found is not None
    assert (found.percent, found.level) == (100, "合格")


def test_a_veto_without_a_situation_holds_where_the_indicator_fails(cast: Cast) -> None:
    """22.5 + 20 + 0 + 20 = 62.5 would be qualified; C3 failed, so the lowest level."""
    found = concluded(cast, GOOD | {"C3": {"is_met": False}})
    assert (found.percent, found.level, found.tone) == (Decimal("62.50"), "不合格", "bad")
    assert found.steps[-2:] == ["C3一票否决：该指标不达标，定为“不合格”。", "适用一票否决和限档后的结论：不合格。"]


def test_a_cap_with_a_situation_holds_where_it_was_found(cast: Cast) -> None:
    """87.5 is good; the situation of C4 was found, so not above qualified. Its points stay as they are."""
    found = concluded(cast, GOOD | {"C4": {"measured": Decimal(92), "situation": True}})
    assert (found.percent, found.level) == (Decimal("87.50"), "合格")
    assert "C4限档：现场发现“弄虚作假”情形，结论不高于“合格”。" in found.steps


def test_a_failed_indicator_whose_situation_was_not_found_caps_nothing(cast: Cast) -> None:
    """22.5 + 20 + 25 + 0 = 67.5; C4 got nothing, but nobody found its situation."""
    found = concluded(cast, GOOD | {"C4": {"measured": Decimal(0)}})
    assert (found.percent, found.level) == (Decimal("67.50"), "合格")
    assert not any("限档：" in step for step in found.steps)


def test_a_cap_never_raises(cast: Cast) -> None:
    """10 of 100 is unqualified and stays so, though the cap would leave qualified."""
    ratings: dict[str, dict[str, Any]] = {
        "C1": {"points": Decimal(0)},
        "C2": {"grade": "D"},
        "C3": {"is_met": True},
        "C4": {"measured": Decimal(60), "situation": True},
    }
    found = concluded(cast, ratings)
    assert (found.percent, found.level) == (Decimal("35.00"), "不合格")


def by_grades(cast: Cast) -> FrameworkVersion:
    """A draft by count of grades: excellent needs 50 % A and no D, good 75 % A and B, qualified at most 1 D."""
    version = frameworks.draft(cast, rule=Rule.GRADES)
    levels = [
        LevelRow("优秀", least_a=50, most_d=0),
        LevelRow("良好", least_b=75, most_d=1),
        LevelRow("合格", most_d=1),
        LevelRow("不合格"),
    ]
    return framework_services.edit_version(
        version, by=cast.office, rule=Rule.GRADES, total_points=Decimal(100), note="", levels=levels
    )


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"C1": {"points": Decimal(25)}}, "优秀"),  # A B A B: 50 % A, no D
        ({}, "良好"),  # B B A B: 25 % A, all A or B
        ({"C1": {"points": Decimal(16)}, "C2": {"grade": "C"}}, "合格"),  # C C A B: half A or B, no D
        ({"C1": {"points": Decimal(0)}, "C2": {"grade": "D"}}, "不合格"),  # D D A B
    ],
)
def test_by_count_of_grades(cast: Cast, changes: dict[str, Any], level: str) -> None:
    version = framework_services.put_in_force(by_grades(cast), by=cast.office)
    found = conclusion_services.conclude(rate(visit_of(cast, version), cast, GOOD | changes))
    assert found is not None
    assert found.level == level
    assert any(step.startswith("按等级数量：") for step in found.steps)


def test_without_points_and_levels_there_are_only_grades(cast: Cast) -> None:
    version = framework_services.create_framework(by=cast.office, name="清单", rule=Rule.NONE, total_points=Decimal(0))
    top = frameworks.branch(version, cast, "M1")
    frameworks.leaf(version, cast, top, "M1-1", method=Method.GRADE, points=None)
    frameworks.leaf(version, cast, top, "M1-2", method=Method.YES_NO, points=None)
    version = framework_services.put_in_force(version, by=cast.office)
    inspection = rate(visit_of(cast, version), cast, {"M1-1": {"grade": "C"}, "M1-2": {"is_met": False}})
    found = conclusion_services.conclude(inspection)
    assert found is not None
    assert (found.points, found.possible, found.percent, found.level) == (0, 0, None, "")
    assert found.grades == {"A": 0, "B": 0, "C": 1, "D": 1}
    assert found.steps[-1] == "本指标体系不作结论，只记等级。"


def test_by_veto_and_cap_only(cast: Cast) -> None:
    """The best level, unless a veto or cap holds."""
    version = frameworks.draft(cast)
    rows = [LevelRow(name) for name in ("通过", "有条件通过", "不通过")]
    framework_services.remove_indicator(frameworks.node(version, "C4"), by=cast.office)
    framework_services.edit_version(
        version, by=cast.office, rule=Rule.NONE, total_points=Decimal(75), note="", levels=rows
    )
    version = framework_services.put_in_force(version, by=cast.office)
    visit = visit_of(cast, version)
    inspection = rate(visit, cast, {"C1": {"points": Decimal(1)}, "C3": {"is_met": True}})
    assert conclusion_services.conclude(inspection).level == "通过"  # type: ignore[union-attr]
    Rating.objects.filter(indicator__code="C3").update(is_met=False)
    assert conclusion_services.conclude(inspection).level == "不通过"  # type: ignore[union-attr]


def test_nothing_rated_no_conclusion(cast: Cast) -> None:
    found = concluded(cast, {})
    assert (found.level, found.percent, found.lines) == ("", None, ())
    assert found.steps[-1] == "没有评定任何指标，不作结论。"


def test_a_task_without_a_framework_has_no_conclusion(cast: Cast) -> None:
    visit = inspections.begun(cast, framework_version=None)
    assert conclusion_services.conclude(visit.inspection) is None
    assert conclusion_services.freeze(visit.inspection, by=cast.inspector) is None


def test_the_deliberation_freezes_the_result(cast: Cast) -> None:
    inspection = inspections.deliberated(cast, framework_version=walked(cast))
    result = InspectionResult.objects.get(inspection=inspection)
    assert (result.unit, result.level, result.year) == (cast.school, result.conclusion.level, 2026)
    assert result.conclusion.points == sum(line.points or 0 for line in result.conclusion.lines)
    assert AuditEvent.objects.filter(action="freeze_result").count() == 1
    before = result.basis
    edit_policy("grade_shares", by=cast.office_head, value="100,10,5,0")
    Rating.objects.update(grade="")
    result.refresh_from_db()
    assert result.basis == before
    with pytest.raises(TransitionRefused, match="目前为“已评议”"):
        conclusion_services.freeze(inspection, by=cast.inspector)


def walked(cast: Cast) -> FrameworkVersion:
    """The walk's framework with levels: what `inspections.fill` rates."""
    version = inspections.make_framework()
    for order, (name, least) in enumerate((("优秀", 90), ("良好", 75), ("合格", 60), ("不合格", None))):
        ConclusionLevel.objects.create(version=version, order=order, name=name, least_percent=least)
    Indicator.objects.filter(version=version, code="C4").update(better=Better.HIGHER)
    Threshold.objects.create(indicator=frameworks.node(version, "C4"), bound=20, points=10)
    return version


def test_who_reads_it_on_the_page_of_the_inspection(cast: Cast, browser: Browser) -> None:
    """C1 8.5, C2 B 8, C3 10, C4 10: 36.5 of 40, excellent. The team at once, the unit once it is fed back."""
    version = walked(cast)
    visit = inspections.visited(cast, framework_version=version)
    address = f"/desk/supervision/inspections/{visit.inspection_id}/"
    assert "按指标体系得出的结论（目前）" in text(browser("inspector").get(address))
    assert "按指标体系得出的结论" not in text(browser("school_head").get(address))
    opinion = inspections.opinion_drafted(cast, framework_version=version)
    address = f"/desk/supervision/inspections/{opinion.inspection_id}/"
    page = text(browser("office").get(address))
    for words in ("得36.5分（满分40分），得分率91.25%", "优秀", "结论是怎样得出的", "B等：10分的80%，得8分"):
        assert words in page
    assert "得分率91.25%" not in text(browser("school_head").get(address))
    opinion_services.feed_back(opinion.inspection, by=cast.office)
    assert "得分率91.25%" in text(browser("school_head").get(address))
    assert browser("other_school_head").get(address).status_code == 404


def test_a_conclusion_of_fifty_indicators_needs_no_more_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    version = frameworks.draft(cast)
    second = frameworks.node(version, "B1")
    for n in range(50):
        frameworks.leaf(version, cast, second, f"C{n + 10}", method=Method.MEASURED, steps="≥1得25分")
    FrameworkVersion.objects.filter(pk=version.pk).update(state="in_force")
    version.refresh_from_db()
    visit = inspections.begun(cast, framework_version=version)
    inspection = Inspection.objects.select_related("task__framework_version", "unit").get(pk=visit.inspection_id)
    scoring.grade_shares()
    with django_assert_max_num_queries(6):
        conclusion = conclusion_services.conclude(inspection)
    assert conclusion.points == 0
