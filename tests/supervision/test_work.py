"""The work of inspectors, as the subjects answer it: visits, desk reviews, opinions; what inspectors have on."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import calendar
from inspectors.models import Inspector, WorkKind
from inspectors.questions import Target, WorkItem, days_of, targets_of, work_of
from supervision.evidence import services as evidence_services
from supervision.models import DeskAssignment
from supervision.opinion import services as opinion_services
from supervision.regular import services as regular_services
from supervision.team.services.load import loads_of
from supervision.visit import services as visit_services
from tests.people import Cast
from tests.walk import clock, evidence, regular
from tests.walk import inspection as walk

MONTH = dt.timedelta(days=31)


def keys() -> list[UUID]:
    return list(Inspector.objects.values_list("pk", flat=True))


def done(since: dt.date | None = None, until: dt.date | None = None) -> list[WorkItem]:
    today = calendar.today()
    return work_of(keys(), since=since or today - MONTH, until=until or today + MONTH)


def test_a_filed_visit_is_a_day_at_a_unit_and_a_submitted_one_is_nothing_yet(cast: Cast) -> None:
    visit = walk.visited(cast)
    assert done() == []
    today = calendar.today()
    with clock.on(today + dt.timedelta(days=3)):
        visit_services.file_visit(visit, by=cast.office)
    (item,) = done()
    assert item == WorkItem(
        inspector_id=visit.inspector_id,
        kind=WorkKind.VISIT,
        source=f"visit:{visit.pk}",
        on=today,
        filed_on=today + dt.timedelta(days=3),
        days=Decimal(1),
        title=visit.inspection.task.name,
        url=visit.get_absolute_url(),
        unit_id=cast.school.pk,
        unit_name=cast.school.name,
    )
    assert done(since=today + calendar.ONE_DAY) == []
    assert done(until=today) == []
    assert len(done(since=today, until=today + calendar.ONE_DAY)) == 1
    assert work_of([], since=today, until=today + MONTH) == []
    assert (
        work_of([Inspector.objects.get(user=cast.other_inspector).pk], since=today - MONTH, until=today + MONTH) == []
    )


def test_a_regular_visit_counts_once_it_is_filed(cast: Cast) -> None:
    visit = regular.submitted(cast)
    assert done() == []
    regular_services.file_regular_visit(visit, by=cast.office)
    (item,) = done()
    assert (item.kind, item.source, item.days) == (WorkKind.REGULAR_VISIT, f"regular_visit:{visit.pk}", 1)
    assert (item.unit_id, item.on, item.url) == (cast.school.pk, visit.visited_on, visit.get_absolute_url())


def test_a_desk_review_counts_once_it_is_finished(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    leaves = [evidence.leaf(inspection, "C1")]
    review = evidence_services.assign_desk_review(
        inspection, by=cast.office, reviewer=cast.inspector, indicators=leaves
    )
    assert done() == []
    evidence_services.finish_desk_review(review, by=cast.inspector)
    (item,) = done()
    assert (item.kind, item.source, item.days) == (WorkKind.DESK_REVIEW, f"desk_review:{review.pk}", 0)
    assert item.inspector_id == Inspector.objects.get(user=cast.inspector).pk
    assert item.on == item.filed_on == calendar.today()


def test_an_expert_at_the_desk_is_no_inspector(cast: Cast) -> None:
    inspection = evidence.reviewed(cast)
    evidence.assigned(cast, inspection)
    DeskAssignment.objects.update(state="finished")
    assert done() == []


def test_an_opinion_is_its_writers_report_once_the_team_carried_it(cast: Cast) -> None:
    inspection = walk.inspection_of(walk.visited(cast).inspection.task, cast.school)
    walk.hear(inspection, cast.inspector)
    walk.vote(inspection, cast)
    assert done() == []
    opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())
    (item,) = done()
    assert (item.kind, item.days, item.unit_name) == (WorkKind.REPORT, 0, cast.school.name)
    assert item.source == f"proposal:{inspection.proposals.get().pk}"
    assert item.inspector_id == Inspector.objects.get(user=cast.inspector).pk


def test_two_visits_on_one_day_are_one_day(cast: Cast) -> None:
    for unit in (cast.school, cast.kindergarten):
        regular_services.file_regular_visit(regular.submitted(cast, unit=unit), by=cast.office)
    found = done()
    assert len({item.source for item in found}) == len(found) == 2
    assert days_of(found) == 1


def test_what_inspectors_have_on_is_what_the_ceiling_of_draws_counts(cast: Cast) -> None:
    today = calendar.today()
    inspection = walk.notified(cast)
    people = list(Inspector.objects.all())
    found = targets_of(keys(), on=inspection.starts_on)
    loads = loads_of(people, first=today, last=inspection.ends_on)
    counted = {pk: sum(1 for target in found if target.inspector_id == pk) for pk in loads}
    assert counted == loads
    assert loads
    leader = Inspector.objects.get(user=cast.inspector)
    mine = targets_of([leader.pk], on=inspection.starts_on)
    assert mine == [target for target in found if target.inspector_id == leader.pk]
    wanted = Target(
        inspector_id=leader.pk,
        title=inspection.task.name,
        url=inspection.get_absolute_url(),
        since=inspection.starts_on,
        until=inspection.ends_on,
        unit_name=cast.school.name,
    )
    assert wanted in mine
    assert targets_of(keys(), on=inspection.starts_on - calendar.ONE_DAY) == []
    assert targets_of([], on=today) == []


def test_as_many_statements_for_many_as_for_one(cast: Cast) -> None:
    regular_services.file_regular_visit(regular.submitted(cast), by=cast.office)
    today = calendar.today()

    def statements(of: list[UUID]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert work_of(of, since=today - MONTH, until=today + MONTH)
            targets_of(of, on=today)
        return len(captured)

    one = statements([Inspector.objects.get(user=cast.inspector).pk])
    regular_services.file_regular_visit(regular.submitted(cast, unit=cast.kindergarten), by=cast.office)
    assert statements(keys()) == one
