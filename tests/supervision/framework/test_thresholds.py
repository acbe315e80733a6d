"""Thresholds in the county's notation, and those that its standards mean in words."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.excel.reasons import reason_of, reason_text
from supervision.thresholds import check_points, guess, read


@pytest.mark.parametrize(
    ("standard", "points", "written", "measure"),
    [
        (
            "完成率：100%满分，每低5%扣0.5分",
            4,
            "≥100得4分；≥95得3.5分；≥90得3分；≥85得2.5分；≥80得2分；≥75得1.5分；≥70得1分；≥65得0.5分",
            "完成率",
        ),
        ("七项指标达标数：7项满分，6项得3分", 4, "≥7得4分；≥6得3分", "七项指标达标数"),
        ("达到合格率95%满分", 4, "≥95得4分", ""),
        ("≥85%满分", 2, "≥85得2分", ""),
        ("同比增减额：≥0得满分，<0不得分", 8, "≥0得8分", "同比增减额"),
        (
            "滞后天数：0得满分，每超10天扣1分",
            6,
            "≤0得6分；≤10得5分；≤20得4分；≤30得3分；≤40得2分；≤50得1分",
            "滞后天数",
        ),
        ("缺课门数：≤1得满分", 5, "≤1得5分", "缺课门数"),
        ("85%、80%、50%各2分", 6, "≥3得6分；≥2得4分；≥1得2分", "达标项数（项）"),
        ("班额：小班≤25、中班≤30、大班≤35", 8, "≥3得8分", "达标项数（项）"),
        ("完成率：100%满分，每低0%扣1分", 4, "≥100得4分", "完成率"),
    ],
)
def test_a_standard_in_words_is_read(standard: str, points: int, written: str, measure: str) -> None:
    steps = guess(standard, Decimal(points))
    assert steps is not None
    assert (str(steps), steps.measure) == (written, measure)
    assert read(written).rows == steps.rows  # type: ignore[union-attr]


@pytest.mark.parametrize("standard", ["查阅资料", "每缺一项扣1分", "", "≤25"])
def test_what_cannot_be_read_is_left_to_people(standard: str) -> None:
    assert guess(standard, Decimal(5)) is None


def test_nothing_is_read_without_points() -> None:
    assert guess("≥85%满分", None) is None


@pytest.mark.parametrize(
    "text", ["≥95得4分；≥90得3分", ">=90:3\n>=95:4", "不低于95%得4分，不低于90%得3分", "≥ 95 → 4 分 ； ≥90=3；"]
)
def test_ways_of_writing_the_same(text: str) -> None:
    steps = read(text)
    assert steps is not None
    assert str(steps) == "≥95得4分；≥90得3分"


def test_lower_is_better_and_below_zero() -> None:
    assert str(read("≤10得1分；≤-2.5得3分")) == "≤-2.5得3分；≤10得1分"
    assert read("  ") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("95分", "“95分”不是测量阈值，请写成“≥95得4分”。"),
        ("≥95得4分；≤90得3分", "同一指标的各档应都是“≥”或都是“≤”。"),
        ("≥95得4分；≥95.0得3分", "数值95有两档。"),
        ("≥95得3分；≥90得3分", "90的得分应低于95的得分。"),
        ("≥95得3.25分", "95一档的得分应不小于0，最小单位0.1。"),
        ("≥95得-1分", "95一档的得分应不小于0，最小单位0.1。"),
        ("；".join(f"≥{n}得{n}分" for n in range(41)), "一项指标的测量阈值超过40档。"),
    ],
)
def test_what_is_no_threshold(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(text)
    assert reason_text(reason_of(refused.value)) == words


def test_no_threshold_gives_more_than_the_indicator_has() -> None:
    steps = read("≥95得4分")
    assert steps is not None
    check_points(steps, Decimal(4))
    with pytest.raises(ValidationError) as refused:
        check_points(steps, Decimal("3.9"))
    assert reason_text(reason_of(refused.value)) == "95一档得4分，超过该指标分值3.9分。"
    with pytest.raises(ValidationError):
        check_points(steps, None)
