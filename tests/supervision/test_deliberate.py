"""deliberate: after a visit (REG 18) and public opinion (REG 19), two thirds of the members agreeing (REG 20)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotYourTurn, Refused
from core.models import Notification
from supervision import services
from supervision.models import Deliberation, Inspection, TeamMember
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.supervision.test_create_task import recuse
from tests.supervision.test_record_public_opinion import words as hearing
from tests.walk import supervision as walk

Browser = Callable[[str], Client]


def ready(cast: Cast) -> Inspection:
    """The school's inspection, visited and heard."""
    inspection = walk.inspection_of(walk.visited(cast).inspection.task, cast.school)
    walk.hear(inspection, cast.inspector)
    return inspection


def members(inspection: Inspection, count: int = 3) -> list[TeamMember]:
    """The first members of the team."""
    return list(inspection.task.members.all()[:count])


def agree(inspection: Inspection, cast: Cast, **changes: Any) -> Inspection:
    """The leader records that all agree today."""
    given = {"held_on": calendar.today(), "agreeing": members(inspection), "summary": "总体规范"} | changes
    return services.deliberate(inspection, by=changes.pop("by", cast.inspector), **given)


def test_recorded(cast: Cast) -> None:
    inspection = agree(ready(cast), cast, agreeing=members(Inspection.objects.get(unit=cast.school), 2))
    assert inspection.state == "deliberated"
    assert inspection.visit_ended_on == calendar.today()
    assert inspection.due_basis["policy"] == "opinion_days"
    held = Deliberation.objects.get()
    assert (held.members, held.agreeing.count()) == (3, 2)
    assert Notification.objects.filter(kind="deliberate", recipient=cast.office).exists()


def test_one_of_three_is_too_few(cast: Cast) -> None:
    inspection = ready(cast)
    with pytest.raises(Refused, match="3名成员中1名同意") as refusal:
        agree(inspection, cast, agreeing=members(inspection, 1))
    assert "67%" in str(refusal.value)
    assert "第二十条" in str(refusal.value.rule)


def test_without_a_visit_or_with_one_left_open(cast: Cast) -> None:
    inspection = walk.begun(cast).inspection
    with pytest.raises(Refused, match="已提交0份") as refusal:
        agree(inspection, cast)
    assert "第十八条" in str(refusal.value.rule)
    inspection = ready_again(cast)
    other = services.begin_visit(inspection, by=cast.other_inspector, visited_on=calendar.today())
    walk.hear(inspection, cast.inspector)
    services.add_finding(other, by=cast.other_inspector, text="还没提交", severity="minor")
    with pytest.raises(Refused, match="尚未提交记录：督学乙"):
        agree(inspection, cast)


def ready_again(cast: Cast) -> Inspection:
    """Another task's inspection at the school, visited."""
    return walk.inspection_of(walk.visited(cast, name="第二次").inspection.task, cast.school)


def test_without_public_opinion_or_without_pupils(cast: Cast) -> None:
    inspection = ready_again(cast)
    with pytest.raises(Refused, match="0份征求意见") as refusal:
        agree(inspection, cast)
    assert "第十九条" in str(refusal.value.rule)
    services.record_public_opinion(inspection, by=cast.office, **hearing(pupils=0))
    with pytest.raises(Refused, match="尚未听取意见：学生"):
        agree(inspection, cast)
    services.record_public_opinion(inspection, by=cast.office, **hearing(parents=0, teachers=0))
    assert agree(inspection, cast).state == "deliberated"


def test_dates_and_words(cast: Cast) -> None:
    inspection = ready(cast)
    for day in (calendar.today() + dt.timedelta(days=1), calendar.today() - dt.timedelta(days=1)):
        with pytest.raises(Refused, match="最后一次现场督导之后"):
            agree(inspection, cast, held_on=day)
    with pytest.raises(Refused, match="没有填写初步"):
        agree(inspection, cast, summary=" ")


def test_votes_that_do_not_count(cast: Cast) -> None:
    inspection = ready(cast)
    stranger = members(walk.inspection_of(walk.make_task(cast, name="别的"), cast.school), 1)
    with pytest.raises(Refused, match="只有督导小组成员"):
        agree(inspection, cast, agreeing=stranger)
    recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避") as refusal:
        agree(inspection, cast)
    assert "无效" in str(refusal.value.remedy)


def test_who(cast: Cast, browser: Browser) -> None:
    inspection = ready(cast)
    with pytest.raises(NotYourTurn, match="组长"):
        services.deliberate(
            inspection, by=cast.other_inspector, held_on=calendar.today(), agreeing=[], summary="总体规范"
        )
    address = reverse("deliberate", args=[inspection.pk])
    assert browser("other_inspector").get(address).status_code == 403
    assert browser("other_school_head").get(address).status_code == 404
    leader = browser("inspector")
    text = leader.get(address).content.decode()
    assert walk.FINDING in text
    assert "第十九条" in text
    words = {"held_on": calendar.today(), "agreeing": [], "summary": "总体规范"}
    page = leader.post(address, words)
    assert page.status_code == 422
    assert "总体规范" in page.content.decode()
    words["agreeing"] = [member.pk for member in members(inspection)]
    assert leader.post(address, words).status_code == 302
    assert leader.post(address, words).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_press_the_button() -> None:
    cast = make_cast()
    inspection = ready(cast)
    outcomes = run_together([lambda: agree(inspection, cast)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Inspection", "TransitionRefused"]
    assert Deliberation.objects.count() == 1
