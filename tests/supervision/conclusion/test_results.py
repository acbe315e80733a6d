"""Results per framework and school year, of one unit over the years; the county's mean; no ranking."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.services.policy import edit_policy
from supervision.conclusion import services
from supervision.conclusion.services.result import Mean, means_of
from supervision.models import FrameworkVersion, Inspection, InspectionResult
from tests.pages import HTMX, text
from tests.people import Cast, make_unit
from tests.walk import framework as walk
from tests.walk import inspection as inspections
from tests.workbooks import table_of

Browser = Callable[[str], Client]
URL = "/desk/supervision/results/"


@pytest.fixture
def version(cast: Cast) -> FrameworkVersion:
    """A framework in force."""
    return walk.in_force(cast)


def result(cast: Cast, version: FrameworkVersion, unit: Organisation, percent: str, **given: Any) -> InspectionResult:
    """A result of `unit`, its inspection as far as the opinion letter."""
    task = inspections.make_task(cast, framework_version=version, units=[unit])
    inspection = inspections.inspection_of(task, unit)
    state = given.pop("state", "opinion_issued")
    Inspection.objects.filter(pk=inspection.pk).update(state=state, notified_on="2026-09-01")
    values: dict[str, Any] = {"year": 2026, "level": "良好", "tone": "active"} | given
    return InspectionResult.objects.create(
        inspection=inspection,
        unit=unit,
        version=version,
        framework=version.framework,
        points=Decimal(percent),
        possible=Decimal(100),
        percent=Decimal(percent),
        basis={},
        **values,
    )


def units_of(page: Any) -> list[str]:
    """The units on the page, from top to bottom."""
    return [row.unit.name for row in page.context["page"]]


def test_by_unit_code_with_the_mean_of_the_county(cast: Cast, version: FrameworkVersion, browser: Browser) -> None:
    """(80 + 90 + 70.5) / 3 = 80.17."""
    result(cast, version, cast.kindergarten, "80")
    result(cast, version, cast.school, "90", level="优秀", tone="good")
    result(cast, version, cast.other_school, "70.5", level="合格", tone="waiting")
    page = browser("office").get(URL)
    assert units_of(page) == ["第一示例中学", "第二示例小学", "示例幼儿园"]
    content = text(page)
    for words in ("2026–2027学年", "优秀", "不排名", "全县平均得分率80.17%（3个结果）", "70.5 / 100"):
        assert words in content
    assert "sort=percent" not in content
    assert units_of(browser("office").get(f"{URL}?sort=-percent")) == ["第一示例中学", "第二示例小学", "示例幼儿园"]
    assert "<html" not in text(browser("office").get(URL, headers=HTMX))


def test_a_ranking_only_where_the_setting_allows_it_and_only_for_the_office(
    cast: Cast, version: FrameworkVersion, browser: Browser
) -> None:
    result(cast, version, cast.school, "70")
    result(cast, version, cast.other_school, "90")
    edit_policy("ranking_allowed", by=cast.office_head, value=True)
    page = browser("office").get(f"{URL}?sort=-percent")
    assert units_of(page) == ["第二示例小学", "第一示例中学"]
    assert "不得公布" in text(page)
    for name in ("leader", "zone_leader"):
        assert units_of(browser(name).get(f"{URL}?sort=-percent")) == ["第一示例中学", "第二示例小学"]


def test_filters(cast: Cast, version: FrameworkVersion, browser: Browser) -> None:
    result(cast, version, cast.school, "70")
    result(cast, version, cast.kindergarten, "80")
    result(cast, version, cast.other_school, "90", year=2025)
    office = browser("office")
    assert units_of(office.get(URL)) == ["第一示例中学", "示例幼儿园"]
    assert units_of(office.get(f"{URL}?year=2025")) == ["第二示例小学"]
    assert units_of(office.get(f"{URL}?kind=kindergarten")) == ["示例幼儿园"]
    assert units_of(office.get(f"{URL}?zone={cast.zone.pk}&township={cast.town.pk}")) == ["第一示例中学", "示例幼儿园"]
    assert units_of(office.get(f"{URL}?township={cast.school.pk}")) != []
    other = walk.in_force(cast, name="另一体系")
    assert units_of(office.get(f"{URL}?framework={other.framework_id}")) != []


def test_nothing_yet(cast: Cast, browser: Browser) -> None:
    assert "没有符合条件的结果" in text(browser("office").get(URL))
    assert "还没有结果" in text(browser("school_head").get(f"{URL}units/{cast.school.pk}/"))


def test_who_sees_whose(cast: Cast, version: FrameworkVersion, browser: Browser) -> None:
    """A unit its own, once it is fed back; the governing department once the letter is issued; strangers none."""
    result(cast, version, cast.school, "70", state="opinion_drafted")
    result(cast, version, cast.other_school, "80", state="defence_open")
    third = make_unit("5104210010", "第三示例小学", OrganisationKind.PRIMARY, governing=cast.education_bureau)
    result(cast, version, third, "90")
    assert units_of(browser("office").get(URL)) == ["第一示例中学", "第二示例小学", "第三示例小学"]
    assert units_of(browser("zone_leader").get(URL)) == ["第一示例中学", "第二示例小学"]
    assert units_of(browser("school_head").get(URL)) == []
    assert units_of(browser("other_school_head").get(URL)) == ["第二示例小学"]
    assert units_of(browser("liaison").get(URL)) == ["第三示例小学"]
    assert units_of(browser("expert").get(URL)) == []
    assert units_of(browser("inspector").get(URL)) == ["第一示例中学", "第二示例小学", "第三示例小学"]
    for name in ("sysadmin", "security", "auditor"):
        assert browser(name).get(URL).status_code == 403
        assert browser(name).post(f"{URL}export/").status_code == 403
    assert Client().get(URL).status_code == 302


def test_one_unit_over_the_years_beside_the_county(cast: Cast, version: FrameworkVersion, browser: Browser) -> None:
    """2026: (70 + 80 + 96) / 3 = 82; 2025: only two results, so no mean that would tell the other's."""
    third = make_unit("5104210010", "第三示例小学", OrganisationKind.PRIMARY)
    for unit, percent in ((cast.school, "70"), (cast.other_school, "80"), (third, "96")):
        result(cast, version, unit, percent)
    result(cast, version, cast.school, "65", year=2025, level="合格", tone="waiting")
    result(cast, version, cast.other_school, "66.6", year=2025)
    page = browser("school_head").get(f"{URL}units/{cast.school.pk}/")
    content = text(page)
    assert [(row.year, row.percent, row.mean) for row in page.context["groups"][0]["rows"]] == [
        (2026, 70, Mean(Decimal("82.00"), 3)),
        (2025, 65, None),
    ]
    assert 'aria-label="单位" min="0" max="100" value="70.00">' in content
    assert 'aria-label="全县" min="0" max="100" value="82.00">' in content
    assert "66.6" not in content
    assert browser("school_head").get(f"{URL}units/{cast.other_school.pk}/").status_code == 404
    assert browser("sysadmin").get(f"{URL}units/{cast.school.pk}/").status_code == 404
    assert f"{URL}units/{cast.school.pk}/" in text(browser("office").get(f"/desk/units/{cast.school.pk}/"))


def test_the_mean_leaves_out_what_has_no_per_cent(cast: Cast, version: FrameworkVersion) -> None:
    for unit, percent in ((cast.school, "70"), (cast.other_school, "80"), (cast.kindergarten, "90")):
        last = result(cast, version, unit, percent)
    assert means_of([version.framework_id]) == {(version.framework_id, 2026): Mean(Decimal("80.00"), 3)}
    InspectionResult.objects.filter(pk=last.pk).update(percent=None)
    assert means_of([version.framework_id]) == {}


def test_excel_gives_out_what_is_shown(cast: Cast, version: FrameworkVersion, browser: Browser) -> None:
    result(cast, version, cast.school, "70.5")
    result(cast, version, cast.kindergarten, "80")
    page = browser("office").post(f"{URL}export/?kind=junior")
    table = table_of(page.content)
    assert table[1][:4] == ["单位代码", "单位", "类别", "所在乡镇"]
    assert table[2] == [
        "5104210004",
        "第一示例中学",
        "初级中学",
        "攀莲镇人民政府",
        "第一责任区",
        walk.NAME,
        "2026–2027学年",
        70.5,
        100,
        70.5,
        "良好",
        "校园安全专项督导",
    ]
    assert len(table) == 3


def test_results_are_never_public(cast: Cast, version: FrameworkVersion) -> None:
    result(cast, version, cast.school, "73.19")
    for address in ("/", f"/units/{cast.school.code}/"):
        page = Client().get(address)
        assert page.status_code in {200, 404}
        assert "73.19" not in text(page)


def test_many_results_need_no_more_statements(
    cast: Cast, version: FrameworkVersion, browser: Browser, statements: Callable[[Client, str], int]
) -> None:
    result(cast, version, cast.school, "70")
    office = browser("office")
    addresses = (URL, f"{URL}?sort=-percent&kind=junior", f"{URL}units/{cast.school.pk}/")
    few = [statements(office, address) for address in addresses]
    for n in range(30):
        unit = make_unit(f"51042199{n:02}", f"第{n}分校", OrganisationKind.JUNIOR, zone=cast.zone)
        result(cast, version, unit, "60")
    for year in range(2010, 2020):
        result(cast, version, cast.school, "60", year=year)
    assert [statements(office, address) for address in addresses] == few
    assert max(few) <= 12


def test_the_walked_inspection_has_its_result_on_the_list(cast: Cast, browser: Browser) -> None:
    inspection = inspections.deliberated(cast)
    assert services.conclude(inspection) is not None
    assert InspectionResult.objects.get().inspection == inspection
    assert units_of(browser("office").get(URL)) == ["第一示例中学"]
