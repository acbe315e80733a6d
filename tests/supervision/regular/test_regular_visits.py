"""regular_visits: the list with its filters, Excel of what it shows, and the API."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from core import calendar
from inspectors.models import Inspector
from supervision.models import RegularVisit
from supervision.regular import services
from tests.people import Cast, make_unit
from tests.walk import regular as walk

Browser = Callable[[str], Client]
LIST = "/desk/supervision/regular-visits/"
pytestmark = pytest.mark.usefixtures("holidays")


def listed(client: Client, **query: Any) -> list[str]:
    """The units on the list."""
    return [str(row.unit) for row in client.get(LIST, query).context["page"]]


def test_filters_in_the_address(cast: Cast, browser: Browser) -> None:
    walk.submitted(cast, "serious", "small")
    kindergarten = walk.submitted(cast, unit=cast.kindergarten)
    services.file_regular_visit(kindergarten, by=cast.office)
    office = browser("office")
    month = f"{calendar.today():%Y-%m}"
    inspector = Inspector.objects.get(user=cast.inspector)
    assert listed(office) == ["示例幼儿园", "第一示例中学"]
    assert listed(office, state="filed") == ["示例幼儿园"]
    assert listed(office, q="中学") == ["第一示例中学"]
    assert len(listed(office, q="督学甲")) == len(listed(office, inspector=inspector.pk)) == 2
    assert listed(office, grave="grave") == listed(office, grave="any") == ["第一示例中学"]
    assert listed(office, unit=cast.kindergarten.pk) == ["示例幼儿园"]
    assert len(listed(office, zone=cast.zone.pk, month=month)) == 2
    assert listed(office, month="2020-01") == []
    assert len(listed(office, month="soon", state="nonsense")) == 2
    row = office.get(LIST, {"q": "中学"}).context["page"].object_list[0]
    assert (row.problems, row.grave) == (2, 1)


def test_who_sees_what(cast: Cast, browser: Browser) -> None:
    walk.begun(cast)
    walk.submitted(cast, unit=cast.kindergarten)
    assert listed(browser("inspector")) == ["示例幼儿园", "第一示例中学"]
    assert listed(browser("zone_leader")) == ["示例幼儿园", "第一示例中学"]
    assert listed(browser("school_head")) == []
    assert listed(browser("kindergarten_head")) == ["示例幼儿园"]
    assert listed(browser("other_inspector")) == listed(browser("liaison")) == []


def test_htmx_gets_the_list_only(cast: Cast, browser: Browser) -> None:
    page = browser("office").get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="list">')
    assert "没有符合条件的督导记录" in page


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    walk.submitted(cast, "serious")
    counts = {name: statements(browser(name), LIST) for name in ("office", "inspector", "zone_leader")}
    inspector = Inspector.objects.get(user=cast.inspector)
    for number in range(49):
        unit = make_unit(f"51042188{number:02}", f"增设{number}小学", "primary", zone=cast.zone)
        RegularVisit.objects.create(
            unit=unit, inspector=inspector, visited_on=calendar.today() - dt.timedelta(days=number), state="filed"
        )
    for name, count in counts.items():
        assert statements(browser(name), LIST) == count <= 12


def test_excel_of_what_is_shown(cast: Cast, browser: Browser) -> None:
    walk.submitted(cast, "serious")
    walk.submitted(cast, unit=cast.kindergarten)
    answer = browser("office").post(f"{LIST}export/?q=中学")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][5:11] == (
        "随机听课（节）",
        "查阅资料（份）",
        "列席会议（次）",
        "座谈走访（人）",
        "问卷调查（份）",
        "校园巡视（次）",
    )
    assert rows[2][0] == "第一示例中学"
    assert rows[2][5] == 2
    assert rows[2][-3:] == (1, 1, walk.TOLD)
    hidden = browser("other_inspector").post(f"{LIST}export/")
    assert len(list(load_workbook(io.BytesIO(hidden.content)).active.iter_rows())) == 2


def test_the_api_reads_without_the_note(cast: Cast, browser: Browser) -> None:
    visit = walk.submitted(cast, "serious")
    rows = browser("office").get("/api/v1/regular-visits/").json()["results"]
    assert [row["unit"]["name"] for row in rows] == ["第一示例中学"]
    address = f"/api/v1/regular-visits/{visit.pk}/"
    whole = browser("school_head").get(address).json()
    assert (whole["told"], whole["items"][0]["rating"]) == (walk.TOLD, "serious")
    assert "note" not in whole
    assert "校长态度敷衍" not in str(whole)
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("office").post("/api/v1/regular-visits/", {}).status_code == 405
