"""Who is told what: of two teams of a task, the one that goes to the unit; of the whole task's news, both."""

import pytest

from core import calendar
from core.models import Notification
from inspectors.models import Inspector
from supervision.evidence import services as evidence_services
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, InspectionTask
from supervision.opinion import services as opinion_services
from supervision.opinion.services.opinion import proposed_items
from supervision.task import services as task_services
from supervision.team.services.missing import mark_missing
from supervision.visit import services as visit_services
from tests.people import Cast, make_inspector, make_user, told
from tests.walk import evidence
from tests.walk import inspection as walk
from tests.walk import team as teams

TEAM_1 = {"督学甲", "督学乙", "督学丙"}
TEAM_2 = {"督学丁", "督学戊", "督学己"}
OFFICE = {"办公室甲", "督导办主任"}


@pytest.fixture
def crew(cast: Cast) -> list[Inspector]:
    """Three more inspectors, each with an account, of whom the first leads team 2."""
    made = []
    for number, name in enumerate(("督学丁", "督学戊", "督学己"), 50):
        user = make_user(f"inspector{number}", name, "inspector")
        made.append(make_inspector(user, name, number, zone=cast.zone))
    return made


def with_two_teams(cast: Cast, crew: list[Inspector], **overrides: object) -> InspectionTask:
    """An approved task; team 1 goes to the school, team 2 to the other school."""
    task = walk.make_task(cast, **overrides)
    teams.second_team(task, cast, members=crew, leader=crew[0])
    return task_services.approve_task(InspectionTask.objects.get(pk=task.pk), by=cast.office_head)


def noticed(task: InspectionTask, unit: object, cast: Cast) -> Inspection:
    return inspection_services.issue_notice(walk.inspection_of(task, unit), by=cast.office)


def test_news_of_the_whole_task_reach_every_team(cast: Cast, crew: list[Inspector]) -> None:
    task = with_two_teams(cast, crew)
    assert told("approve_task") == {"办公室甲"} | TEAM_1 | TEAM_2
    task = task_services.postpone_task(
        task,
        by=cast.office_head,
        starts_on=task.starts_on + calendar.ONE_DAY,
        ends_on=task.ends_on + calendar.ONE_DAY,
        self_evaluation_due_on=None,
        reason="天气",
    )
    assert told("postpone_task") == OFFICE | TEAM_1 | TEAM_2
    task_services.cancel_task(task, by=cast.office_head, reason="计划调整")
    assert told("cancel_task") == OFFICE | TEAM_1 | TEAM_2


def test_a_notice_concerns_the_team_that_goes_there(cast: Cast, crew: list[Inspector]) -> None:
    task = with_two_teams(cast, crew)
    noticed(task, cast.school, cast)
    assert told("issue_notice") == {"校长甲"} | TEAM_1
    Notification.objects.all().delete()
    noticed(task, cast.other_school, cast)
    assert told("issue_notice") == {"校长乙"} | TEAM_2


def test_a_self_evaluation_concerns_the_team_that_reviews_it(cast: Cast, crew: list[Inspector]) -> None:
    task = with_two_teams(cast, crew, announced=True)
    inspection = evidence.fill_items(noticed(task, cast.school, cast), cast.school_head)
    evidence_services.submit_self_evaluation(inspection, by=cast.school_head, text="自评如下", files=[walk.picture()])
    assert told("submit_self_evaluation") == TEAM_1


def test_a_visit_concerns_the_leader_of_its_team_and_no_other(cast: Cast, crew: list[Inspector]) -> None:
    """Neither the leader of the other team is told, nor a member who leads the team of another task."""
    walk.make_task(cast, name="食品安全督导", members=[walk.team(cast)[1], crew[1], crew[2]])
    task = with_two_teams(cast, crew)
    visit = visit_services.begin_visit(noticed(task, cast.school, cast), by=cast.inspector, visited_on=calendar.today())
    walk.fill(visit, cast.inspector)
    visit_services.submit_visit(visit, by=cast.inspector, signature=walk.signature(), note="总体规范")
    assert told("submit_visit") == OFFICE | {"督学甲"}


def test_the_opinion_concerns_the_team_that_went_there(cast: Cast, crew: list[Inspector]) -> None:
    task = with_two_teams(cast, crew)
    visit = visit_services.begin_visit(noticed(task, cast.school, cast), by=cast.inspector, visited_on=calendar.today())
    walk.fill(visit, cast.inspector)
    visit_services.submit_visit(visit, by=cast.inspector, signature=walk.signature(), note="总体规范")
    inspection = walk.inspection_of(task, cast.school)
    walk.hear(inspection, cast.inspector)
    walk.vote(inspection, cast)
    assert told("propose_opinion") == TEAM_1
    assert told("cast_vote") == {"督学甲"}
    inspection = opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())
    assert told("deliberate") == OFFICE
    opinion = opinion_services.draft_opinion(
        inspection,
        by=cast.office,
        evaluation="学校办学方向端正。",
        facts="督导小组认定下列问题。",
        advice="举一反三。",
        items=proposed_items(inspection),
    )
    inspection = opinion_services.feed_back(opinion.inspection, by=cast.office)
    assert told("feed_back") == {"校长甲"}
    opinion_services.waive_defence(inspection, by=cast.school_head)
    assert told("waive_defence") == OFFICE
    opinion_services.issue_opinion(inspection, by=cast.office)
    assert told("issue_opinion") == {"校长甲"} | TEAM_1


def test_whoever_serves_no_more_is_told_nothing(cast: Cast, crew: list[Inspector]) -> None:
    task = with_two_teams(cast, crew, announced=True)
    inspection = evidence.fill_items(noticed(task, cast.school, cast), cast.school_head)
    leader, second, _third = walk.team(cast)
    mark_missing(leader.pk, by=None)
    assert told("member_missing") == OFFICE
    mark_missing(second.pk, by=None)
    evidence_services.submit_self_evaluation(inspection, by=cast.school_head, text="自评如下", files=[walk.picture()])
    assert told("submit_self_evaluation") == {"督学丙"}
    task.refresh_from_db()
    task_services.cancel_task(task, by=cast.office_head, reason="计划调整")
    assert told("cancel_task") == OFFICE | {"督学丙"} | TEAM_2
