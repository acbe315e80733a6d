"""What an inspector's year asks: a report about conduct, an appraisal, a month's allowance, each walked to its end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from accounts.services.policy import edit_policy
from core import calendar
from inspectors.models import (
    AllowanceStatement,
    Appraisal,
    ConductMeasure,
    ConductReport,
    ConductStatement,
    Inspector,
    MeasureKind,
)
from reports.document import services
from reports.models import OfficialDocument
from tests.browser.conftest import Person
from tests.browser.stage import address
from tests.people import Cast, make_cast
from tests.walk import allowance as allowances
from tests.walk import conduct

People = Callable[..., Person]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast; an authenticator app is asked of nobody here."""
    people = make_cast()
    edit_policy("mfa_required", by=people.office_head, value=False)
    year = calendar.today().year
    calendar.seed_holidays([year, year + 1])
    return people


def step(person: Person, action: str, /, *args: Any, **fields: str) -> None:
    """Open the page of a step, fill its fields (a radio button by its value, a list by the value), press its button."""
    page = person.open(address(action, *args))
    person.check(action.replace("_", "-"))
    for field, value in fields.items():
        target = page.locator(f"main [name={field}]")
        kind = target.first.evaluate("node => node.type")
        if kind == "radio":
            page.locator(f"main [name={field}][value='{value}']").check()
        elif kind.startswith("select"):
            target.select_option(value)
        else:
            target.first.fill(value)
    page.locator("main form button:is(.btn-primary, .btn-danger)").last.click()
    page.wait_for_load_state()
    assert "alert-danger" not in page.locator("main").inner_html(), page.locator("main").inner_text()[:1500]
    person.check()


def test_a_report_from_a_parent_to_its_answer(person: People, live_server: Any, cast: Cast) -> None:
    accused, inquirer = conduct.accused(cast), conduct.inquirer(cast)
    parent = person(phone=True, scripts=False)
    page = parent.open(f"{address('public_report_conduct')}?unit={cast.school.code}")
    page.locator("[name=who][value=other]").check()
    page.fill("[name=inspector_words]", accused.name)
    page.locator("[name=category][value=gifts]").check()
    page.fill("[name=text]", conduct.TEXT)
    page.fill("[name=name]", conduct.SECRET_NAME)
    page.fill("[name=contact]", conduct.SECRET_PHONE)
    page.locator("main form button").last.click()
    report = ConductReport.objects.get()
    assert report.code in page.locator("main").inner_text().replace(" ", "")
    office = person("office")
    office.sees(accused.name)
    step(office, "accept_conduct", report.pk, inspector=str(accused.pk))
    step(office, "name_investigator", report.pk, investigator=str(inquirer.pk))
    inquiry = person(inquirer.username, phone=True)
    inquiry.open(report.get_absolute_url())
    assert conduct.SECRET_NAME not in inquiry.page.content()
    step(inquiry, "ask_statement", report.pk, matter=conduct.MATTER)
    reported = person(cast.other_inspector.username, phone=True)
    reported.open(report.get_absolute_url())
    assert conduct.TEXT not in reported.page.content()
    statement = ConductStatement.objects.get()
    step(reported, "give_statement", statement.pk, text="当日在学校食堂用餐并按标准交费。")
    assert conduct.TEXT not in reported.page.content()
    step(inquiry, "find_conduct", report.pk, finding="upheld", facts="收受土特产两箱属实，用餐已交费。")
    head = person("head")
    step(
        head,
        "decide_conduct",
        report.pk,
        decision="责令退还并给予警告",
        kind="warning",
        text="收受土特产两箱，予以警告。",
    )
    measure = ConductMeasure.objects.get()
    step(reported, "accept_measure", measure.pk)
    step(office, "answer_conduct", report.pk, answer="经核查，您反映的问题属实，已责令退还并作出处理。")
    step(office, "close_conduct", report.pk)
    parent.open(report.get_public_url())
    parent.sees("经核查，您反映的问题属实")
    report.refresh_from_db()
    assert report.state == "closed"


def test_one_measure_is_lifted_another_upheld_and_corrected(person: People, live_server: Any, cast: Cast) -> None:
    warning, order = conduct.measure(cast), conduct.measure(cast, MeasureKind.ORDER)
    for document in OfficialDocument.objects.filter(kind="measure_notice"):
        services.build_pdf(document.pk)
    own, head, office = person(cast.other_inspector.username, phone=True), person("head"), person("office")
    page = own.open(address("my_conduct"))
    own.check("my-conduct")
    page.locator(f"main a[href='{warning.get_absolute_url()}']").click()
    own.check("measure-told")
    own.sees(warning.number)
    notice = page.locator("main .files a", has_text="PDF").get_attribute("href")
    assert page.request.get(f"{own.base}{notice}").body().startswith(b"%PDF")
    page.locator("main .files a").first.click()
    own.check("measure-notice")
    own.sees("关于给予督学乙同志警告的通知", "陈述和申辩")
    step(own, "reply_measure", warning.pk, reply="当天在学校食堂用餐并交费，没有接受宴请。")
    head.open(address("my_turn"))
    head.sees("督学乙")
    step(head, "lift_measure", warning.pk, reason="申辩理由成立，撤销警告。")
    own.open(warning.get_absolute_url())
    own.check("measure-lifted")
    own.sees("申辩理由成立，撤销警告。")
    step(own, "reply_measure", order.pk, reply="已经退还，请求从轻处理。")
    step(head, "uphold_measure", order.pk, reason="事实清楚，退还情况另行核查。")
    own.open(order.get_absolute_url())
    own.check("measure-upheld")
    own.sees("事实清楚，退还情况另行核查。")
    step(own, "report_correction", order.pk, correction="土特产已折价退还，并作书面检讨。")
    step(office, "confirm_correction", order.pk, outcome="已核对退还凭证和书面检讨。")
    own.open(order.get_absolute_url())
    own.check("measure-corrected")
    own.sees("已核对退还凭证和书面检讨。")
    office.open(address("conduct_measures"))
    office.check("conduct-measures")
    assert {row.state for row in ConductMeasure.objects.all()} == {"lifted", "closed"}


def test_an_appraisal_from_opening_to_the_file(person: People, worker: Any, live_server: Any, cast: Cast) -> None:
    office = person("office")
    page = office.open(address("open_appraisals"))
    office.check("open-appraisals")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_load_state()
    appraisal = Appraisal.objects.get(inspector__user=cast.inspector, kind="yearly")
    inspector = person("inspector", phone=True)
    inspector.open(address("my_appraisals"))
    inspector.check("my-appraisals")
    step(inspector, "submit_appraisal", appraisal.pk, summary="按月督导责任学校，督促整改问题两项。")
    office.open(appraisal.get_absolute_url())
    office.check("appraisal")
    for link in page.locator("main table a").all()[:4]:  # each figure leads to its rows
        assert office.page.request.get(f"{office.base}{link.get_attribute('href')}").status == 200
    step(office, "grade_appraisal", appraisal.pk, grade="competent", reasons="履职正常，培训尚缺学时。")
    step(person("head"), "confirm_appraisal", appraisal.pk)
    step(office, "tell_appraisal", appraisal.pk)
    step(inspector, "accept_appraisal", appraisal.pk)
    step(office, "file_appraisal", appraisal.pk)
    appraisal.refresh_from_db()
    assert appraisal.state == "filed"
    inspector.open(address("my_growth_file"))
    inspector.check("growth-file")
    inspector.sees(appraisal.get_grade_display())


def test_an_allowance_from_filed_visits_to_the_finance_bureau(
    person: People, live_server: Any, cast: Cast, tmp_path: Any
) -> None:
    this = calendar.today().replace(day=1)
    month = (this - calendar.ONE_DAY).replace(day=1)
    allowances.part_time(cast)
    for unit, number in ((cast.school, 1), (cast.kindergarten, 8)):
        allowances.filed(cast, calendar.deadline(month, number, calendar.DayUnit.WORKING).on, unit)
    head, office = person("head"), person("office")
    first = dt.date(month.year, 1, 1).isoformat()
    step(head, "add_rate", basis="visit", work="regular_visit", amount="80", valid_from=first)
    step(head, "add_rate", basis="travel", amount="30", valid_from=first)
    step(head, "add_budget", year=str(month.year), name="兼职督学补助", amount="5000")
    page = office.open(f"{address('allowances')}?month={month:%Y-%m}")
    office.check("allowances")
    page.locator(f"form[action='{address('compute_statements')}'] button").click()
    page.wait_for_load_state()
    office.check()
    statement = AllowanceStatement.objects.get(inspector__user=cast.inspector)
    assert statement.total == 2 * 80 + 2 * 30
    inspector = person("inspector", phone=True)
    inspector.open(address("my_service"))
    inspector.check("my-service-waiting")
    inspector.sees("220.00")
    step(inspector, "confirm_statement", statement.pk)
    step(head, "approve_statement", statement.pk)
    page = office.open(f"{address('allowances')}?month={month:%Y-%m}")
    with page.expect_download() as download:
        page.locator(f"form[action='{address('export_allowances')}'] button").click()
    download.value.save_as(tmp_path / "allowances.xlsx")
    sheets = load_workbook(tmp_path / "allowances.xlsx", data_only=True)
    amounts = [cell for row in sheets.active.iter_rows(values_only=True) for cell in row]
    assert 220 in amounts
    statement.refresh_from_db()
    assert statement.state == "exported"
    assert Inspector.objects.get(user=cast.inspector).name in amounts
