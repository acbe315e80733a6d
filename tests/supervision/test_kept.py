"""What was asked of inspectors and kept, as the subjects answer it: own schools, records and opinions in time."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import calendar
from inspectors.models import Inspector, KeptKind, PlaqueAssignment
from inspectors.plaque.services import assign_plaque
from inspectors.questions import KeptItem, kept_of
from supervision.models import RegularVisit
from supervision.regular.answers import months_over
from tests.people import Cast, make_inspector, make_unit
from tests.walk import clock, regular
from tests.walk import inspection as walk

SINCE, UNTIL = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


def asked(kind: str, *, since: dt.date = SINCE, until: dt.date = UNTIL) -> list[KeptItem]:
    keys = list(Inspector.objects.values_list("pk", flat=True))
    return [item for item in kept_of(keys, since=since, until=until) if item.kind == kind]


def test_the_months_in_session_that_lie_wholly_in_the_days_and_are_over(cast: Cast) -> None:
    with clock.on(dt.date(2026, 11, 24)):
        months = months_over(SINCE, UNTIL)
        assert [month.month for month in months] == [3, 4, 5, 6, 9, 10]
        assert months_over(dt.date(2026, 9, 2), dt.date(2026, 10, 31)) == []
        assert months_over(dt.date(2026, 9, 2), dt.date(2026, 11, 1)) == [dt.date(2026, 10, 1)]
        assert months_over(dt.date(2026, 9, 1), UNTIL) == [dt.date(2026, 9, 1), dt.date(2026, 10, 1)]


def test_an_own_school_is_asked_for_each_month_the_plaque_hung_throughout(cast: Cast) -> None:
    regular.hang(cast)
    PlaqueAssignment.objects.update(began_on=dt.date(2026, 9, 15))
    with clock.on(dt.date(2026, 11, 2)):
        (october,) = asked(KeptKind.COVERAGE)
        assert (october.on, october.met, october.unit_name) == (dt.date(2026, 10, 1), False, "第一示例中学")
        assert october.note == "应访1次，实访0次"
        assert f"unit={cast.school.pk}&month=2026-10" in october.url
    with clock.on(dt.date(2026, 10, 20)):
        visit = regular.filled(cast)
        assert asked(KeptKind.COVERAGE) == []
        regular.sign(visit)
    with clock.on(dt.date(2026, 11, 2)):
        assert [item.met for item in asked(KeptKind.COVERAGE)] == [True]
        PlaqueAssignment.objects.update(ended_on=dt.date(2026, 10, 30))
        assert asked(KeptKind.COVERAGE) == []


def test_a_regular_visit_is_handed_in_within_the_days_of_the_setting(cast: Cast) -> None:
    day = dt.date(2026, 10, 20)
    with clock.on(day):
        visit = regular.filled(cast)
        assert asked(KeptKind.VISIT_IN_TIME) == []  # there is time yet
    with clock.on(day + dt.timedelta(days=4)):
        (late,) = asked(KeptKind.VISIT_IN_TIME)
        assert (late.met, late.note) == (False, "未提交")
    with clock.on(day + dt.timedelta(days=3)):
        regular.sign(visit)
        (kept,) = asked(KeptKind.VISIT_IN_TIME)
        assert (kept.met, kept.on, kept.note) == (True, day, "2026年10月23日提交")
    RegularVisit.objects.update(visited_on=dt.date(2026, 10, 19))
    assert [item.met for item in asked(KeptKind.VISIT_IN_TIME)] == [False]


def test_the_record_of_an_inspection_too(cast: Cast) -> None:
    visit = walk.visited(cast)
    (item,) = asked(KeptKind.VISIT_IN_TIME)
    assert (item.met, item.source, item.title) == (True, f"visit:{visit.pk}", visit.inspection.task.name)
    assert item.inspector_id == visit.inspector_id


def test_an_opinion_is_carried_within_the_days_after_the_inspection(cast: Cast) -> None:
    inspection = walk.deliberated(cast)
    (item,) = asked(KeptKind.REPORT_IN_TIME)
    assert (item.met, item.unit_name) == (True, inspection.unit.name)
    assert item.inspector_id == Inspector.objects.get(user=cast.inspector).pk
    ended = calendar.today() - dt.timedelta(days=31)
    type(inspection).objects.filter(pk=inspection.pk).update(starts_on=ended, ends_on=ended)
    assert [found.met for found in asked(KeptKind.REPORT_IN_TIME)] == [False]


def test_it_is_not_asked_for_others_and_costs_no_more_for_many(cast: Cast) -> None:
    assert kept_of([], since=SINCE, until=UNTIL) == []
    regular.hang(cast)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            asked(KeptKind.COVERAGE)
        return len(captured)

    statements()
    few = statements()
    for number in range(12):
        unit = make_unit(f"51042166{number:02}", f"增{number}小学", "primary", zone=cast.zone)
        assign_plaque(unit, by=cast.office, inspector=make_inspector(None, f"督学{number}", 60 + number))
        PlaqueAssignment.objects.update(began_on=dt.date(2026, 1, 1))
    assert statements() == few
    assert len(asked(KeptKind.COVERAGE)) > 12
