"""Who answers for which school, and where nobody does."""

import datetime as dt

import pytest

from accounts.enums import OrganisationKind
from core import calendar
from inspectors.models import Inspector, PlaqueAssignment, Recusal
from inspectors.plaque.services import assign_plaque
from tests.pages import HTMX, queries, text
from tests.people import make_unit

URL = "/desk/inspectors/plaques/"


def names(page):
    return [unit.name for unit in page.context["page"]]


def test_every_school_and_kindergarten_by_name(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    page = sign_in(cast.office).get(URL)
    content = text(page)
    assert names(page) == ["第一示例中学", "第二示例小学", "示例幼儿园"]
    assert "督学甲" in content
    assert content.count("暂无") >= 2
    assert [figure["value"] for figure in page.context["figures"]] == [3, 1, 2, 0, 0]
    assert "安排责任督学" in content


def test_filters(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    client = sign_in(cast.office)
    for query, expected in {
        "covered=no": ["第二示例小学", "示例幼儿园"],
        "covered=yes": ["第一示例中学"],
        "covered=unfit": [],
        "kind=kindergarten": ["示例幼儿园"],
        f"zone={cast.zone.pk}": ["第一示例中学", "第二示例小学", "示例幼儿园"],
        "q=甲": ["第一示例中学"],
        "q=幼儿": ["示例幼儿园"],
        "kind=department": ["第一示例中学", "第二示例小学", "示例幼儿园"],
    }.items():
        assert names(client.get(f"{URL}?{query}")) == expected, query


def test_doubts_are_said(cast, sign_in, first):
    plaque = assign_plaque(cast.school, by=cast.office, inspector=first)
    client = sign_in(cast.office)
    PlaqueAssignment.objects.filter(pk=plaque.pk).update(began_on=calendar.today() - dt.timedelta(days=1200))
    assert "已满3年，应轮换" in text(client.get(URL))
    Inspector.objects.filter(pk=first.pk).update(is_trained=False)
    assert "未培训" in text(client.get(URL))
    assert names(client.get(f"{URL}?covered=unfit")) == ["第一示例中学"]
    Inspector.objects.filter(pk=first.pk).update(term_until=calendar.today())
    assert "聘期已满" in text(client.get(URL))


@pytest.mark.parametrize("name", ["leader", "zone_leader", "inspector"])
def test_the_corps_looks_and_does_not_assign(cast, sign_in, name):
    content = text(sign_in(getattr(cast, name)).get(URL))
    assert "第一示例中学" in content
    assert "安排责任督学" not in content


def test_nobody_else(cast, sign_in):
    for name in ("school_head", "liaison", "expert", "sysadmin"):
        assert sign_in(getattr(cast, name)).get(URL).status_code == 403


def test_htmx_and_queries(cast, sign_in, first):
    client = sign_in(cast.office)
    assert "<html" not in text(client.get(f"{URL}?covered=no", headers=HTMX))
    assign_plaque(cast.school, by=cast.office, inspector=first)
    few = queries(client, URL)
    for number in range(45):
        unit = make_unit(f"7{number}", f"校{number}", OrganisationKind.PRIMARY, zone=cast.zone)
        assign_plaque(unit, by=cast.office, inspector=first)
    assert queries(client, URL) == few <= 12


def test_one_who_must_keep_away_is_counted_and_said(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    Recusal.objects.create(inspector=first, unit=cast.school, ground="on_staff")  # as an import of the roster leaves it
    page = sign_in(cast.office).get(f"{URL}?covered=unfit")
    assert [unit.name for unit in page.context["page"]] == ["第一示例中学"]
    assert [figure["value"] for figure in page.context["figures"]] == [3, 1, 2, 1, 0]
    assert "应回避该单位" in text(page)
