"""regular_coverage and my_month: both counters against a case counted by hand, the board, its names, Excel."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts import policy
from accounts.models import Organisation, PolicySetting
from accounts.terms import Term
from inspectors.models import Inspector, PlaqueAssignment
from supervision.models import RegularVisit
from supervision.regular import services
from supervision.regular.services import coverage
from tests.people import Cast, make_inspector, make_unit
from tests.walk import clock
from tests.walk import regular as walk

Browser = Callable[[str], Client]
BOARD = "/desk/supervision/regular-coverage/"
MONTH = "/visit/month/"
AUTUMN = Term(2026, 1)
DAY = dt.date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("holidays")


def visit(cast: Cast, unit: Organisation, day: str, state: str = "filed") -> RegularVisit:
    """A visit on a day, straight into a state: what is counted here is days and states, not how they came about."""
    plaque = walk.hang(cast, unit)
    return RegularVisit.objects.create(
        unit=unit, inspector=plaque.inspector, visited_on=dt.date.fromisoformat(day), state=state
    )


def counters(unit: Organisation, goals: coverage.Goals) -> tuple[list[int], int]:
    """The unit's counts by month, and its count in the term."""
    row: Any = coverage.with_counters(Organisation.objects.filter(pk=unit.pk), goals).get()
    return [getattr(row, f"in_month_{place}") for place in range(len(goals.months))], row.in_term


def set_policy(key: str, value: object) -> None:
    """Another value of a setting."""
    PolicySetting.objects.update_or_create(key=key, defaults={"value": value})
    policy.forget()


class TestCounting:
    """By hand: the autumn term runs from September to the end of January, in session from September to December."""

    def test_the_months_of_a_term(self, db: None) -> None:
        goals = coverage.goals_of(AUTUMN)
        assert [month.month for month in goals.months] == [9, 10, 11, 12]
        assert (goals.monthly, goals.termly) == (1, 2)
        assert goals.begun(DAY) == goals.months[:3]
        assert goals.over(DAY) == goals.months[:2]
        assert goals.over(dt.date(2026, 11, 30)) == goals.months[:2]
        assert goals.over(dt.date(2026, 12, 1)) == goals.months[:3]
        assert coverage.last_of(dt.date(2026, 12, 1)) == dt.date(2026, 12, 31)
        assert coverage.last_of(dt.date(2028, 2, 1)) == dt.date(2028, 2, 29)

    def test_boundaries(self, cast: Cast) -> None:
        """First and last days of months and of the term; January is in the term, but not in session."""
        for day in ("2026-08-31", "2026-09-01", "2026-09-30", "2026-10-31", "2026-12-31", "2027-01-31", "2027-02-01"):
            visit(cast, cast.school, day)
        assert counters(cast.school, coverage.goals_of(AUTUMN)) == ([2, 1, 0, 1], 5)
        spring = coverage.goals_of(AUTUMN.after)
        assert [month.month for month in spring.months] == [3, 4, 5, 6]
        assert counters(cast.school, spring) == ([0, 0, 0, 0], 1)
        assert counters(cast.school, coverage.goals_of(AUTUMN.before)) == ([0, 0, 0, 0], 1)

    def test_only_submitted_and_filed_count(self, cast: Cast) -> None:
        for day, state in (("01", "draft"), ("02", "submitted"), ("03", "filed"), ("04", "returned")):
            visit(cast, cast.school, f"2026-10-{day}", state)
        assert counters(cast.school, coverage.goals_of(AUTUMN)) == ([0, 2, 0, 0], 2)

    def test_other_goals_and_other_months(self, cast: Cast) -> None:
        set_policy("session_months", "10,9")
        set_policy("visits_per_month", 2)
        goals = coverage.goals_of(AUTUMN)
        assert [month.month for month in goals.months] == [9, 10]
        visit(cast, cast.school, "2026-09-01")
        _rows, total = coverage.board(coverage.units_for(cast.office), goals)
        assert [(cell.enough, cell.short) for cell in total.months] == [(0, 3), (0, 3)]
        visit(cast, cast.school, "2026-09-02")
        _rows, total = coverage.board(coverage.units_for(cast.office), goals)
        assert [(cell.enough, cell.short) for cell in total.months] == [(1, 2), (0, 3)]

    def test_the_board_by_hand(self, cast: Cast) -> None:
        """Three units in the zone, one in none; the school has both counters, the other school one, two have none."""
        alone = make_unit("5104210077", "偏远小学", "primary")
        make_unit("5104210078", "撤并小学", "primary", is_active=False)
        for day in ("2026-09-10", "2026-10-12"):
            visit(cast, cast.school, day)
        visit(cast, cast.other_school, "2026-10-13")
        goals = coverage.goals_of(AUTUMN)
        rows, total = coverage.board(coverage.units_for(cast.office), goals)
        assert [(row.name, row.units, row.vacant) for row in rows] == [("第一责任区", 3, 1), ("", 1, 1)]
        assert [(cell.enough, cell.short) for cell in rows[0].months] == [(1, 2), (2, 1), (0, 3), (0, 3)]
        assert (rows[0].term.enough, rows[0].term.short) == (1, 2)
        assert (total.units, total.vacant, total.term.enough, total.term.short) == (4, 2, 1, 3)
        assert [cell.short for cell in total.months] == [3, 2, 4, 4]
        named = coverage.with_counters(coverage.units_for(cast.office), goals)
        assert set(coverage.short_of(named, goals, place=1)) == {cast.kindergarten, alone}
        assert set(coverage.short_of(named, goals, place=None)) == {cast.other_school, cast.kindergarten, alone}


class TestTheBoard:
    """Zones, months and names on the page; who sees what."""

    def test_names_behind_the_numbers(self, cast: Cast, browser: Browser) -> None:
        for day in ("2026-09-10", "2026-10-12", "2026-11-03"):
            visit(cast, cast.school, day)
        visit(cast, cast.other_school, "2026-10-13")
        with clock.on(DAY):
            office = browser("office")

            def named(**query: str) -> list[str]:
                return [unit.name for unit in office.get(BOARD, query).context["page"]]

            assert named() == ["第二示例小学", "示例幼儿园"]
            assert named(show="2026-09") == ["第二示例小学", "示例幼儿园"]
            assert named(show="2026-10") == ["示例幼儿园"]
            assert named(show="term") == ["第二示例小学", "示例幼儿园"]
            assert named(show="vacant") == ["示例幼儿园"]
            assert len(named(show="all", zone="1")) == 3
            assert named(show="all", zone="none") == []
            assert len(named(show="all", zone="999")) == 3
            assert named(show="nonsense", term="1999-1") == ["第二示例小学", "示例幼儿园"]
            page = office.get(BOARD)
            assert [month["standing"] for month in page.context["months"]] == ["over", "over", "running", "ahead"]
            units = {unit.name: unit for unit in page.context["page"]}
            assert units["第二示例小学"].missing == ["9月"]
            assert units["示例幼儿园"].missing == ["9月", "10月", "挂牌空缺"]
            text = page.content.decode()
            assert "11月尚待入校的单位" in text
            assert "督学甲" in text
            earlier = office.get(BOARD, {"term": "2025-2", "show": "term"})
            assert len(earlier.context["page"]) == 3
            assert earlier.context["page"][0].missing == ["3月", "4月", "5月", "6月", "学期"]
            assert "督导次数不足" in office.get(BOARD, {"show": "2026-09"}).content.decode()
        with clock.on(dt.date(2026, 9, 1)):
            assert "9月尚待入校的单位" in browser("office").get(BOARD).content.decode()

    def test_in_the_holidays_all_units_are_named(self, cast: Cast, browser: Browser) -> None:
        with clock.on(dt.date(2027, 2, 10)):
            page = browser("office").get(BOARD)
        assert page.context["which"] == "all"
        assert page.context["goals"].begun(dt.date(2027, 2, 10)) == ()

    def test_who_sees_what(self, cast: Cast, browser: Browser) -> None:
        far = make_unit("5104210077", "偏远小学", "primary")
        walk.hang(cast)
        with clock.on(DAY):
            totals = {
                name: browser(name).get(BOARD).context["total"].units
                for name in ("office", "leader", "zone_leader", "inspector", "other_inspector")
            }
            assert totals == {"office": 4, "leader": 4, "zone_leader": 3, "inspector": 1, "other_inspector": 0}
            for name in ("school_head", "liaison", "expert", "sysadmin"):
                assert browser(name).get(BOARD).status_code == 403, name
                assert browser(name).post(f"{BOARD}export/").status_code == 403, name
            names = browser("zone_leader").get(BOARD, {"show": "all"}).context["page"]
            assert far not in list(names)

    def test_excel(self, cast: Cast, browser: Browser) -> None:
        visit(cast, cast.school, "2026-10-12")
        with clock.on(DAY):
            answer = browser("office").post(f"{BOARD}export/?term=2026-1")
        rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        assert rows[1] == (
            "单位代码",
            "单位",
            "责任区",
            "责任督学",
            "9月",
            "10月",
            "11月",
            "12月",
            "学期",
            "欠缺",
        )
        assert rows[2] == (
            "5104210004",
            "第一示例中学",
            "第一责任区",
            "督学甲",
            0,
            1,
            0,
            0,
            1,
            "9月",
        )
        assert rows[4][3:] == ("暂无", 0, 0, 0, 0, 0, "9月；10月；挂牌空缺")

    def test_statements_do_not_grow(
        self, cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
    ) -> None:
        """As many for 60 units with plaques and visits as for three."""
        visit(cast, cast.school, "2026-10-12")
        with clock.on(DAY):
            pages = (("office", f"{BOARD}?show=all"), ("zone_leader", BOARD), ("inspector", BOARD))
            counts = {page: statements(browser(page[0]), page[1]) for page in pages}
            for number in range(60):
                unit = make_unit(f"51042188{number:02}", f"增设{number}小学", "primary", zone=cast.zone)
                inspector = make_inspector(None, f"督学{number}", 100 + number, zone=cast.zone)
                PlaqueAssignment.objects.create(unit=unit, inspector=inspector, began_on=DAY)
                RegularVisit.objects.create(unit=unit, inspector=inspector, visited_on=DAY, state="filed")
            for page, count in counts.items():
                assert statements(browser(page[0]), page[1]) == count <= 12, page


class TestTheMonth:
    """my_month on the phone: what is due, one tap, what is done."""

    def test_what_stands_there(self, cast: Cast, browser: Browser) -> None:
        assert browser("office").get(MONTH).status_code == 403
        inspector = browser("inspector")
        assert "没有挂牌学校" in inspector.get(MONTH).content.decode()
        for unit in (cast.school, cast.other_school, cast.kindergarten):
            walk.hang(cast, unit)
        visit(cast, cast.other_school, "2026-11-03")
        visit(cast, cast.kindergarten, "2026-10-12")
        with clock.on(DAY):
            page = inspector.get(MONTH)
            rows = {row["unit"].name: row for row in page.context["rows"]}
            assert {name: row["is_due"] for name, row in rows.items()} == {
                "第一示例中学": True,
                "第二示例小学": False,
                "示例幼儿园": True,
            }
            assert [row["term_left"] for row in rows.values()] == [2, 1, 1]
            assert page.context["due"] == 2
            text = page.content.decode()
            assert "11月还有2所学校待督导" in text
            assert "上次督导 2026年10月12日" in text
            assert "尚未督导过" in text
            tap = {"visited_on": DAY, "is_unannounced": "on", "certificate_shown": "on"}
            answer = inspector.post(f"/visit/units/{cast.school.pk}/begin/", tap)
            begun = RegularVisit.objects.get(state="draft")
            assert answer["Location"].endswith(f"/visit/regular/{begun.pk}/")
            assert (begun.is_unannounced, begun.unit) == (True, cast.school)
            again = {row["unit"].name: row for row in inspector.get(MONTH).context["rows"]}
            assert again["第一示例中学"]["visit"] == begun
            walk.say(begun, "general")
            services.record_methods(begun, by=cast.inspector, walks=1)
            walk.sign(begun)
            page = inspector.get(MONTH)
            assert page.context["due"] == 1
            assert "待跟进问题：1" in page.content.decode()
            assert begun in page.context["done"]

    def test_not_in_session(self, cast: Cast, browser: Browser) -> None:
        walk.hang(cast)
        with clock.on(dt.date(2027, 1, 20)):
            page = browser("inspector").get(MONTH)
        assert page.context["due"] == 0
        assert "不在教学月份" in page.content.decode()

    def test_all_done(self, cast: Cast, browser: Browser) -> None:
        visit(cast, cast.school, "2026-11-03")
        with clock.on(DAY):
            assert "11月各校均已督导" in browser("inspector").get(MONTH).content.decode()

    def test_standing_in(self, cast: Cast, browser: Browser) -> None:
        walk.hang(cast)
        with clock.on(DAY):
            others = browser("other_inspector").get(MONTH).context["others"]
            assert [unit.name for unit in others] == ["第一示例中学", "第二示例小学", "示例幼儿园"]
            assert [unit.name for unit in browser("inspector").get(MONTH).context["others"]] == [
                "第二示例小学",
                "示例幼儿园",
            ]
            Inspector.objects.filter(user=cast.third_inspector).update(zone=None)
            assert browser("third_inspector").get(MONTH).context["others"] == []

    def test_statements_do_not_grow(
        self, cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
    ) -> None:
        walk.hang(cast)
        inspector = browser("inspector")
        one = statements(inspector, MONTH)
        for number in range(12):
            unit = make_unit(f"51042188{number:02}", f"增设{number}小学", "primary", zone=cast.zone)
            walk.hang(cast, unit)
            walk.begun(cast, unit=unit)
        assert statements(inspector, MONTH) == one <= 12
