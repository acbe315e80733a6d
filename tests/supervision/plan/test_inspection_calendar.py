"""The calendar: all modes in one picture, who sees which units, months and weeks, and no more statements for more."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from accounts.terms import Term, term_of
from core import calendar
from inspectors.models import Inspector
from inspectors.plaque import services as plaque_services
from supervision.plan import services as plan_services
from supervision.plan.services.timetable import Entry, columns_of
from tests.people import Cast, make_inspector, make_unit
from tests.walk import inspection as walk
from tests.walk import plan as planning
from tests.walk import regular

Browser = Callable[[str], Client]
PAGE = "/desk/supervision/calendar/"


def kinds(client: Client, name: str, **query: Any) -> list[str]:
    """The kinds of what the calendar shows of a unit, in order."""
    rows = client.get(PAGE, query).context["rows"]
    return [entry.kind for row in rows if row.unit.name == name for entry in row.entries]


def test_all_modes_in_one_picture(cast: Cast, browser: Browser) -> None:
    planning.published(cast)
    walk.visited(cast, units=[cast.school])
    planning.internal(cast)
    regular.submitted(cast, unit=cast.other_school)
    office = browser("office")
    assert sorted(kinds(office, "第一示例中学")) == ["inspection", "internal", "item", "visit"]
    assert sorted(kinds(office, "第二示例小学")) == ["item", "regular"]
    assert "regular" in kinds(browser("other_school_head"), "第二示例小学")
    page = office.get(PAGE).content.decode()
    for word in ("综合", "专项", "经常性", "内部", "图例", "计划"):
        assert word in page


def test_an_item_gives_way_to_its_inspection(cast: Cast, browser: Browser) -> None:
    plan = planning.published(cast)
    task = walk.make_task(cast, announced=True, units=[cast.school])
    assert sorted(kinds(browser("office"), "第一示例中学")) == ["inspection", "item"]
    plan_services.link_plan_item(task, planning.item_of(plan), by=cast.office)
    assert kinds(browser("office"), "第一示例中学") == ["inspection"]
    # The school has had no notice: it still reads what the published plan says.
    assert kinds(browser("school_head"), "第一示例中学") == ["item"]


def test_collisions_and_joint_visits_are_marked_in_words(cast: Cast, browser: Browser) -> None:
    rows = planning.colliding(cast)
    page = browser("office").get(PAGE, {"term": term_of(rows[0].starts_on).code}).content.decode()
    assert 'class="cal-word">冲突' in page
    plan_services.merge_inspections(
        rows, by=cast.office, starts_on=rows[1].starts_on, ends_on=rows[1].ends_on, reason="减负"
    )
    shown = browser("office").get(PAGE, {"term": term_of(rows[1].starts_on).code})
    entries = [entry for row in shown.context["rows"] for entry in row.entries]
    assert [(entry.collides, entry.joint) for entry in entries] == [(False, True)] * 2
    assert 'class="cal-word">冲突' not in shown.content.decode()


def test_whose_calendar(cast: Cast, browser: Browser) -> None:
    """The county sees all, a zone leader the zone, an inspector plaques and zone, a unit itself."""
    far = make_unit("5104210999", "边远小学", "primary")

    def names(person: str) -> set[str]:
        return {row.unit.name for row in browser(person).get(PAGE).context["rows"]}

    zone = {"第一示例中学", "第二示例小学", "示例幼儿园"}
    assert names("office") == names("leader") == zone | {"边远小学"}
    assert names("zone_leader") == zone
    assert names("inspector") == zone
    plaque_services.assign_plaque(far, by=cast.office, inspector=Inspector.objects.get(user=cast.inspector))
    assert names("inspector") == zone | {"边远小学"}
    assert names("school_head") == {"第一示例中学"}
    assert names("township") == {"攀莲镇人民政府"}
    for person in ("expert", "sysadmin", "auditor"):
        assert browser(person).get(PAGE).status_code == 403


def test_an_unannounced_inspection_is_not_given_away(cast: Cast, browser: Browser) -> None:
    walk.approved(cast, units=[cast.school])
    assert kinds(browser("school_head"), "第一示例中学") == []
    assert kinds(browser("office"), "第一示例中学") == ["inspection"]
    assert "本学期无安排" in browser("school_head").get(PAGE).content.decode()


def test_filters_and_terms(cast: Cast, browser: Browser) -> None:
    office = browser("office")

    def names(**query: Any) -> list[str]:
        return [row.unit.name for row in office.get(PAGE, query).context["rows"]]

    assert names(kind="kindergarten") == ["示例幼儿园"]
    assert names(kind="township") == ["攀莲镇人民政府"]
    assert names(q="第二") == ["第二示例小学"]
    assert names(zone=str(cast.zone.pk), township=str(cast.town.pk)) == ["第一示例中学", "第二示例小学", "示例幼儿园"]
    assert names(q="没有这样的学校") == []
    walk.make_task(cast, units=[cast.school])
    term = term_of(calendar.today())
    assert kinds(office, "第一示例中学", term=term.code) == ["inspection"]
    assert kinds(office, "第一示例中学", term=term.before.before.code) == []
    assert len(office.get(PAGE, {"by": "weeks"}).context["columns"]) > 20


def test_columns_cover_the_term() -> None:
    first = Term(2026, 1)
    months = columns_of(first)
    assert [(column.starts_on.month, column.ends_on.day) for column in months] == [
        (9, 30),
        (10, 31),
        (11, 30),
        (12, 31),
        (1, 31),
    ]
    for weeks in (False, True):
        columns = columns_of(first.after, weeks=weeks)
        assert (columns[0].starts_on, columns[-1].ends_on) == (first.after.starts_on, first.after.ends_on)
        for one, two in pairwise(columns):
            assert two.starts_on - one.ends_on == calendar.ONE_DAY
    assert columns[1].starts_on.weekday() == 0


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2026, 9, 3), dt.date(2026, 9, 3), "9.3"),
        (dt.date(2026, 9, 3), dt.date(2026, 9, 11), "9.3–11"),
        (dt.date(2026, 9, 30), dt.date(2026, 10, 2), "9.30–10.2"),
    ],
)
def test_days_in_short(first: dt.date, last: dt.date, words: str) -> None:
    assert Entry("inspection", "special", "x", first, last).days == words


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    """One unit with one of each, against twenty-five units and fifty inspections."""
    planning.published(cast)
    visit = walk.visited(cast, units=[cast.school])
    planning.internal(cast)
    office = browser("office")
    few = statements(office, PAGE)
    units = [make_unit(f"51042188{n:02}", f"增设{n}小学", "primary", zone=cast.zone) for n in range(50)]
    make_inspector(None, "督学丁", 77)
    for name in ("甲", "乙"):
        walk.make_task(cast, name=name, units=[*units, cast.school])
    assert visit.inspection.unit == cast.school
    assert statements(office, PAGE) == few <= 14
