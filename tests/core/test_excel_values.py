"""Cells as county offices write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.excel.reasons import reason_of, reason_text
from core.excel.values import Choice, Day, Lookup, Month, Points, Text, Whole, YesNo, compact, text_of

JANUARY = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("　甲 　乙\n丙 ", "甲 乙 丙"),
        (5104210001, "5104210001"),
        (60.0, "60"),
        (2.5, "2.5"),
        (dt.datetime(2026, 1, 1, 8), "2026-01-01"),  # noqa: DTZ001 (as openpyxl gives it)
        (True, "True"),
    ],
)
def test_text(value, text):
    assert Text().clean(value) == text_of(value) == text


def test_compact_makes_brackets_and_blanks_alike():
    assert compact("一票否决／限档（＊）") == compact("一票否决 / 限档( * )")


@pytest.mark.parametrize(
    ("value", "number"), [("60", 60), (60, 60), (60.0, 60), ("1,005", 1005), ("", None), (None, None)]
)
def test_whole_numbers(value, number):
    assert Whole().clean(value) == number


@pytest.mark.parametrize("value", ["60人", "-1", "1.5", 1.5, "9" * 10])
def test_no_whole_numbers(value):
    with pytest.raises(ValidationError):
        Whole().clean(value)


@pytest.mark.parametrize(("value", "points"), [(4, "4.0"), ("2.5", "2.5"), (0, "0.0"), ("", None)])
def test_points(value, points):
    assert Points().clean(value) == (Decimal(points) if points else None)


@pytest.mark.parametrize("value", ["四", -1, 2.55, "NaN", "Infinity"])
def test_no_points(value):
    with pytest.raises(ValidationError):
        Points().clean(value)


def test_points_are_written_as_numbers():
    assert [Points().render(v) for v in (None, Decimal("4.0"), Decimal("2.5"))] == [None, 4, 2.5]


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-01",
        "2026/1/1",
        "2026.1.1",
        "2026年1月1日",
        " 2026年1月1日　",
        "20260101",
        46023,
        dt.date(2026, 1, 1),
        dt.datetime(2026, 1, 1),  # noqa: DTZ001 (as openpyxl gives it)
    ],
)
def test_dates(value):
    assert Day().clean(value) == JANUARY


@pytest.mark.parametrize("value", ["2026-13-01", "2026-02-30", "明年", "2026-01", 7])
def test_no_dates(value):
    with pytest.raises(ValidationError):
        Day().clean(value)


@pytest.mark.parametrize(
    "value", ["1978-05", "1978年5月", "1978.05", "1978/5", "197805", "1978-05-17", dt.date(1978, 5, 17)]
)
def test_months(value):
    assert Month().clean(value) == dt.date(1978, 5, 1)


@pytest.mark.parametrize("value", [1978.1, "1978-13", "五月"])
def test_no_months(value):
    with pytest.raises(ValidationError):
        Month().clean(value)


def test_blank_dates_are_none_and_dates_are_written_as_the_county_does():
    assert Day().clean("") is None
    assert Month().clean(None) is None
    assert (Day().render(JANUARY), Month().render(JANUARY), Day().render(None), Month().render(None)) == (
        "2026-01-01",
        "2026-01",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("value", "truth"), [("是", True), ("√", True), ("Y", True), ("否", False), ("", False), ("无", False)]
)
def test_yes_and_no(value, truth):
    assert YesNo().clean(value) is truth


def test_neither_yes_nor_no():
    with pytest.raises(ValidationError):
        YesNo().clean("大概")


def test_choices_take_synonyms_and_write_the_first_word():
    choice = Choice({"初级中学": "junior", "初中": "junior", "小学": "primary"})
    assert choice.clean(" 初 中 ") == "junior"
    assert choice.render("junior") == "初级中学"
    assert choice.render("other") == ""
    assert choice.written == ["初级中学", "小学"]
    assert choice.clean("") == ""
    with pytest.raises(ValidationError) as caught:
        choice.clean("大学")
    assert "初级中学、小学" in reason_text(reason_of(caught.value))


def test_lookups():
    lookup = Lookup({"甲局": 1}, "“%(value)s” is not known. Import departments and townships first.")
    assert lookup.clean("甲 局") == 1
    assert lookup.clean("") is None
    assert lookup.render(None) == ""
    with pytest.raises(ValidationError) as caught:
        lookup.clean("乙局")
    assert (
        reason_text(reason_of(caught.value, "主管部门"))
        == "主管部门：系统中没有“乙局”，请先导入县级部门和乡镇人民政府名单。"
    )


def test_djangos_own_length_rule_is_kept_as_a_translatable_reason():
    error = ValidationError("x", code="max_length", params={"limit_value": 5, "show_value": 9})
    assert reason_text(reason_of(error)) == "最多5个字，这里有9个字。"
