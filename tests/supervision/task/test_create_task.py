"""create_task: what the office sets up, and what is refused from the first draft on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification
from inspectors.models import Inspector, Recusal, RecusalGround
from supervision.models import InspectionTask, Mode, VersionState
from supervision.task import services as task_services
from supervision.team import services as team_services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]
NEW = "/desk/supervision/tasks/create/"


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form as the office fills it in."""
    content = walk.task_content(cast, announced=True)
    form = {
        "name": content["name"],
        "mode": content["mode"],
        "is_announced": "on",
        "matters": content["matters"],
        "framework_version": content["framework_version"].pk,
        "needs_self_evaluation": "on",
        "self_evaluation_due_on": content["self_evaluation_due_on"],
        "starts_on": content["starts_on"],
        "ends_on": content["ends_on"],
        "units": [unit.pk for unit in content["units"]],
        "members": [inspector.pk for inspector in content["members"]],
        "leader": content["leader"].pk,
        "save": "1",
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def recuse(cast: Cast) -> Recusal:
    """The second inspector must keep away from the school."""
    inspector = Inspector.objects.get(user=cast.other_inspector)
    return Recusal.objects.create(
        inspector=inspector, unit=cast.school, ground=RecusalGround.LEFT_RECENTLY, reason="2025年调离"
    )


def test_a_task_with_its_units_and_team(cast: Cast) -> None:
    task = walk.make_task(cast, announced=True)
    assert task.state == "draft"
    assert {i.unit for i in task.inspections.all()} == {cast.school, cast.other_school}
    assert str(task.members.get(is_leader=True)) == "督学甲"
    assert task.members.count() == 3
    assert {i.state for i in task.inspections.all()} == {"planned"}
    assert AuditEvent.objects.filter(action="create_task", actor=cast.office).count() == 1
    assert Notification.objects.filter(recipient=cast.office_head, kind="create_task").count() == 1
    # The notice of an announced task is due five working days before the first day on site: today.
    assert {i.due_on for i in task.inspections.all()} == {calendar.today()}


def test_the_leader_is_on_the_team_without_being_named_twice(cast: Cast) -> None:
    first, second, _third = walk.team(cast)
    task = walk.make_task(cast, members=[second], leader=first)
    assert [str(member) for member in task.members.all()] == ["督学甲", "督学乙"]


def test_a_recused_inspector_is_refused_with_unit_and_ground(cast: Cast) -> None:
    recuse(cast)
    with pytest.raises(Refused, match=r"督学乙.*第一示例中学.*2025年调离") as refusal:
        walk.make_task(cast)
    assert "第十条" in str(refusal.value.rule)
    assert team_services.check_recusals(walk.team(cast), [cast.other_school]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_announced": False, "needs_self_evaluation": True}, "不能要求事先自评"),
        ({"mode": Mode.COMPREHENSIVE}, "只有专项督导"),
        ({"matters": " \n "}, "督导事项"),
        ({"units": []}, "没有被督导单位"),
        ({"starts_on": dt.date(2020, 1, 1)}, "首日已过"),
        ({"ends_on": dt.date(2020, 1, 1)}, "末日早于首日"),
        ({"is_announced": True, "needs_self_evaluation": True}, "没有填写自评截止日期"),
        (
            {"is_announced": True, "needs_self_evaluation": True, "self_evaluation_due_on": dt.date(2020, 1, 1)},
            "截止日期不能早于今天",
        ),
    ],
)
def test_what_the_rules_forbid(cast: Cast, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        walk.make_task(cast, **changes)
    assert not InspectionTask.objects.exists()


def test_an_untrained_inspector_and_one_out_of_term(cast: Cast) -> None:
    Inspector.objects.filter(user=cast.third_inspector).update(is_trained=False)
    with pytest.raises(Refused, match="督学丙未参加岗前培训"):
        walk.make_task(cast)
    Inspector.objects.filter(user=cast.third_inspector).update(is_trained=True, term_until=calendar.today())
    with pytest.raises(Refused, match="督学丙的任期"):
        walk.make_task(cast)


def test_a_unit_that_is_gone_and_a_framework_that_is_not_in_force(cast: Cast) -> None:
    version = walk.make_framework()
    version.state = VersionState.RETIRED
    version.save()
    with pytest.raises(Refused, match="未启用"):
        walk.make_task(cast, framework_version=version)
    version.state = VersionState.IN_FORCE
    version.save()
    cast.school.is_active = False
    cast.school.save()
    with pytest.raises(Refused, match="第一示例中学已撤销"):
        walk.make_task(cast)


def test_only_the_office(cast: Cast, browser: Browser) -> None:
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        task_services.create_task(by=cast.inspector, **walk.task_content(cast))
    assert browser("inspector").get(NEW).status_code == 403
    assert browser("school_head").post(NEW, typed(cast)).status_code == 403


def test_the_form(cast: Cast, browser: Browser) -> None:
    page = browser("office").post(NEW, typed(cast))
    task = InspectionTask.objects.get()
    assert page["Location"] == reverse("task", args=[task.pk])
    assert task.members.filter(is_leader=True).get().inspector.name == "督学甲"


def test_the_form_keeps_what_was_typed_when_refused(cast: Cast, browser: Browser) -> None:
    recuse(cast)
    page = browser("office").post(NEW, typed(cast, name="我写的名称"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "督学乙应当回避第一示例中学" in text
    assert "我写的名称" in text
    assert "第一示例中学" in text
    assert text.count(" checked") >= 5
    page = browser("office").post(NEW, typed(cast, units=None, name=None))
    assert page.status_code == 422
    assert "请至少选择一个单位" in page.content.decode()


def test_searching_units_without_javascript(cast: Cast, browser: Browser) -> None:
    words = typed(cast, pick="units", unit_q="示例", units=[cast.school.pk], save=None, name="尚未写完")
    page = browser("office").post(NEW, words)
    assert page.status_code == 200
    text = page.content.decode()
    assert "尚未写完" in text
    assert "示例幼儿园" in text
    assert not InspectionTask.objects.exists()
    kept = page.context["chosen_units"]
    assert kept == [cast.school]
    assert cast.school not in page.context["found_units"]


def test_choosing_all_that_were_found(cast: Cast, browser: Browser) -> None:
    words = typed(cast, pick="all_units", unit_kind="kindergarten", unit_zone=cast.zone.pk, unit_township=cast.town.pk)
    page = browser("office").post(NEW, words)
    assert cast.kindergarten in page.context["chosen_units"]
    assert page.context["found_units"] == []


def test_searching_with_htmx_gives_the_lists_only(cast: Cast, browser: Browser) -> None:
    recuse(cast)
    for pick, part in (("units", 'id="unit-lists"'), ("members", 'id="member-lists"')):
        page = browser("office").post(NEW, typed(cast, pick=pick, member_q="督学"), headers={"HX-Request": "true"})
        text = page.content.decode()
        assert text.lstrip().startswith(f"<div {part}")
        assert "<html" not in text
    # The conflict stands beside the inspector before anything is sent.
    assert "第一示例中学：" in text
    assert "2025年调离" in text


def test_what_makes_no_sense_in_the_form_is_left_out(cast: Cast, browser: Browser) -> None:
    page = browser("office").post(NEW, {"pick": "members", "units": ["no-key"], "leader": "", "member_zone": "x"})
    assert page.status_code == 200
    assert page.context["chosen_units"] == []


def test_coming_from_a_unit(cast: Cast, browser: Browser) -> None:
    page = browser("office").get(NEW, {"unit": str(cast.school.pk)})
    assert page.context["chosen_units"] == [cast.school]
