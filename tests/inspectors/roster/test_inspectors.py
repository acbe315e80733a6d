"""The roster: filters, sorting, masked telephones."""

import datetime as dt

import pytest

from core import calendar
from inspectors.models import Inspector
from inspectors.plaque.services import assign_plaque
from inspectors.term.services import remove_inspector
from tests.pages import HTMX, queries, text
from tests.people import make_inspector

URL = "/desk/inspectors/"


def names(page):
    return [inspector.name for inspector in page.context["page"]]


def test_the_list_masks_telephones(cast, sign_in, first):
    page = sign_in(cast.office).get(URL)
    content = text(page)
    assert page.status_code == 200
    assert "138****5035" in content
    assert "13800005035" not in content
    assert names(page) == ["督学甲", "督学乙", "督学丙"]
    assert "导入督学名册" in content


@pytest.mark.parametrize("name", ["leader", "zone_leader", "inspector"])
def test_the_corps_and_the_leaders_look_but_do_not_keep(cast, sign_in, first, name):
    content = text(sign_in(getattr(cast, name)).get(URL))
    assert "督学甲" in content
    assert "导入督学名册" not in content
    assert "导出 Excel" not in content


@pytest.mark.parametrize("name", ["school_head", "liaison", "expert", "township", "sysadmin", "auditor"])
def test_nobody_else_sees_the_roster(cast, sign_in, name):
    page = sign_in(getattr(cast, name)).get(URL)
    assert page.status_code == 403
    assert "督学名册对教育督导办公室、委员会领导和督学开放" in text(page)


def test_filters(cast, sign_in, first, second):
    today = calendar.today()
    Inspector.objects.filter(pk=first.pk).update(kind="part_time", is_trained=False, zone=None)
    Inspector.objects.filter(pk=second.pk).update(
        term_until=today + dt.timedelta(days=30), source="原任校长", specialities="小学数学", education="graduate"
    )
    make_inspector(None, "到期者", 7, zone=cast.zone)
    Inspector.objects.filter(name="到期者").update(term_from=dt.date(2020, 1, 1), term_until=today)
    client = sign_in(cast.office)
    for query, expected in {
        "kind=part_time": ["督学甲"],
        f"zone={cast.zone.pk}": ["督学乙", "督学丙", "到期者"],
        "trained=no": ["督学甲"],
        "trained=yes": ["督学乙", "督学丙", "到期者"],
        "term=over": ["到期者"],
        "term=serving": ["督学甲", "督学乙", "督学丙"],
        "term=ending": ["督学乙"],
        "q=甲": ["督学甲"],
        "q=902": ["督学乙"],
        "q=县教育": ["督学甲"],
        "source=原任校长": ["督学乙"],
        "source=nonsense": ["督学甲", "督学乙", "督学丙", "到期者"],
        "employer=教育和体育": ["督学甲"],
        "speciality=数学": ["督学乙"],
        "education=graduate": ["督学乙"],
        "education=bachelor&term=over": ["到期者"],
        "kind=nonsense": ["督学甲", "督学乙", "督学丙", "到期者"],
        "sort=-certificate": ["到期者", "督学丙", "督学乙", "督学甲"],
        "sort=password": ["督学甲", "督学乙", "督学丙", "到期者"],
    }.items():
        assert names(client.get(f"{URL}?{query}")) == expected, query
    assert "没有符合条件的督学" in text(client.get(f"{URL}?q=无此人"))


def test_those_who_left_are_shown_on_request(cast, sign_in, first):
    remove_inspector(first, by=cast.office, reason="调离")
    client = sign_in(cast.office)
    assert "督学甲" not in text(client.get(URL))
    page = client.get(f"{URL}?removed=on")
    assert names(page)[0] == "督学甲"
    assert "移出名册" in text(page)


def test_terms_in_words(cast, sign_in, first, second):
    today = calendar.today()
    Inspector.objects.filter(pk=first.pk).update(term_until=None)
    Inspector.objects.filter(pk=second.pk).update(term_from=today + dt.timedelta(days=9))
    Inspector.objects.filter(name="督学丙").update(term_until=today - dt.timedelta(days=5))
    content = text(sign_in(cast.office).get(URL))
    for words in ("聘期内", "聘期未开始", "聘期已满5天"):
        assert words in content


def test_plaques_are_counted_and_too_many_said(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    page = sign_in(cast.office).get(URL)
    assert [inspector.plaque_count for inspector in page.context["page"]] == [1, 0, 0]
    assert "超过一般数量" not in text(page)


def test_htmx_gets_the_list_alone(cast, sign_in, first):
    content = text(sign_in(cast.office).get(f"{URL}?q=甲", headers=HTMX))
    assert "督学甲" in content
    assert "<html" not in content


def test_more_inspectors_need_no_more_queries(cast, sign_in):
    client = sign_in(cast.office)
    few = queries(client, URL)
    for ordinal in range(10, 60):
        make_inspector(None, f"督学{ordinal}", ordinal, zone=cast.zone)
    assert queries(client, URL) == few <= 12
