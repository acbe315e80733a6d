"""Coverage of the year against a case made by hand, its page, and the workbook that comes out of it."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.services.policy import edit_policy
from core.models import AuditEvent
from supervision.inspection import services as inspection_services
from supervision.models import InspectionTask, Mode, Plan
from supervision.plan import services as plan_services
from supervision.plan.services.coverage import figures_of, gaps_of, with_coverage
from supervision.task import services as task_services
from tests.people import Cast, make_unit
from tests.walk import inspection as walk
from tests.walk import plan as planning

Browser = Callable[[str], Client]
PAGE = "/desk/supervision/coverage/"


def stands(plan: Plan | None) -> dict[str, str]:
    """Where each school and kindergarten stands, by name."""
    units = Organisation.objects.active().campuses()
    covered = with_coverage(units, year=planning.this_year(), plan=plan)
    return dict(covered.values_list("name", "stand"))


@pytest.fixture
def county(cast: Cast) -> Plan:
    """One school is done, one under way, one planned by an item, one has a draft task, and one has nothing."""
    make_unit("5104210101", "任务草稿小学", OrganisationKind.PRIMARY, zone=cast.zone)
    make_unit("5104210102", "无安排小学", OrganisationKind.PRIMARY)
    plan = planning.published(cast, kinds=[OrganisationKind.KINDERGARTEN])
    done = walk.opinion_issued(cast, units=[cast.school]).inspection.task
    InspectionTask.objects.filter(pk=done.pk).update(mode=Mode.COMPREHENSIVE)
    running = walk.approved(cast, announced=True, units=[cast.other_school])
    inspection_services.issue_notice(walk.inspection_of(running, cast.other_school), by=cast.office)
    draft = Organisation.objects.get(name="任务草稿小学")
    walk.make_task(cast, announced=True, units=[draft])
    return plan


def test_each_unit_by_name(cast: Cast, county: Plan) -> None:
    assert stands(county) == {
        "第一示例中学": "done",
        "第二示例小学": "under_way",
        "示例幼儿园": "planned",
        "任务草稿小学": "planned",
        "无安排小学": "gap",
    }
    assert [unit.name for unit in gaps_of(county)] == ["无安排小学"]
    assert stands(None)["示例幼儿园"] == "gap"  # without the plan nothing is planned there
    units = with_coverage(Organisation.objects.active().campuses(), year=planning.this_year(), plan=county)
    figures = figures_of(units)
    assert figures.units == 5
    assert dict(figures.total) == {"done": 1, "under_way": 1, "planned": 2, "gap": 1}
    assert dict(figures.kinds[OrganisationKind.PRIMARY]) == {"under_way": 1, "planned": 1, "gap": 1}
    assert dict(figures.zones[(1, "第一责任区")]) == {"done": 1, "under_way": 1, "planned": 2}
    assert list(figures.zones)[-1] == (0, "")


def test_special_other_years_and_cancelled_do_not_count(cast: Cast) -> None:
    walk.make_task(cast, units=[cast.school])
    cancelled = walk.make_task(cast, announced=True, units=[cast.school])
    task_services.cancel_task(cancelled, by=cast.office_head, reason="暴雨")
    assert stands(None)["第一示例中学"] == "gap"
    walk.make_task(cast, announced=True, units=[cast.school])
    units = Organisation.objects.filter(pk=cast.school.pk)
    last_year = with_coverage(units, year=planning.this_year() - 1, plan=None).get()
    assert (last_year.stand, last_year.planned) == ("gap", 0)


def test_an_item_counts_until_its_task_is_there(cast: Cast) -> None:
    """With two a year asked for, an item and the task from it are one inspection, not two."""
    edit_policy("comprehensive_yearly", by=cast.office_head, value=2)
    plan = planning.published(cast)
    assert stands(plan)["第一示例中学"] == "gap"
    task = walk.make_task(cast, announced=True, units=[cast.school])
    plan_services.link_plan_item(task, planning.item_of(plan), by=cast.office)
    assert stands(plan)["第一示例中学"] == "gap"
    walk.make_task(cast, announced=True, units=[cast.school])
    assert stands(plan)["第一示例中学"] == "planned"


def test_the_page_names_the_gaps(cast: Cast, county: Plan, browser: Browser) -> None:
    office = browser("office")
    page = office.get(PAGE, {"stand": "gap"})
    assert [unit.name for unit in page.context["page"]] == ["无安排小学"]
    assert "未安排综合督导" in page.content.decode()
    assert page.context["plan"] == county
    governments = office.get(PAGE, {"kind": OrganisationKind.TOWNSHIP}).context["page"]
    assert [(unit.name, unit.stand) for unit in governments] == [("攀莲镇人民政府", "gap")]
    assert office.get(PAGE, {"year": "nonsense", "stand": "x"}).status_code == 200
    draft = plan_services.revise_annual_plan(county, by=cast.office, reason="补漏")
    assert office.get(PAGE, {"plan": str(draft.pk)}).context["plan"] == draft


def test_who_sees_it(cast: Cast, county: Plan, browser: Browser) -> None:
    """A zone leader sees the zone's units only; inspectors and units see none of it."""
    names = {unit.name for unit in browser("zone_leader").get(PAGE).context["page"]}
    assert "无安排小学" not in names
    assert "第一示例中学" in names
    for person in ("inspector", "school_head", "expert", "sysadmin"):
        assert browser(person).get(PAGE).status_code == 403
        assert browser(person).post(f"{PAGE}export/").status_code == 403


def test_the_workbook_holds_what_is_shown(cast: Cast, county: Plan, browser: Browser) -> None:
    done = browser("office").post(f"{PAGE}export/?stand=gap")
    rows = list(load_workbook(io.BytesIO(done.content)).active.iter_rows(values_only=True))
    assert rows[2][1] == "单位"
    assert [row[1] for row in rows[3:]] == ["无安排小学"]
    assert AuditEvent.objects.get(action="export_coverage").data["count"] == 1
    assert browser("office").post(f"{PAGE}export/?year={planning.this_year() + 1}").status_code == 200


def test_statements_do_not_grow(cast: Cast, browser: Browser, statements: Callable[[Client, str], int]) -> None:
    planning.published(cast)
    office = browser("office")
    few = statements(office, PAGE)
    for number in range(50):
        make_unit(f"51042199{number:02}", f"增设{number}小学", OrganisationKind.PRIMARY, zone=cast.zone)
    assert statements(office, PAGE) == few <= 12
