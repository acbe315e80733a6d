"""set_team, remove_team, replace_member: who goes to which unit of a task together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector
from supervision.inspection import services as inspection_services
from supervision.models import InspectionTask, Team
from supervision.task import services as task_services
from supervision.team import services as team_services
from supervision.team.services import crew as team_crew
from tests.people import Cast, make_unit
from tests.supervision.task.test_create_task import recuse, typed
from tests.walk import inspection as walk
from tests.walk import team as teams

Browser = Callable[[str], Client]


def names(task: InspectionTask) -> dict[int, set[str]]:
    """The members of each team by its number."""
    found = task.teams.prefetch_related("members__inspector")
    return {team.number: {str(member) for member in team.members.all()} for team in found}


def places(task: InspectionTask) -> dict[str, int | None]:
    """The number of the team that goes to each unit."""
    rows = task.inspections.select_related("unit", "team")
    return {str(row.unit): row.team.number if row.team else None for row in rows}


def test_two_teams_go_to_their_own_units(cast: Cast) -> None:
    task = teams.two_teams(cast)
    assert names(task) == {1: {"督学甲", "督学乙", "督学丙"}, 2: {"督学丁", "督学戊", "督学己"}}
    assert places(task) == {"第一示例中学": 1, "第二示例小学": 2}
    assert team_crew.team_of(walk.inspection_of(task, cast.other_school))[0].name == "督学丁"
    event = AuditEvent.objects.get(action="set_team")
    assert event.data["units"] == ["第二示例小学"]
    task = task_services.approve_task(task, by=cast.office_head)
    assert (
        inspection_services.issue_notice(walk.inspection_of(task, cast.other_school), by=cast.office).state
        == "notified"
    )


def test_a_member_leaves_the_other_team(cast: Cast) -> None:
    task = teams.two_teams(cast)
    first, second, _third = walk.team(cast)
    team_services.set_team(
        task, by=cast.office, number=2, members=[second], leader=first, units=[cast.other_school, cast.school]
    )
    assert names(task) == {1: {"督学丙"}, 2: {"督学甲", "督学乙"}}
    assert places(task) == {"第一示例中学": 2, "第二示例小学": 2}
    assert str(Team.objects.get(task=task, number=2).members.get(is_leader=True)) == "督学甲"
    with pytest.raises(Refused, match="至少需要3名"):
        task_services.approve_task(task, by=cast.office_head)


def test_recusals_count_for_the_teams_own_units_only(cast: Cast) -> None:
    recuse(cast)  # the second inspector keeps away from the school
    second = Inspector.objects.get(user=cast.other_inspector)
    crew = teams.others(cast)
    task = walk.make_task(cast, members=crew, leader=crew[0])
    team = team_services.set_team(
        task, by=cast.office, number=2, members=[second], leader=second, units=[cast.other_school]
    )
    assert team.members.count() == 1
    with pytest.raises(Refused, match=r"督学乙应当回避第一示例中学"):
        team_services.set_team(task, by=cast.office, number=2, members=[second], leader=second, units=[cast.school])
    assert places(task) == {"第一示例中学": 1, "第二示例小学": 2}


def test_a_unit_left_out_waits_for_a_team_and_the_approval_says_so(cast: Cast) -> None:
    task = walk.make_task(cast)
    members = walk.team(cast)
    team_services.set_team(task, by=cast.office, number=1, members=members, leader=members[0], units=[cast.school])
    assert places(task) == {"第一示例中学": 1, "第二示例小学": None}
    with pytest.raises(Refused, match="第二示例小学尚未明确督导小组"):
        task_services.approve_task(task, by=cast.office_head)


def test_a_unit_that_is_new_is_put_on_a_draft_but_not_on_an_approved_task(cast: Cast) -> None:
    task = walk.make_task(cast)
    teams.second_team(task, cast, units=[cast.other_school, cast.kindergarten])
    assert places(task)["示例幼儿园"] == 2
    task_services.approve_task(task, by=cast.office_head)
    with pytest.raises(Refused, match="攀莲镇人民政府不在任务中"):
        teams.second_team(task, cast, by=cast.office_head, units=[cast.other_school, cast.town])


def test_once_approved_the_head_changes_whole_teams_only(cast: Cast) -> None:
    task = task_services.approve_task(teams.two_teams(cast), by=cast.office_head)
    crew = teams.others(cast, 4)
    with pytest.raises(NotAllowed, match="只有督导办主任"):
        teams.second_team(task, cast)
    with pytest.raises(Refused, match="至少需要3名"):
        teams.second_team(task, cast, by=cast.office_head, members=crew[:2])
    with pytest.raises(Refused, match="尚未明确督导小组"):
        teams.second_team(task, cast, by=cast.office_head, units=[])
    Inspector.objects.filter(pk=crew[3].pk).update(user=cast.expert)
    teams.second_team(task, cast, by=cast.office_head, members=[*crew[:2], crew[3]])
    assert names(task)[2] == {"督学丁", "督学戊", "督学庚"}
    assert Notification.objects.filter(kind="set_team", recipient=cast.expert).count() == 1


def test_not_after_the_first_notice(cast: Cast) -> None:
    task = walk.notified(cast).task
    with pytest.raises(TransitionRefused, match="目前为“已通知”"):
        teams.second_team(task, cast, by=cast.office_head)


@pytest.mark.parametrize("who", ["inspector", "leader", "school_head"])
def test_only_the_office(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        teams.second_team(walk.make_task(cast), cast, by=getattr(cast, who))


def test_an_untrained_member_and_a_unit_that_is_gone(cast: Cast) -> None:
    task = walk.make_task(cast)
    Inspector.objects.filter(pk=teams.others(cast)[1].pk).update(is_trained=False)
    with pytest.raises(Refused, match="岗前培训"):
        teams.second_team(task, cast)
    gone = make_unit("5104210098", "撤并小学", "primary", is_active=False)
    with pytest.raises(Refused, match="撤并小学已撤销"):
        teams.second_team(task, cast, members=[], leader=None, units=[gone])


def test_editing_the_task_leaves_the_other_teams_alone(cast: Cast) -> None:
    task = teams.two_teams(cast)
    content = walk.task_content(cast, units=[cast.school, cast.other_school, cast.kindergarten])
    task_services.edit_task(task, by=cast.office, **content)
    assert names(task)[2] == {"督学丁", "督学戊", "督学己"}
    assert places(task) == {"第一示例中学": 1, "第二示例小学": 2, "示例幼儿园": 1}


def test_editing_holds_every_team_against_the_recusals(cast: Cast) -> None:
    task = teams.two_teams(cast)
    recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避第一示例中学"):
        task_services.edit_task(task, by=cast.office, **walk.task_content(cast))


def test_removing_a_team(cast: Cast) -> None:
    task = teams.two_teams(cast)
    with pytest.raises(Refused, match="仍承担第二示例小学"):
        team_services.remove_team(task, by=cast.office, number=2)
    members = walk.team(cast)
    units = [cast.school, cast.other_school]
    team_services.set_team(task, by=cast.office, number=1, members=members, leader=members[0], units=units)
    team_services.remove_team(task, by=cast.office, number=2)
    assert names(task) == {1: {"督学甲", "督学乙", "督学丙"}}
    with pytest.raises(Refused, match="已不存在"):
        team_services.remove_team(task, by=cast.office, number=2)
    team_services.set_team(task, by=cast.office, number=1, members=members, leader=members[0], units=[])
    with pytest.raises(Refused, match="至少保留一个"):
        team_services.remove_team(task, by=cast.office, number=1)


def test_nobody_may_go_to_a_unit(cast: Cast) -> None:
    for inspector in walk.team(cast):
        services_recuse(inspector, cast)
    content = walk.task_content(cast) | {"members": [], "leader": None}
    with pytest.raises(Refused, match="没有督学可以前往第一示例中学") as refusal:
        task_services.create_task(by=cast.office, **content)
    assert "第十条" in str(refusal.value.rule)
    teams.others(cast, 1)
    assert task_services.create_task(by=cast.office, **content).state == "draft"
    Inspector.objects.update(is_trained=False)
    with pytest.raises(Refused, match="没有督学可以前往第一示例中学、第二示例小学"):
        task_services.create_task(by=cast.office, **content)


def services_recuse(inspector: Inspector, cast: Cast) -> None:
    """The inspector keeps away from the school."""
    inspector.recusals.create(unit=cast.school, ground="other", reason="不便")


def test_targets_by_draw_need_no_unit_until_the_approval(cast: Cast) -> None:
    task = walk.make_task(cast, units=[], targets_by_draw=True)
    assert not task.inspections.exists()
    with pytest.raises(Refused, match="督导对象尚未抽取"):
        task_services.approve_task(task, by=cast.office_head)
    members = walk.team(cast)
    team_services.set_team(task, by=cast.office, number=1, members=members, leader=members[0], units=[cast.school])
    assert task_services.approve_task(task, by=cast.office_head).state == "approved"


def test_joint_inspections_are_with_member_units(cast: Cast) -> None:
    task = walk.make_task(cast, joint_with=[cast.education_bureau])
    assert list(task.joint_with.all()) == [cast.education_bureau]
    with pytest.raises(Refused, match="攀莲镇人民政府不是教育督导委员会成员单位"):
        walk.make_task(cast, joint_with=[cast.town])


def form(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Team 2 as the office fills it in."""
    crew = teams.others(cast)
    fields: dict[str, Any] = {
        "units": [cast.other_school.pk],
        "members": [one.pk for one in crew],
        "leader": crew[0].pk,
        "save": "1",
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def test_the_pages(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    office = browser("office")
    address = reverse("set_team", args=[task.pk, 2])
    assert address in office.get(task.get_absolute_url()).content.decode()
    page = office.get(address)
    assert page.status_code == 200
    assert "第一示例中学" in page.content.decode()
    assert office.post(address, form(cast))["Location"] == task.get_absolute_url()
    assert names(task)[2] == {"督学丁", "督学戊", "督学己"}
    page = office.get(address)
    assert [row.inspector.name for row in page.context["people"] if row.leads] == ["督学丁"]
    assert [unit.name for unit, chosen, _team in page.context["rows"] if chosen] == ["第二示例小学"]
    # A number far beyond the last means the next team.
    office.post(reverse("set_team", args=[task.pk, 99]), form(cast, units=[], members=[], leader=""))
    assert sorted(names(task)) == [1, 2, 3]
    assert office.post(reverse("remove_team", args=[task.pk, 3])).status_code == 302
    assert sorted(names(task)) == [1, 2]


def test_a_refusal_keeps_what_was_chosen(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    recuse(cast)
    second = Inspector.objects.get(user=cast.other_inspector)
    address = reverse("set_team", args=[task.pk, 2])
    page = browser("office").post(address, form(cast, units=[cast.school.pk], members=[second.pk], leader=second.pk))
    assert page.status_code == 422
    assert "督学乙应当回避第一示例中学" in page.content.decode()
    assert [row.inspector for row in page.context["people"] if row.chosen] == [second]


def test_searching_inspectors_shows_what_speaks_against_them(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    recuse(cast)
    Inspector.objects.filter(user=cast.third_inspector).update(employer="第一示例中学")
    Inspector.objects.filter(user=cast.inspector).update(term_until=task.ends_on)
    address = reverse("set_team", args=[task.pk, 2])
    words = form(cast, units=[cast.school.pk], pick="members", member_q="督学", save=None)
    page = browser("office").post(address, words, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.lstrip().startswith('<div id="member-lists"')
    people = {row.inspector.name: row for row in page.context["people"]}
    assert people["督学乙"].bars
    assert people["督学丙"].doubts == ["第一示例中学是其工作单位，建议提出回避"]
    assert people["督学甲"].other_team
    assert people["督学甲"].bars == ["任期不覆盖现场督导日期"]
    assert people["督学丁"].chosen


def test_who_may_open_the_page(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    address = reverse("set_team", args=[task.pk, 2])
    assert browser("inspector").get(address).status_code == 403
    assert browser("school_head").get(address).status_code == 404
    task_services.approve_task(task, by=cast.office_head)
    assert browser("office").get(address).status_code == 403
    assert browser("office_head").get(address).status_code == 200


def test_the_form_of_the_task_takes_a_draw_and_partners(cast: Cast, browser: Browser) -> None:
    new = "/desk/supervision/tasks/create/"
    words = typed(cast, units=None, targets_by_draw="on", joint_with=[cast.education_bureau.pk])
    assert browser("office").post(new, words).status_code == 302
    task = InspectionTask.objects.get()
    assert task.targets_by_draw
    assert list(task.joint_with.all()) == [cast.education_bureau]
    page = browser("office").get(task.get_absolute_url()).content.decode()
    assert "双随机抽取" in page
    assert "县教育和体育局" in page


def test_all_that_match_are_counted_and_chosen(cast: Cast, browser: Browser) -> None:
    for number in range(3):
        make_unit(f"51042177{number:02}", f"增设{number}小学", "primary", zone=cast.zone)
    office = browser("office")
    new = "/desk/supervision/tasks/create/"
    page = office.post(new, typed(cast, units=None, pick="units", unit_kind="primary", save=None))
    assert page.context["found_count"] == 4
    assert "选择符合条件的全部4个" in page.content.decode()
    page = office.post(new, typed(cast, units=None, pick="all_units", unit_kind="primary", save=None))
    assert len(page.context["chosen_units"]) == 4


def test_replacing_a_member_after_the_notice(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    task, (first, second, _third) = inspection.task, walk.team(cast)
    joining = teams.others(cast, 1)[0]
    address = reverse("replace_member", args=[task.pk, first.pk])
    assert browser("office").get(address).status_code == 403
    head = browser("office_head")
    assert head.get(address).status_code == 200
    page = head.post(address, {"joining": joining.pk, "reason": "经决定回避"})
    assert page["Location"] == task.get_absolute_url()
    assert names(task) == {1: {"督学丁", "督学乙", "督学丙"}}
    assert task.members.get(is_leader=True).inspector == joining
    told = Notification.objects.filter(kind="replace_member").values_list("recipient__username", flat=True)
    assert set(told) == {"office", "head", "inspector", "school"}
    with pytest.raises(Refused, match="已不在任务中"):
        team_services.replace_member(task, by=cast.office_head, leaving=first, joining=first, reason="再换")
    with pytest.raises(Refused, match="已在任务中"):
        team_services.replace_member(task, by=cast.office_head, leaving=second, joining=joining, reason="再换")
    with pytest.raises(Refused, match="理由"):
        team_services.replace_member(task, by=cast.office_head, leaving=second, joining=first, reason=" ")


def test_whoever_must_keep_away_takes_no_place(cast: Cast) -> None:
    task, second = walk.notified(cast).task, walk.team(cast)[1]
    joining = teams.others(cast, 1)[0]
    services_recuse(joining, cast)
    with pytest.raises(Refused, match="督学丁应当回避第一示例中学"):
        team_services.replace_member(task, by=cast.office_head, leaving=second, joining=joining, reason="换人")
    with pytest.raises(TransitionRefused, match="目前为“草稿”"):
        team_services.replace_member(
            walk.make_task(cast), by=cast.office_head, leaving=second, joining=joining, reason="换人"
        )


def test_whoever_has_voted_keeps_the_place(cast: Cast) -> None:
    inspection = walk.deliberated(cast)
    joining = teams.others(cast, 1)[0]
    with pytest.raises(Refused, match="已在本小组表决"):
        team_services.replace_member(
            inspection.task, by=cast.office_head, leaving=walk.team(cast)[0], joining=joining, reason="换人"
        )


def test_one_task_asks_no_more_for_more_teams(
    cast: Cast, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    task = walk.make_task(cast)
    office = browser("office")
    one = statements(office, task.get_absolute_url())
    teams.second_team(task, cast)
    assert statements(office, task.get_absolute_url()) == one
