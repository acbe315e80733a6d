"""submit_self_evaluation: the unit's own, whole, with evidence (REG 18)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar, files
from core.errors import NotYourTurn, Refused, TransitionRefused
from supervision.evidence import services
from tests.people import Cast, told
from tests.walk import evidence
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def test_submitted(cast: Cast) -> None:
    inspection = evidence.fill_items(walk.notified(cast, announced=True), cast.school_head)
    done = services.submit_self_evaluation(inspection, by=cast.school_head, text=" 自评如下 ", files=[walk.picture()])
    assert (done.state, done.self_evaluation) == ("self_evaluated", "自评如下")
    assert (done.due_on, done.self_evaluated_on) == (done.task.starts_on, calendar.today())
    assert files.files_of(done, purpose="self_evaluation").count() == 1
    assert told("submit_self_evaluation") == {"督学甲", "督学乙", "督学丙"}


def test_refused_with_the_list_of_what_is_empty(cast: Cast) -> None:
    inspection = walk.notified(cast, announced=True)
    leaf = evidence.leaf(inspection, "C2")
    services.save_self_evaluation_item(inspection, by=cast.school_head, indicator=leaf, text="开齐", grade="A")
    leaf = evidence.leaf(inspection, "C3")
    services.save_self_evaluation_item(
        inspection, by=cast.school_head, indicator=leaf, text="无食堂", is_applicable=False
    )
    with pytest.raises(Refused, match="还有2项指标未填写：C1、C4。") as caught:
        services.submit_self_evaluation(inspection, by=cast.school_head, text="自评")
    assert "第十八条" in str(caught.value.rule)
    inspection.refresh_from_db()
    assert inspection.state == "self_evaluating"


def test_refusals(cast: Cast) -> None:
    inspection = evidence.fill_items(walk.notified(cast, announced=True), cast.school_head)
    with pytest.raises(Refused, match="没有填写自评"):
        services.submit_self_evaluation(inspection, by=cast.school_head, text="  ")
    with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
        services.submit_self_evaluation(inspection, by=cast.office, text="代填")
    with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
        services.submit_self_evaluation(inspection, by=cast.other_school_head, text="别人的")
    services.submit_self_evaluation(inspection, by=cast.school_head, text="自评")
    with pytest.raises(TransitionRefused, match="目前为“已自评”"):
        services.submit_self_evaluation(inspection, by=cast.school_head, text="再来")


def test_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast, announced=True)
    address = reverse("submit_self_evaluation", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("office").get(address).status_code == 403
    school = browser("school_head")
    assert "还有4项指标未填写" in school.get(address).content.decode()
    assert "未填写：C1、C2、C3、C4" in school.post(address, {"text": "自评"}).content.decode()
    evidence.fill_items(inspection, cast.school_head)
    assert "各项指标均已填写" in school.get(address).content.decode()
    assert school.post(address, {"text": ""}).status_code == 422
    exe = walk.picture("坏文件.exe")
    page = school.post(address, {"text": "自评如下", "files": [exe]})
    assert page.status_code == 422
    assert "自评如下" in page.content.decode()
    page = school.post(address, {"text": "自评如下", "files": [walk.picture("一.png"), walk.picture("二.png", "red")]})
    assert page.status_code == 302
    assert files.files_of(inspection).count() == 2
    assert school.post(address, {"text": "晚了"}).status_code == 409
