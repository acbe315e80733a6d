"""record_public_opinion: whom the team heard, picked at random, nobody named (REG 19)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.inspection import services
from supervision.models import Inspection, PublicOpinion
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def words(**changes: Any) -> dict[str, Any]:
    """A record as it is typed."""
    return {
        "held_on": calendar.today(),
        "method": "座谈会",
        "picked_how": "按学籍号随机抽取",
        "pupils": 12,
        "parents": 10,
        "teachers": 8,
        "summary": "希望改善食堂菜品",
    } | changes


def test_by_team_and_office(cast: Cast) -> None:
    inspection = walk.notified(cast)
    services.record_public_opinion(inspection, by=cast.third_inspector, **words())
    services.record_public_opinion(inspection, by=cast.office, **words(method="问卷"))
    assert PublicOpinion.objects.filter(inspection=inspection).count() == 2
    assert AuditEvent.objects.filter(action="record_public_opinion").count() == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"held_on": dt.date(2099, 1, 1)}, "晚于今天"),
        ({"held_on": dt.date(2020, 1, 1)}, "早于通知日期"),
        ({"pupils": 0, "parents": 0, "teachers": 0}, "没有听取任何人"),
        ({"picked_how": " "}, "人员产生方式"),
        ({"summary": " "}, "意见内容"),
    ],
)
def test_refusals(cast: Cast, changes: dict[str, Any], refusal: str) -> None:
    inspection = walk.notified(cast)
    with pytest.raises(Refused, match=refusal) as refused:
        services.record_public_opinion(inspection, by=cast.office, **words(**changes))
    assert "第十九条" in str(refused.value.rule)


def test_not_before_the_notice_nor_after_the_deliberation(cast: Cast) -> None:
    planned = walk.inspection_of(walk.approved(cast), cast.school)
    with pytest.raises(TransitionRefused, match="督导通知尚未发出"):
        services.record_public_opinion(planned, by=cast.office, **words())
    with pytest.raises(NotAllowed, match="征求意见由督导小组和督导办记录"):
        services.record_public_opinion(planned, by=cast.leader, **words())
    with pytest.raises(TransitionRefused, match="目前为“已评议”"):
        services.record_public_opinion(walk.deliberated(cast), by=cast.office, **words())


def test_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    address = reverse("record_public_opinion", args=[inspection.pk])
    assert browser("school_head").get(address).status_code == 403
    assert browser("other_school_head").get(address).status_code == 404
    team = browser("inspector")
    assert team.get(address).status_code == 200
    assert team.post(address, words(pupils=-1)).status_code == 422
    page = team.post(address, words(pupils=0, parents=0, teachers=0))
    assert page.status_code == 422
    assert "希望改善食堂菜品" in page.content.decode()
    assert team.post(address, words()).status_code == 302


def test_the_unit_never_reads_it(cast: Cast) -> None:
    inspection = walk.notified(cast)
    services.record_public_opinion(inspection, by=cast.office, **words())
    assert not PublicOpinion.objects.visible_to(cast.school_head).exists()
    assert PublicOpinion.objects.visible_to(cast.zone_leader).exists()
    assert Inspection.objects.visible_to(cast.school_head).exists()
