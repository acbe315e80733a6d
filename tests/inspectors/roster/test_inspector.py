"""The page of one inspector."""

import datetime as dt

import pytest

from core import calendar
from inspectors.plaque.services import assign_plaque
from inspectors.recusal.services import add_recusal
from inspectors.term.services import remove_inspector
from tests.pages import queries, text


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/"


def test_facts_recusals_plaques_and_what_happened(cast, sign_in, first):
    add_recusal(first, by=cast.office_head, unit=cast.other_school, ground="on_staff", reason="本人任职")
    assign_plaque(cast.school, by=cast.office, inspector=first)
    page = sign_in(cast.office).get(url(first))
    content = text(page)
    assert page.status_code == 200
    for words in (
        "督学甲",
        "川米督〔2025〕901",
        "第一责任区",
        "2025年9月1日 – 2031年9月1日",
        "138****5035",
        "第二示例小学",
        "本人在该单位任职",
        "有效",
        "第一示例中学",
        "现有1所，一般5所左右",
        "登记回避",
        "安排责任督学",
        "移出名册",
    ):
        assert words in content
    assert "13800005035" not in content


def test_recusals_are_for_the_county_and_oneself(cast, sign_in, first):
    add_recusal(first, by=cast.office_head, unit=cast.other_school, ground="family_there", reason="配偶任职")
    assert "配偶任职" in text(sign_in(cast.leader).get(url(first)))
    assert "配偶任职" in text(sign_in(cast.inspector).get(url(first)))
    assert "配偶任职" not in text(sign_in(cast.other_inspector).get(url(first)))
    assert "配偶任职" not in text(sign_in(cast.zone_leader).get(url(first)))


def test_states_of_recusals(cast, sign_in, first):
    recusal = add_recusal(
        first,
        by=cast.office_head,
        unit=cast.other_school,
        ground="left_recently",
        until=calendar.today() + dt.timedelta(days=3),
    )
    client = sign_in(cast.office_head)
    assert "解除回避" in text(client.get(url(first)))
    first.recusals.update(until=calendar.today())
    assert "已到期" in text(client.get(url(first)))
    first.recusals.update(lifted_at=recusal.created_at)
    assert "已解除" in text(client.get(url(first)))


def test_one_without_anything(cast, sign_in, second):
    content = text(sign_in(cast.office).get(url(second)))
    assert "没有登记回避" in content
    assert "还没有挂牌的学校" in content


def test_one_who_left_can_be_restored(cast, sign_in, first):
    remove_inspector(first, by=cast.office, reason="工作调动")
    content = text(sign_in(cast.office).get(url(first)))
    assert "移出名册：工作调动" in content
    assert "恢复到名册" in content


def test_buttons_only_for_those_who_may(cast, sign_in, first):
    for name in ("leader", "zone_leader", "other_inspector"):
        content = text(sign_in(getattr(cast, name)).get(url(first)))
        for words in ("关联账号", "/recusals/add/", "/recusals/raise/", "显示完整号码", "/edit/"):
            assert words not in content
    own = text(sign_in(cast.inspector).get(url(first)))
    assert "/recusals/raise/" in own
    assert "显示完整号码" in own


@pytest.mark.parametrize("name", ["school_head", "liaison", "expert", "sysadmin"])
def test_strangers_find_nothing(cast, sign_in, first, name):
    client = sign_in(getattr(cast, name))
    assert client.get(url(first)).status_code == 404
    for step in ("edit", "remove", "restore", "account/link", "recusals/add", "recusals/raise"):
        assert client.get(f"{url(first)}{step}/").status_code == 404
    assert client.post(f"{url(first)}phone/unmask/").status_code == 404


def test_more_recusals_and_plaques_need_no_more_queries(cast, sign_in, first):
    client = sign_in(cast.office)
    add_recusal(first, by=cast.office_head, unit=cast.other_school, ground="on_staff")
    assign_plaque(cast.school, by=cast.office, inspector=first)
    few = queries(client, url(first))
    add_recusal(first, by=cast.office_head, unit=cast.kindergarten, ground="on_staff")
    add_recusal(first, by=cast.office_head, unit=cast.other_school, ground="family_there")
    assert queries(client, url(first)) == few
