"""Open deadlines are counted again when the holiday table changes: once each, noted with old, new and why."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import calendar
from core.calendar import DayUnit, redate
from core.models import AuditEvent, CalendarDay
from tests.accounts import work

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
START = dt.date(2026, 11, 23)  # a Monday
DAY_OFF = dt.date(2026, 11, 26)  # a Thursday

pytestmark = pytest.mark.usefixtures("holidays")


def problem(cast, ordinal=1, *, days=5, start=START, unit=DayUnit.WORKING, **fields):
    reached = calendar.deadline(start, days, unit)
    basis = reached.basis("order_days_minor")
    values = {"due_on": reached.on, "due_basis": basis, "deadline_on": reached.on, "deadline_basis": basis} | fields
    return work.planned_problem(cast, ordinal, **values)


def day_off(day=DAY_OFF, kind="holiday", name="暴雨停课"):
    CalendarDay.objects.create(day=day, kind=kind, name=name)


def again(first=DAY_OFF, last=DAY_OFF, by=None, reason="因为"):
    return redate(calendar.load_days(FIRST, LAST), first=first, last=last, by=by, reason=reason)


def test_moves_both_deadlines_and_notes_it_once(cast):
    row = problem(cast)
    assert row.due_on == dt.date(2026, 11, 30)
    day_off()
    assert again(by=cast.office) == 1
    row.refresh_from_db()
    assert row.due_on == row.deadline_on == dt.date(2026, 12, 1)
    assert row.due_basis["policy"] == "order_days_minor"
    assert "2026年11月26日不计入：暴雨停课。" in calendar.explain(row.due_basis)
    assert row.due_basis == row.deadline_basis
    event = AuditEvent.objects.get(action="redate_deadline")
    assert event.about == row
    assert event.actor == cast.office
    assert event.reason == "期限由2026年11月30日改为2026年12月1日。因为"
    assert event.about_text.startswith(row.number)
    moved = ["2026-11-30", "2026-12-01"]
    assert event.data["changed"] == {"due_on": moved, "deadline_on": moved}


def test_a_second_time_finds_nothing_left(cast):
    problem(cast)
    day_off()
    assert again() == 1
    assert again() == 0
    assert AuditEvent.objects.filter(action="redate_deadline").count() == 1


def test_a_deadline_that_moves_back(cast):
    day_off()
    row = problem(cast)
    CalendarDay.objects.filter(pk=DAY_OFF).delete()
    assert again() == 1
    row.refresh_from_db()
    assert row.due_on == dt.date(2026, 11, 30)
    assert "暴雨停课" not in str(row.due_basis)


def test_calendar_days_whose_last_day_becomes_free(cast):
    row = problem(cast, days=3, unit=DayUnit.CALENDAR)
    assert row.due_on == DAY_OFF
    day_off()
    again()
    row.refresh_from_db()
    assert row.due_on == DAY_OFF + dt.timedelta(days=1)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "struck_off"},
        {"state": "withdrawn"},
        {"due_basis": {}, "deadline_basis": {}},
        {"due_on": None, "deadline_on": None},
        {"start": dt.date(2026, 11, 26)},
        {"start": dt.date(2026, 11, 9)},
    ],
)
def test_final_states_dates_set_by_hand_and_spans_elsewhere_stay(cast, fields):
    row = problem(cast, **fields)
    before = (row.due_on, row.deadline_on)
    day_off()
    assert again() == 0
    row.refresh_from_db()
    assert (row.due_on, row.deadline_on) == before


def test_only_the_field_that_was_counted_moves(cast):
    row = problem(cast, due_on=dt.date(2026, 12, 24), due_basis={})
    day_off()
    assert again() == 1
    row.refresh_from_db()
    assert row.due_on == dt.date(2026, 12, 24)
    assert row.deadline_on == dt.date(2026, 12, 1)
    assert list(AuditEvent.objects.get(action="redate_deadline").data["changed"]) == ["deadline_on"]


def test_a_year_that_becomes_known_is_no_longer_called_unknown(cast):
    row = problem(cast, start=dt.date(2026, 12, 28))
    assert row.due_basis["unknown_years"] == [2027]
    day_off(dt.date(2027, 5, 1), name="劳动节")
    assert again(dt.date(2027, 1, 1), dt.date(2027, 12, 31)) == 0
    row.refresh_from_db()
    assert row.due_basis["unknown_years"] == []
    assert not AuditEvent.objects.filter(action="redate_deadline").exists()


def test_every_workflow_is_looked_at(cast):
    order = work.waiting_order(
        cast, due_on=dt.date(2026, 11, 30), due_basis=calendar.deadline(START, 5, DayUnit.WORKING).basis()
    )
    day_off()
    assert again() == 1
    order.refresh_from_db()
    assert order.due_on == dt.date(2026, 12, 1)


def test_works_in_batches_and_not_row_by_row(cast, monkeypatch):
    for ordinal in range(7):
        problem(cast, ordinal)
    for ordinal in range(7, 9):
        problem(cast, ordinal, days=4)
    day_off()
    monkeypatch.setattr("core.calendar.redating.BATCH", 4)
    with CaptureQueriesContext(connection) as few:
        assert again() == 9
    assert AuditEvent.objects.filter(action="redate_deadline").count() == 9
    CalendarDay.objects.filter(pk=DAY_OFF).delete()
    monkeypatch.setattr("core.calendar.redating.BATCH", 500)
    with CaptureQueriesContext(connection) as fewer:
        assert again() == 9
    assert len(fewer) < len(few)
