"""What an imported framework gets besides its leaves: levels, thresholds and caps."""

from decimal import Decimal
from typing import Any

import pytest

from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export
from core.models import ImportRun
from supervision.framework import services
from supervision.framework.resources.levels import line_of
from supervision.framework.services.framework import LevelRow
from supervision.models import FrameworkVersion, Rule
from tests.people import Cast
from tests.walk import framework as walk
from tests.workbooks import changed_demo, demo, refused, sheet, upload

HEAD = [
    "一级指标",
    "二级指标",
    "三级指标（观测点）",
    "分值",
    "评分方式",
    "评分标准",
    "一票否决/限档",
    "测量阈值",
    "限档等次",
]
GOOD = ["A1 甲", "B1 乙", "C1 丙", 100, "测量", "扣分", "限档：造假", "≥1得100分", "中"]
LINE = "结论规则：按总分；等次：好（≥80）、中（≥60）、差"


def take(cast: Cast, name: str) -> ImportRun:
    """One of the county's workbooks, imported."""
    return confirm_import(run_import("frameworks", demo(name), by=cast.office), by=cast.office)


def tried(cast: Cast, *rows: list[Any], line: str = LINE) -> ImportRun:
    """A small workbook with a line on levels, as far as the preview."""
    return run_import("frameworks", sheet([["试行指标"], [line], HEAD, *rows]), by=cast.office)


def test_the_government_framework_gets_what_its_words_mean(cast: Cast) -> None:
    run = take(cast, "indicators-government")
    remarks = [reason_text(remark) for remark in run.remarks]
    assert "以下指标的测量阈值由评分标准读出，请核对：C4、C5、C6、C8、C12、C13。" in remarks
    assert "限档未写明等次，按不高于“合格”处理：C11。" in remarks
    assert "采用默认等次：优秀（≥90）、良好（≥75）、合格（≥60）、不合格。" in remarks
    version = FrameworkVersion.objects.get()
    c4 = walk.node(version, "C4")
    assert (str(c4.steps), c4.measure, c4.better) == ("≥0得8分", "同比增减额", "higher")
    assert (c4.cap_note, c4.caps_at.name, c4.may_be_negative) == ("", "合格", True)  # type: ignore[union-attr]
    assert walk.node(version, "C6").may_be_negative is False
    assert str(walk.node(version, "C13").steps) == "≥3得6分；≥2得4分；≥1得2分"


def test_the_checklist_has_no_levels(cast: Cast) -> None:
    run = take(cast, "plaque-checklist")
    assert "本表不计分：不设等次，不作结论，只记等级。" in [reason_text(remark) for remark in run.remarks]
    version = FrameworkVersion.objects.get()
    assert (version.conclusion_rule, version.levels.count()) == (Rule.NONE, 0)
    assert line_of(version) == "结论规则：只按一票否决和限档"


def test_a_standard_that_cannot_be_read_is_named(cast: Cast) -> None:
    changed = changed_demo("indicators-kindergarten", {"F7": "以观察为准"})
    run = confirm_import(run_import("frameworks", changed, by=cast.office), by=cast.office)
    assert "未能从评分标准中读出测量阈值，请在草稿中填写：C4。" in [reason_text(remark) for remark in run.remarks]
    assert walk.node(FrameworkVersion.objects.get(), "C4").steps is None


def test_what_the_office_mended_is_kept_by_the_next_import(cast: Cast) -> None:
    take(cast, "indicators-kindergarten")
    first = FrameworkVersion.objects.get()
    walk.node(first, "C4").thresholds.update(points=Decimal("5.5"))
    levels = [LevelRow("优", Decimal(85)), LevelRow("合格", Decimal(60)), LevelRow("差")]
    services.edit_version(first, by=cast.office, rule=Rule.TOTAL, total_points=Decimal(100), note="", levels=levels)
    run = take(cast, "indicators-kindergarten")
    second = FrameworkVersion.objects.get(number=2)
    assert str(walk.node(second, "C4").steps) == "≥2得5.5分"
    assert [level.name for level in second.levels.all()] == ["优", "合格", "差"]
    assert walk.node(second, "C2").caps_at == second.levels.get(name="合格")
    assert "沿用上一版本的等次：优（≥85）、合格（≥60）、差。" in [reason_text(remark) for remark in run.remarks]


def test_levels_thresholds_and_caps_of_the_sheet(cast: Cast) -> None:
    run = confirm_import(tried(cast, GOOD), by=cast.office)
    assert run.status == ImportRun.Status.CONFIRMED
    version = FrameworkVersion.objects.get()
    assert list(version.levels.values_list("name", "least_percent")) == [("好", 80), ("中", 60), ("差", None)]
    node = walk.node(version, "C1")
    assert (str(node.steps), node.caps_at, node.cap_note) == ("≥1得100分", version.levels.get(name="中"), "造假")
    assert services.put_in_force(version, by=cast.office).state == "in_force"


def test_by_count_of_grades_goes_out_and_in_again(cast: Cast) -> None:
    version = walk.draft(cast, rule=Rule.GRADES)
    levels = [LevelRow("优秀", least_a=50, most_d=0), LevelRow("合格", least_b=75), LevelRow("不合格")]
    services.edit_indicator(walk.node(version, "C4"), by=cast.office, content=mended(version))
    version = services.edit_version(
        version, by=cast.office, rule=Rule.GRADES, total_points=Decimal(100), note="", levels=levels
    )
    line = line_of(version)
    assert line == "结论规则：按等级数量；等次：优秀（A≥50%，D≤0）、合格（A和B≥75%）、不合格"
    data = export(
        get_kind("frameworks").resource(), version.indicators.all(), title=walk.NAME, note=line, total={"分值": 100}
    )
    run = run_import("frameworks", upload("导出.xlsx", data), by=cast.office)
    assert run.counts == {"unchanged": 4}
    confirm_import(run, by=cast.office)
    again = FrameworkVersion.objects.get(number=2)
    assert (again.conclusion_rule, line_of(again)) == (Rule.GRADES, line)
    assert [str(walk.node(again, code).steps) for code in ("C4",)] == ["≥95得25分"]


def mended(version: FrameworkVersion) -> Any:
    """C4 with one threshold and observation points."""
    node = walk.node(version, "C4")
    return walk.Content(
        code="C4",
        text=node.text,
        points=node.points,
        method=node.method,
        observation="看台账",
        measure="完成率（%）",
        steps=walk.read("≥95得25分"),
    )


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (7, "大约1", "测量阈值：“大约1”不是测量阈值，请写成“≥95得4分”。"),
        (7, "≥1得101分", "测量阈值：1一档得101分，超过该指标分值100分。"),
        (8, "优异", "限档等次：“优异”不是本指标体系的等次。"),
        (4, "计分", "测量阈值：只有测量指标才有测量阈值。"),
    ],
)
def test_a_cell_that_makes_no_sense(cast: Cast, place: int, value: str, reason: str) -> None:
    row = list(GOOD)
    row[place] = value
    run = tried(cast, row)
    assert [reason_text(found) for found in refused(run)[4].reasons] == [reason]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("结论规则：看心情", "“结论规则：看心情”一行无法识别，可写：按总分、按等级数量、只按一票否决和限档。"),
        (
            "结论规则：按总分；等次：好（多于80）、差",
            "“好（多于80）”不是等次的要求，可写：优秀（≥90）或优秀（A≥80%）。",
        ),
        ("结论规则：按总分；等次：好（D≥1）、差", "“好（D≥1）”不是等次的要求，可写：优秀（≥90）或优秀（A≥80%）。"),
    ],
)
def test_a_line_on_levels_that_does_not_read(cast: Cast, line: str, reason: str) -> None:
    run = tried(cast, [*GOOD[:6], None, GOOD[7], None], line=line)
    assert [reason_text(found) for found in run.refusals] == [reason]
