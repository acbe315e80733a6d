"""submit_self_evaluation: the unit's own, with evidence (REG 18)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import files
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from supervision import services
from tests.people import Cast
from tests.walk import supervision as walk

Browser = Callable[[str], Client]


def test_submitted(cast: Cast) -> None:
    inspection = walk.notified(cast, announced=True)
    done = services.submit_self_evaluation(inspection, by=cast.school_head, text=" 自评如下 ", files=[walk.picture()])
    assert (done.state, done.self_evaluation) == ("self_evaluated", "自评如下")
    assert done.due_on == done.task.starts_on
    assert files.files_of(done, purpose="self_evaluation").count() == 1
    assert Notification.objects.filter(kind="submit_self_evaluation").count() == 3


def test_refusals(cast: Cast) -> None:
    inspection = walk.notified(cast, announced=True)
    with pytest.raises(Refused, match="没有填写自评"):
        services.submit_self_evaluation(inspection, by=cast.school_head, text="  ")
    with pytest.raises(NotYourTurn):
        services.submit_self_evaluation(inspection, by=cast.office, text="代填")
    with pytest.raises(NotYourTurn):
        services.submit_self_evaluation(inspection, by=cast.other_school_head, text="别人的")
    services.submit_self_evaluation(inspection, by=cast.school_head, text="自评")
    with pytest.raises(TransitionRefused):
        services.submit_self_evaluation(inspection, by=cast.school_head, text="再来")


def test_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast, announced=True)
    address = reverse("submit_self_evaluation", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("office").get(address).status_code == 403
    school = browser("school_head")
    assert "自评" in school.get(address).content.decode()
    assert school.post(address, {"text": ""}).status_code == 422
    exe = walk.picture("坏文件.exe")
    page = school.post(address, {"text": "自评如下", "files": [exe]})
    assert page.status_code == 422
    assert "自评如下" in page.content.decode()
    page = school.post(address, {"text": "自评如下", "files": [walk.picture("一.png"), walk.picture("二.png", "red")]})
    assert page.status_code == 302
    assert files.files_of(inspection).count() == 2
    assert school.post(address, {"text": "晚了"}).status_code == 409
