"""My turn: one list over all workflows, overdue first, in one statement."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch
from django.utils.translation import gettext

from accounts import turns
from core import calendar
from core.models import workflowed_models
from rectification.models import RectificationOrder
from supervision.models import InspectionTask
from tests.accounts import work

TODAY = dt.date(2026, 11, 24)


def test_shows_what_waits_with_the_step_and_the_deadline(cast, sign_in):
    problem = work.planned_problem(cast, due_on=calendar.today() - dt.timedelta(days=5))
    page = sign_in(cast.school_head).get("/desk/")
    text = page.content.decode()
    assert page.status_code == 200
    assert problem.text in text
    assert "逾期5天" in text
    assert "第一示例中学" in text
    assert "我的待办（1）" in text


def test_overdue_first_then_by_deadline_then_without(cast):
    later = work.planned_problem(cast, 1, due_on=TODAY + dt.timedelta(days=9))
    none = work.planned_problem(cast, 2)
    late = work.planned_problem(cast, 3, due_on=TODAY - dt.timedelta(days=1))
    found = turns.turns_of(cast.school_head, today=TODAY)
    assert [turn.pk for turn in found.items] == [late.pk, later.pk, none.pk]
    assert found.overdue == 1
    assert found.count_text == "3"


def test_each_sees_only_his_own(cast):
    work.planned_problem(cast)
    work.waiting_task()
    work.waiting_order(cast)
    assert [t.kind for t in turns.turns_of(cast.school_head, today=TODAY).items] == ["problem"]
    assert turns.turns_of(cast.other_school_head, today=TODAY).items == []
    assert [t.kind for t in turns.turns_of(cast.office, today=TODAY).items] == ["order"]
    assert {t.kind for t in turns.turns_of(cast.office_head, today=TODAY).items} == {"order", "task"}
    assert turns.turns_of(cast.sysadmin, today=TODAY).items == []


def test_one_kind_only(cast, sign_in):
    work.waiting_task(name="只看任务")
    work.waiting_order(cast)
    found = turns.turns_of(cast.office_head, today=TODAY, kind="task")
    assert [turn.kind for turn in found.items] == ["task"]
    assert {tab.kind: tab.count for tab in found.tabs} == {"task": 1, "order": 1}
    page = sign_in(cast.office_head).get("/desk/?kind=task", headers={"HX-Request": "true"})
    assert "只看任务" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_counts_stop(cast, monkeypatch):
    monkeypatch.setattr(turns, "COUNTED", 2)
    for ordinal in range(4):
        work.planned_problem(cast, ordinal)
    found = turns.turns_of(cast.school_head, today=TODAY)
    assert found.is_more
    assert found.count_text == "2+"


def test_one_statement_for_every_workflow(cast, django_assert_num_queries):
    work.planned_problem(cast)
    for user, waiting in ((cast.office_head, 0), (cast.school_head, 1)):
        list(user.organisation_ids)
        list(user.zone_ids)
        with django_assert_num_queries(1):
            found = turns.turns_of(user, today=TODAY)
        assert found.count == waiting


@pytest.mark.usefixtures("holidays")
def test_as_many_statements_for_fifty_rows_as_for_one(cast, sign_in):
    client = sign_in(cast.school_head)
    work.planned_problem(cast, 0, due_on=calendar.today(), due_basis=_basis())
    client.get("/desk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/")
    for ordinal in range(1, 51):
        work.planned_problem(cast, ordinal, due_on=calendar.today(), due_basis=_basis())
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) == len(one) <= 12


def _basis() -> dict:
    return calendar.deadline(calendar.today() - dt.timedelta(days=20), 10, calendar.DayUnit.WORKING).basis()


@pytest.mark.parametrize("name", ["leader", "sysadmin", "auditor", "expert", "zone_leader"])
def test_nothing_waits_says_where_to_go(cast, sign_in, name):
    text = sign_in(getattr(cast, name)).get("/desk/").content.decode()
    assert "目前没有待办" in text
    assert "接下来可以去" in text


def test_every_workflow_can_say_what_it_is(cast):
    """Each model's own words for title and unit are valid SQL, for every party there is."""
    for user in cast.everybody().values():
        turns.turns_of(user, today=TODAY)
    assert all(str(model.turn_title) != "Value('')" for model in workflowed_models())


def test_only_the_parties_steps_are_offered(cast):
    """A person who is two parties at once gets the buttons of both, others only their own."""
    work.waiting_task()
    (turn,) = turns.turns_of(cast.office_head, today=TODAY).items
    assert [way.label for way in turn.ways] == [gettext(InspectionTask.workflow.step("approve_task", "draft").label)]


def test_a_step_whose_page_is_missing_leads_to_the_record(cast, monkeypatch):
    work.waiting_order(cast)
    monkeypatch.setattr(turns, "reverse", _nowhere)
    (turn,) = turns.turns_of(cast.office, today=TODAY).items
    assert [way.url for way in turn.ways] == [turn.url]
    assert turn.url.startswith("/desk/rectification/")
    monkeypatch.setattr(RectificationOrder, "get_absolute_url", _nowhere)
    (turn,) = turns.turns_of(cast.office, today=TODAY).items
    assert turn.url == ""


def _nowhere(*_args, **_kwargs):
    raise NoReverseMatch


def test_asks_to_sign_in(client):
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]
