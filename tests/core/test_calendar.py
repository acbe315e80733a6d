"""Working days and deadlines, on the real holiday table of 2026 and against a slow second opinion."""

import datetime as dt
import random
from typing import Any

import chinese_calendar
import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from core import calendar
from core.calendar import DayUnit, deadline, explain, load_days, working_days_between
from core.models import CalendarDay

W, C = DayUnit.WORKING, DayUnit.CALENDAR


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


# The State Council's arrangement for 2026: Spring Festival 15–23 February with workdays on 14 and 28 February, National
# Day 1–7 October with workdays on 20 September and 10 October, Mid-autumn 25–27 September.
@pytest.mark.parametrize(
    ("start", "days", "unit", "last"),
    [
        ("11-24", 5, W, "12-01"),
        ("09-24", 1, W, "09-28"),
        ("09-28", 3, W, "10-08"),
        ("09-28", 5, W, "10-10"),
        ("09-30", 10, W, "10-20"),
        ("09-18", 1, W, "09-20"),
        ("02-13", 1, W, "02-14"),
        ("02-13", 2, W, "02-24"),
        ("02-26", 2, W, "02-28"),
        ("11-24", 10, C, "12-04"),
        ("11-24", 4, C, "11-30"),
        ("09-21", 10, C, "10-08"),
        ("09-10", 10, C, "09-20"),
        ("11-24", 0, C, "11-24"),
        ("11-28", 0, W, "11-30"),
    ],
)
def test_the_last_day(holidays: None, start: str, days: int, unit: DayUnit, last: str) -> None:
    assert deadline(day(start), days, unit).on == day(last)


def test_ten_working_days_over_national_day_explain_themselves(holidays: None) -> None:
    reached = deadline(day("09-28"), 10, W)
    assert reached.on == day("10-16")
    assert explain(reached.basis("order_days_minor")) == [
        "期限 10 个工作日，自2026年9月28日次日起算。",
        "2026年10月1日至2026年10月7日不计入：国庆节。",
        "2026年10月10日为调休上班日，计入（国庆节）。",
        "2026年10月11日不计入：周末。",
    ]
    assert reached.basis("order_days_minor")["policy"] == "order_days_minor"


def test_calendar_days_that_end_on_a_holiday_move_and_say_so(holidays: None) -> None:
    reached = deadline(day("09-26"), 10, C)
    assert reached.on == day("10-08")
    assert explain(reached.basis()) == [
        "期限 10 天，自2026年9月26日次日起算。",
        "2026年10月6日至2026年10月7日不计入：国庆节。",
    ]


def test_the_reasons_in_english(holidays: None) -> None:
    with translation.override("en"):
        assert explain(deadline(day("11-24"), 5, W).basis()) == [
            "5 working days, counted from the day after 2026-11-24.",
            "2026-11-28–2026-11-29 does not count: weekend.",
        ]


def test_a_year_that_nobody_has_entered_counts_weekends_and_says_so(holidays: None) -> None:
    reached = deadline(day("12-28"), 10, W)
    assert reached.on == dt.date(2027, 1, 11)
    assert reached.unknown_years == [2027]
    assert "2027年节假日安排尚未录入" in explain(reached.basis())[-1]
    assert deadline(dt.date(2026, 12, 31), 1, W).unknown_years == [2027]
    assert deadline(day("11-24"), 5, W).unknown_years == []


def test_an_empty_table_knows_no_year(db: None) -> None:
    assert deadline(day("11-24"), 5, W).unknown_years == [2026]


def test_the_office_enters_a_year_and_it_is_known(holidays: None) -> None:
    CalendarDay.objects.create(day=dt.date(2027, 1, 1), kind="holiday", name="元旦")
    reached = deadline(day("12-28"), 10, W)
    assert (reached.on, reached.unknown_years) == (dt.date(2027, 1, 12), [])


def test_nothing_to_explain() -> None:
    assert explain({}) == []
    assert explain({"policy": "x"}) == []


def test_working_days_between(holidays: None) -> None:
    assert working_days_between(day("09-30"), day("10-08")) == 1
    assert working_days_between(day("10-08"), day("09-30")) == -1
    assert working_days_between(day("10-08"), day("10-12")) == 3
    assert working_days_between(day("10-08"), day("10-08")) == 0


def test_the_table_is_read_once_for_many_deadlines(holidays: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        table = load_days(day("01-01"), day("12-31"))
    with django_assert_num_queries(0):
        assert deadline(day("09-28"), 5, W, table=table).on == day("10-10")
        assert working_days_between(day("09-30"), day("10-08"), table=table) == 1
        assert (table.name(day("10-01")), table.name(day("11-28"))) == ("国庆节", "weekend")
        with pytest.raises(ValueError, match="read up to 2026-12-31 only"):
            deadline(day("12-28"), 10, W, table=table)


def slow_deadline(start: dt.date, days: int, unit: DayUnit) -> dt.date:
    """Day by day, asking the library's tables directly."""
    holidays, workdays = chinese_calendar.holidays, chinese_calendar.workdays

    def worked(on: dt.date) -> bool:
        return on in workdays or (on not in holidays and on.weekday() < 5)

    on = start
    if unit is C:
        on += dt.timedelta(days=days)
    else:
        for _count in range(days):
            on += dt.timedelta(days=1)
            while not worked(on):
                on += dt.timedelta(days=1)
    while not worked(on):
        on += dt.timedelta(days=1)
    return on


def test_against_a_slow_second_opinion(db: None) -> None:
    calendar.seed_holidays(range(2018, 2027))
    table = load_days(dt.date(2018, 1, 1), dt.date(2027, 12, 31))
    chance = random.Random(20261124)
    for _turn in range(3000):
        start = dt.date(2018, 1, 1) + dt.timedelta(days=chance.randrange(365 * 8 + 200))
        days, unit = chance.randrange(0, 61), chance.choice([W, C])
        quick = deadline(start, days, unit, table=table)
        assert quick.on == slow_deadline(start, days, unit), (start, days, unit)
        if unit is W and table.is_working(start):
            assert working_days_between(start, quick.on, table=table) == days
        # Every day on the way is either counted, or named among those that are not.
        named = {
            skipped.first + dt.timedelta(days=n)
            for skipped in quick.skipped
            if not skipped.counted
            for n in range((skipped.last - skipped.first).days + 1)
        }
        if unit is W:
            assert (quick.on - start).days == days + len(named) or not table.is_working(start)
        assert not any(table.is_working(on) for on in named)


def test_seeding_leaves_the_offices_rows_alone_and_can_be_repeated(db: None) -> None:
    CalendarDay.objects.create(day=day("10-08"), kind="holiday", name="县庆")
    assert calendar.seed_holidays([2026, 2031]) == [2026]
    count = CalendarDay.objects.count()
    call_command("seed_holidays", "2026")
    assert CalendarDay.objects.count() == count
    assert str(CalendarDay.objects.get(day=day("10-08"))) == "2026-10-08 县庆"
    assert CalendarDay.objects.get(day=day("10-10")).kind == "workday"


def test_seeding_without_years_takes_last_year_this_year_and_the_next(
    db: None, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    call_command("seed_holidays")
    assert capsys.readouterr().out == "Known years: 2025, 2026\n"
    call_command("seed_holidays", "2040")
    assert capsys.readouterr().out == "Known years: none\n"


def test_today_is_the_countys_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC))
    assert calendar.today() == day("11-24")
