"""The burden of a term against cases reckoned by hand, its page, and the warnings where a task goes over a ceiling."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.services.policy import edit_policy
from accounts.terms import Term, term_of
from core import calendar
from supervision.models import Evidence, EvidenceUse, Indicator, Inspection, SelfEvaluationItem
from supervision.plan import services as plan_services
from supervision.plan.services.burden import Burden, burden_of, burden_warnings, burdens_of
from supervision.task import services as task_services
from tests.people import Cast, make_unit
from tests.walk import inspection as walk
from tests.walk import plan as planning
from tests.walk.clock import on

Browser = Callable[[str], Client]
PAGE = "/desk/supervision/burden/"
# Monday, 12 October 2026: no holiday from here to the end of the month.
MONDAY = dt.date(2026, 10, 12)
TERM = Term(2026, 1)
pytestmark = pytest.mark.usefixtures("holidays")


def ask_for_evidence() -> None:
    """Of the five leaves, three ask schools for evidence and one asks kindergartens only."""
    walk.make_framework()
    Indicator.objects.filter(code__in=["C1", "C2", "C4", "C5"]).update(evidence="制度文本、台账")


def task(cast: Cast, first: dt.date, last: dt.date, **changes: Any) -> Inspection:
    """An announced task on these days; the school's inspection."""
    days = {"starts_on": first, "ends_on": last, "self_evaluation_due_on": first}
    made = walk.make_task(cast, announced=True, **{"units": [cast.school]} | changes | days)
    return walk.inspection_of(made, cast.school)


def test_reckoned_by_hand(cast: Cast) -> None:
    """Two inspections: Thursday to Tuesday is 4 working days; one more day; each asks for three documents."""
    with on(dt.date(2026, 9, 14)):
        ask_for_evidence()
        thursday = MONDAY + dt.timedelta(days=3)
        task(cast, thursday, thursday + dt.timedelta(days=5))
        task(cast, MONDAY + dt.timedelta(days=14), MONDAY + dt.timedelta(days=14))
        assert burden_of(cast.school, TERM) == Burden(visits=2, site_days=5, documents=6)
        assert burden_of(cast.other_school, TERM) == Burden()
        assert burden_of(cast.school, TERM.after) == Burden()


def test_a_kindergarten_is_asked_for_its_own(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        ask_for_evidence()
        days = {"starts_on": MONDAY, "ends_on": MONDAY, "self_evaluation_due_on": MONDAY}
        walk.make_task(cast, announced=True, units=[cast.kindergarten], **days)
        assert burden_of(cast.kindergarten, TERM).documents == 4


def test_nothing_is_asked_where_nobody_evaluates_itself(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        ask_for_evidence()
        days = {"starts_on": MONDAY, "ends_on": MONDAY}
        walk.make_task(cast, **days)
        assert burden_of(cast.school, TERM) == Burden(visits=1, site_days=1, documents=0)


def test_one_day_with_two_inspections_is_one_day(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        task(cast, MONDAY, MONDAY + dt.timedelta(days=1))
        task(cast, MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2))
        assert burden_of(cast.school, TERM).site_days == 3


def test_a_weekend_alone_is_one_day(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        saturday = MONDAY + dt.timedelta(days=5)
        task(cast, saturday, saturday + dt.timedelta(days=1))
        assert burden_of(cast.school, TERM).site_days == 1


def test_a_joint_visit_counts_once(cast: Cast) -> None:
    """Two inspections by one framework merged: one visit, its days, one request for evidence."""
    with on(dt.date(2026, 9, 14)):
        ask_for_evidence()
        rows = [task(cast, MONDAY, MONDAY), task(cast, MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=8))]
        assert burden_of(cast.school, TERM) == Burden(2, 3, 6)
        first = rows[1].starts_on
        plan_services.merge_inspections(rows, by=cast.office, starts_on=first, ends_on=rows[1].ends_on, reason="减负")
        assert burden_of(cast.school, TERM) == Burden(1, 2, 3)


def test_cancelled_ones_do_not_count(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        row = task(cast, MONDAY, MONDAY)
        task_services.cancel_task(row.task, by=cast.office_head, reason="暴雨")
        assert burden_of(cast.school, TERM) == Burden()


def test_a_visit_that_is_over_counts_its_days(cast: Cast) -> None:
    """A window of five days with one submitted record is one day once the team has deliberated."""
    with on(MONDAY):
        inspection = walk.visited(cast).inspection
        assert burden_of(cast.school, TERM).site_days == 5
        Inspection.objects.filter(pk=inspection.pk).update(visit_ended_on=MONDAY)
        assert burden_of(cast.school, TERM) == Burden(visits=1, site_days=1)


def test_evidence_on_file_is_not_asked_for_again(cast: Cast) -> None:
    with on(dt.date(2026, 9, 14)):
        ask_for_evidence()
        row = task(cast, MONDAY, MONDAY)
        leaf = Indicator.objects.get(code="C1")
        item = SelfEvaluationItem.objects.create(inspection=row, indicator=leaf, text="见台账")
        paper = Evidence.objects.create(
            unit=cast.school, title="台账", code="C1", school_year=2026, filed_on=calendar.today()
        )
        EvidenceUse.objects.create(item=item, evidence=paper, is_reused=True)
        assert burden_of(cast.school, TERM).documents == 2


def test_the_ceiling_in_words(cast: Cast) -> None:
    most = Burden(4, 8, 40)
    assert Burden(4, 8, 40).over(most) == []
    assert len(Burden(5, 9, 41).over(most)) == 3
    assert "督导5次" in Burden(5, 0, 0).over(most)[0]


def test_a_task_over_the_ceiling_is_warned_of_but_not_refused(cast: Cast, browser: Browser) -> None:
    edit_policy("burden_visits", by=cast.office_head, value=1)
    walk.approved(cast)
    second = walk.make_task(cast, name="第二项督导")
    warnings = burden_warnings(second)
    assert {warning.unit for warning in warnings} == {cast.school, cast.other_school}
    assert "超过单位督导负担上限" in browser("office").get(second.get_absolute_url()).content.decode()
    head = browser("office_head")
    assert "上限1次" in head.get(f"{second.get_absolute_url()}approve/").content.decode()
    assert "上限1次" not in browser("inspector").get(second.get_absolute_url()).content.decode()
    assert task_services.approve_task(second, by=cast.office_head).state == "approved"


def test_the_page_and_its_workbook(cast: Cast, browser: Browser) -> None:
    edit_policy("burden_visits", by=cast.office_head, value=1)
    walk.make_task(cast, units=[cast.school])
    walk.make_task(cast, units=[cast.school, cast.other_school])
    office = browser("office")
    rows = office.get(PAGE).context["rows"]
    assert {unit.name: laid.visits for unit, laid, _over in rows} == {
        "第一示例中学": 2,
        "第二示例小学": 1,
        "示例幼儿园": 0,
    }
    over = office.get(PAGE, {"over": "on"}).context["rows"]
    assert [unit.name for unit, _laid, _over in over] == ["第一示例中学"]
    book = office.post(f"{PAGE}export/?over=on")
    sheet = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in sheet[3:]] == ["第一示例中学"]
    assert sheet[3][3] == 2
    assert office.get(PAGE, {"term": TERM.before.before.code}).status_code == 200
    assert office.get(PAGE, {"term": "nonsense"}).context["term"] == term_of(calendar.today())
    for person in ("school_head", "inspector", "auditor"):
        assert browser(person).get(PAGE).status_code == 403
        assert browser(person).post(f"{PAGE}export/").status_code == 403


def test_a_unit_reads_its_own_line_without_what_it_may_not_know(cast: Cast, browser: Browser) -> None:
    """An inspection without notice does not show in the school's own figures."""
    walk.make_task(cast, units=[cast.school])
    page = cast.school.get_absolute_url()
    assert "督导1次" in browser("office").get(page).content.decode()
    assert "督导0次" in browser("school_head").get(page).content.decode()
    assert "本学期督导负担" not in browser("inspector").get(page).content.decode()


def test_the_same_statements_for_one_and_many(
    cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    planning.colliding(cast)
    office = browser("office")
    few = statements(office, PAGE)
    units = [make_unit(f"51042199{n:02}", f"增设{n}小学", "primary", zone=cast.zone) for n in range(45)]
    walk.make_task(cast, units=units)
    assert statements(office, PAGE) == few <= 12
    assert burdens_of(units, term_of(calendar.today()))[units[0].pk].visits == 1
