"""open_visit: one unit, one list; only read by others and once it is submitted."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from core import calendar
from supervision.inspection import services as inspection_services
from supervision.visit import services as visit_services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def test_the_indicators_that_hold_for_the_unit(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast)
    page = browser("inspector").get(reverse("open_visit", args=[visit.pk]))
    text = page.content.decode()
    codes = [row["indicator"].code for group in page.context["groups"] for row in group["rows"]]
    assert codes == ["C1", "C2", "C3", "C4"]
    assert "A1 办学方向" in text
    assert "B1 安全管理" in text
    assert text.count('class="rate-form"') == 4
    assert "尚无内容" in text


def test_kindergartens_have_their_own(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast, units=[cast.kindergarten])
    inspection = inspection_services.issue_notice(walk.inspection_of(task, cast.kindergarten), by=cast.office)
    visit = visit_services.begin_visit(inspection, by=cast.inspector, visited_on=calendar.today())
    page = browser("inspector").get(reverse("open_visit", args=[visit.pk]))
    assert "以游戏为基本活动" in page.content.decode()


def test_without_a_framework(cast: Cast, browser: Browser) -> None:
    visit = walk.begun(cast, framework_version=None)
    page = browser("inspector").get(reverse("open_visit", args=[visit.pk]))
    assert page.context["total"] == 0
    assert "登记问题" in page.content.decode()


def test_only_read_once_submitted_and_by_colleagues(cast: Cast, browser: Browser) -> None:
    visit = walk.visited(cast)
    address = reverse("open_visit", args=[visit.pk])
    for name in ("inspector", "other_inspector", "office"):
        page = browser(name).get(address)
        text = page.content.decode()
        assert page.status_code == 200
        assert "<textarea" not in text
        assert walk.FINDING in text
        assert "8.5" in text
    for name in ("school_head", "zone_leader", "sysadmin"):
        assert browser(name).get(address).status_code == 404, name


def test_why_it_came_back(cast: Cast, browser: Browser) -> None:
    visit = visit_services.return_visit(walk.visited(cast), by=cast.office, reason="第三项缺少依据")
    text = browser("inspector").get(reverse("open_visit", args=[visit.pk])).content.decode()
    assert "第三项缺少依据" in text
    assert 'class="rate-form"' in text


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    visit = walk.begun(cast)
    walk.fill(visit, cast.inspector)
    inspector = browser("inspector")
    address = reverse("open_visit", args=[visit.pk])
    few = statements(inspector, address)
    walk.fill(visit, cast.inspector, ("minor",) * 10)
    assert statements(inspector, address) == few
