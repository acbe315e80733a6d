"""raise_objection, answer_objection: on the portal without a name, answered by the office, read by the receipt code."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.policy import forget
from accounts.services.policy import edit_policy
from core import calendar
from core.errors import NotYourTurn, Refused
from core.models import Notification
from inspectors.appointment import services
from inspectors.models import Appointment, Objection
from tests.pages import text
from tests.people import Cast
from tests.walk import appointment as walk
from tests.walk import clock

SignIn = Callable[[object], Client]


def test_anybody_objects_and_reads_the_answer(cast: Cast, client: Client, sign_in: SignIn) -> None:
    assert "目前没有公示" in text(client.get("/appointments/"))
    found = walk.publicised(cast)
    assert found.get_public_url() in text(client.get("/appointments/"))
    shown = text(client.get(found.get_public_url()))
    for words in ("示例候选人", "第一示例中学", "个工作日"):
        assert words in shown
    for secret in ("13800005036", "138****5036", "办公室甲"):
        assert secret not in shown
    answer = client.post(found.get_public_url(), {"text": "工作年限有误", "name": "张三", "contact": "13900000000"})
    objection = Objection.objects.get()
    assert answer["Location"] == objection.get_public_url()
    shown = text(client.get(answer["Location"]))
    assert objection.code in shown
    assert "已收到" in shown
    assert "张三" not in shown
    told = Notification.objects.filter(kind="raise_objection")
    assert set(told.values_list("recipient__username", flat=True)) == {"office", "head"}
    office = sign_in(cast.office)
    assert "张三" in text(office.get(objection.get_absolute_url()))
    address = reverse("answer_objection", args=[objection.pk])
    assert office.post(address, {"finding": "unfounded", "answer": ""}).status_code == 422
    assert office.post(address, {"finding": "unfounded", "answer": "经核实，年限无误。"}).status_code == 302
    shown = text(client.get(objection.get_public_url()))
    assert "经核实，年限无误。" in shown
    assert "不成立" in shown
    assert client.get("/appointments/", {"code": objection.code.lower()})["Location"] == objection.get_public_url()
    assert "没有此回执码" in text(client.get("/appointments/", {"code": "ABCDEFGHJKMN"}))
    assert "经核实" not in text(sign_in(cast.school_head).get(found.get_absolute_url()))


def test_who_objects_is_protected(cast: Cast, sign_in: SignIn) -> None:
    objection = walk.objected(walk.publicised(cast), name="李四")
    for name in ("leader", "school_head", "inspector", "zone_leader", "auditor"):
        assert sign_in(getattr(cast, name)).get(objection.get_absolute_url()).status_code == 404
    assert "李四" not in text(sign_in(cast.leader).get(objection.appointment.get_absolute_url()))
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.answer_objection(objection, by=cast.leader, finding="founded", answer="x")
    with pytest.raises(Refused, match="请填写答复"):
        services.answer_objection(objection, by=cast.office, finding="founded", answer=" ")


def test_over_or_not_publicised(cast: Cast, client: Client) -> None:
    found = walk.over(cast)
    page = client.get(found.get_public_url())
    assert "期限已过" in text(page)
    assert client.post(found.get_public_url(), {"text": "异议"}).status_code == 422
    assert client.get(walk.vetted(cast, name="未公示").get_public_url()).status_code == 404
    running = walk.publicised(cast, name="第三人")
    assert client.post(running.get_public_url(), {"text": ""}).status_code == 422
    with pytest.raises(Refused, match="提出异议的期限已过"):
        services.raise_objection(found, text="异议")
    with pytest.raises(Refused, match="请填写异议内容"):
        walk.objected(walk.publicised(cast, name="另一人"), text="  ")


def test_too_many_from_one_place(cast: Cast, client: Client) -> None:
    edit_policy("objection_hourly", by=cast.office_head, value=1)
    forget()
    cache.clear()
    found = walk.publicised(cast)
    assert client.post(found.get_public_url(), {"text": "第一次"}).status_code == 302
    page = client.post(found.get_public_url(), {"text": "第二次"})
    assert page.status_code == 429
    assert "第二次" in text(page)  # what was typed stays
    assert Objection.objects.count() == 1


def test_an_unknown_receipt_code(cast: Cast, client: Client) -> None:
    assert client.get(reverse("public_objection", args=["ABCDEFGHJKMN"])).status_code == 404


def test_the_page_says_when_objections_close(cast: Cast, client: Client) -> None:
    found = walk.publicised(cast)
    with clock.on(found.publicity_until):
        assert client.get(found.get_public_url()).context["form"] is not None
    with clock.on(found.publicity_until + calendar.ONE_DAY):
        assert client.get(found.get_public_url()).context["form"] is None
    assert Appointment.objects.public().count() == 1
