"""The pages of balanced development: who sees what, verdict, alerts, filters, one school, Excel out."""

import pytest

from accounts.services.policy import edit_policy
from core.excel import run_import
from core.models import AuditEvent
from tests.people import make_unit
from tests.walk import balance as walk
from tests.workbooks import table_of, upload

URL = "/desk/supervision/balance/"
EXPORT = f"{URL}export/"


def text_of(client, address=URL):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def unit_url(unit):
    return f"{URL}units/{unit.pk}/"


@pytest.fixture
def three_schools(cast):
    """A junior school on its lines, a primary school far off them, another primary school twice as well off."""
    third = make_unit("5104210050", "第三示例小学", "primary", zone=cast.zone, governing=cast.education_bureau)
    poor = (1000, 20, 3, 9, 4500, 7500, 2000000, 20)
    rich = (1000, 90, 30, 18, 9000, 15000, 4000000, 46)
    walk.imported(
        cast,
        [
            (cast.school.name, "初级中学", walk.JUNIOR_LINE),
            (cast.other_school.name, "小学", poor),
            (third.name, "小学", rich),
        ],
    )
    return third


@pytest.mark.parametrize("name", ["office", "office_head", "leader", "liaison", "zone_leader", "inspector"])
def test_the_county_and_the_bureau_see_every_school(cast, browser, three_schools, name):
    page = text_of(browser(name))
    for unit in (cast.school, cast.other_school, three_schools):
        assert unit.name in page
    assert "2026年：全县资源配置未达到标准" in page


def test_a_school_sees_the_county_and_itself(cast, browser, three_schools):
    page = text_of(browser("school_head"))
    assert "3所学校中有2所七项至少达标6项" in page
    assert cast.school.name in page
    assert "您的学校" in page
    assert cast.other_school.name not in page
    assert three_schools.name not in page
    # The coefficient is the county's; whose schools pull it apart is not told.
    assert "校际差异过大" in page
    assert browser("school_head").get(unit_url(cast.school)).status_code == 200
    assert browser("school_head").get(unit_url(cast.other_school)).status_code == 404
    kindergarten = text_of(browser("kindergarten_head"))
    assert "您的单位没有这一年的数据" in kindergarten


@pytest.mark.parametrize("name", ["expert", "sysadmin", "security", "auditor"])
def test_nobody_else_sees_it(cast, browser, three_schools, name):
    for address in (URL, unit_url(cast.school)):
        answer = browser(name).get(address)
        assert answer.status_code == 403
        assert "优质均衡" in answer.content.decode()
    assert browser(name).post(EXPORT).status_code == 403


def test_the_verdict_follows_the_figures(cast, browser):
    assert "还没有数据" in text_of(browser("leader"))
    walk.imported(cast, [(cast.school.name, "初级中学", walk.JUNIOR_LINE)])
    page = text_of(browser("leader"))
    assert "2026年：数据尚不完整，暂无结论" in page
    assert f'<a href="{unit_url(cast.other_school)}">第二示例小学</a>' in page
    walk.on_the_lines(cast)
    page = text_of(browser("leader"))
    assert "2026年：全县资源配置达到标准" in page
    assert "需要关注" not in page
    assert "14个校际差异系数中有0个超过上限" in page


def test_alerts_name_the_schools_and_why(cast, browser, three_schools):
    page = text_of(browser("office"))
    assert "1所学校七项中达标不足6项" in page
    assert "七项达标4项；未达标：高学历教师 2.00/4.2、骨干教师 0.30/1、多媒体教室 2.00/2.3" in page
    # Teachers 20 and 90 for 1,000 each: X̄ = 5.5, S = 3.5, CV = 0.636…; backbone 3 and 30: 13.5/16.5 = 0.818…
    assert "小学：每百名学生拥有高于规定学历教师数 0.637，上限0.5" in page
    assert "小学：每百名学生拥有县级以上骨干教师数 0.819，上限0.5" in page
    assert "离全县平均最远的学校" in page
    assert "20 ÷ 1,000 × 100 = 2.00" in page
    assert "标准为4.2，只达到标准的47.6%，还缺22人。" in page
    assert "不足85%" in page


def test_a_figure_too_low_beside_six_met_is_its_own_alert(cast, browser):
    low = (*walk.PRIMARY_LINE[:6], 1600000, 23)  # 80 % of the equipment's line
    walk.imported(cast, [(cast.other_school.name, "小学", low)])
    page = text_of(browser("office"))
    assert "1所学校的余项低于标准的85%" in page
    assert "仪器设备 1600/2000 = 80.0%" in page
    assert "七项达标6项" in page


def test_worse_than_the_year_before_is_said(cast, browser):
    other = make_unit("5104210050", "第三示例小学", "primary", governing=cast.education_bureau)
    alike = [(unit.name, "小学", walk.PRIMARY_LINE) for unit in (cast.other_school, other)]
    walk.imported(cast, alike, year=2024)
    fewer = (1000, 40, *walk.PRIMARY_LINE[2:])
    walk.imported(cast, [alike[0], (other.name, "小学", fewer)])
    page = text_of(browser("leader"))
    assert "1所学校的达标情况不如2024年" in page
    assert "达标项数由7项变为6项" in page
    # 42 and 40 for 1,000 each: X̄ = 4.1, S = 0.1, CV = 0.0243…
    assert "小学：1项差异系数比2024年大" in page
    assert "0.000 → 0.025" in page
    earlier = text_of(browser("leader"), f"{URL}?year=2024")
    assert "不如" not in earlier
    assert "2024年：数据尚不完整" in earlier


def test_filters_narrow_the_schools_and_stay_in_the_address(cast, browser, three_schools):
    office = browser("office")

    def listed(query):
        page = office.get(f"{URL}?{query}", headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        return {unit.name for unit in (cast.school, cast.other_school, three_schools) if unit.name in page}

    assert listed("stage=junior") == {cast.school.name}
    assert listed("result=few") == listed("result=not_met") == {cast.other_school.name}
    assert listed("result=met") == {cast.school.name, three_schools.name}
    assert listed("result=remaining") == listed("result=worse") == set()
    assert listed(f"zone={cast.zone.pk}&q=第三") == {three_schools.name}
    assert listed("result=unsinn&year=x") == {cast.school.name, cast.other_school.name, three_schools.name}


def test_a_school_over_the_years_beside_the_county(cast, browser, three_schools):
    walk.imported(cast, [(cast.other_school.name, "小学", walk.PRIMARY_LINE)], year=2025)
    page = text_of(browser("other_school_head"), unit_url(cast.other_school))
    assert "2026年未达到标准" in page
    assert "七项达标7项" in page
    assert "全县平均5.50" in page  # (20 + 90) teachers for 2,000 pupils, in 2026
    assert "全县平均4.20" in page  # itself alone in 2025
    assert page.index("2026 ") < page.index("2025 ")
    empty = make_unit("5104210051", "新建小学", "primary", governing=cast.education_bureau)
    assert "这所学校还没有数据" in text_of(browser("liaison"), unit_url(empty))
    assert browser("office").get(unit_url(cast.kindergarten)).status_code == 404


def test_the_lines_are_settings_and_hold_at_once(cast, browser, django_capture_on_commit_callbacks):
    walk.on_the_lines(cast)
    with django_capture_on_commit_callbacks(execute=True):
        edit_policy("balance_primary_degree", by=cast.office_head, value="4.5")
        edit_policy("balance_figures", by=cast.office_head, value="7")
    page = text_of(browser("office"))
    assert "标准为4.5，只达到标准的93.3%，还缺3人。" in page
    assert "1所学校七项中达标不足7项" in page


def test_nine_year_schools_and_why_they_count_as_they_do(cast, browser, django_capture_on_commit_callbacks):
    nine = make_unit("5104210052", "九年一贯示例学校", "nine_year", governing=cast.education_bureau)
    walk.imported(cast, [(nine.name, "九年一贯制学校", walk.PRIMARY_LINE)])
    assert "九年一贯制学校按初中标准评估，差异系数计入初中。" in text_of(browser("office"))
    assert "七项达标2项" in text_of(browser("office"))
    with django_capture_on_commit_callbacks(execute=True):
        edit_policy("balance_nine_year_junior", by=cast.office_head, value=False)
    page = text_of(browser("office"))
    assert "九年一贯制学校按小学标准评估，差异系数计入小学。" in page
    assert "七项达标7项" in page


def test_the_export_holds_what_is_seen_and_goes_in_again(cast, browser, three_schools):
    answer = browser("school_head").post(EXPORT)
    table = table_of(answer.content)
    assert [row[1] for row in table[3:4]] == [cast.school.name]
    assert len(table) == 4 + 2  # a note on the coefficients of each stage
    answer = browser("office").post(f"{EXPORT}?stage=primary&year=2026")
    table = table_of(answer.content)
    assert table[0][0] == "2026年义务教育学校优质均衡资源配置情况"
    assert [row[1] for row in table[3:5]] == [cast.other_school.name, three_schools.name]
    assert table[3][3:8] == [1000, 20, 3, 9, 4500]
    assert table[3][11:] == [2, 0.3, 0.9, 4.5, 7.5, 2000, 2, 4, "未达标"]
    assert table[5][0].startswith("注：小学校际差异系数（上限0.5）：每百名学生拥有高于规定学历教师数0.637（未达标）")
    event = AuditEvent.objects.filter(action="export_balance").latest("id")
    assert (event.data["count"], event.data["year"]) == (2, 2026)
    again = run_import("balanced-development", upload("x.xlsx", answer.content), by=cast.office)
    assert again.counts == {"unchanged": 2}


def test_nothing_is_not_exported(cast, browser):
    answer = browser("office").post(EXPORT)
    assert answer.status_code == 422
    assert "没有可导出的内容" in answer.content.decode()


def test_the_page_costs_the_same_for_many_schools(cast, browser, statements):
    walk.on_the_lines(cast)
    walk.on_the_lines(cast, year=2025)
    few = {name: statements(browser(name), URL) for name in ("office", "school_head")}
    one = statements(browser("office"), unit_url(cast.school))
    rows = []
    for number in range(60):
        unit = make_unit(f"51042190{number:02}", f"增设{number}小学", "primary", governing=cast.education_bureau)
        rows.append((unit.name, "小学", (1000 + number, *walk.PRIMARY_LINE[1:])))
    walk.imported(cast, rows)
    walk.imported(cast, rows, year=2025)
    assert {name: statements(browser(name), URL) for name in few} == few
    assert max(few.values()) <= 12
    walk.on_the_lines(cast, year=2024)
    assert statements(browser("office"), unit_url(cast.school)) == one <= 12
    assert "61" in text_of(browser("office"), f"{URL}?page=3")
