"""The page of imports: what may be imported, templates, the imports so far."""

import pytest
from django.urls import reverse

from core.excel import run_import
from tests.pages import HTMX, queries, text
from tests.workbooks import demo, sheet, table_of

URL = "/desk/imports/"
HEAD = ["单位代码", "单位名称", "类别"]


def some_run(by, number=0):
    rows = [HEAD, [f"D{number}", f"部门{number}", "县级部门"]]
    return run_import("departments-and-townships", sheet(rows, name=f"名单{number}.xlsx"), by=by)


def test_the_office_sees_every_kind_and_the_imports_so_far(cast, sign_in):
    some_run(cast.office_head)
    page = sign_in(cast.office).get(URL)
    content = text(page)
    assert page.status_code == 200
    for word in (
        "县级部门和乡镇人民政府",
        "学校和幼儿园",
        "教育督导委员会",
        "督学",
        "指标体系",
        "名单0.xlsx",
        "待确认",
    ):
        assert word in content
    assert reverse("import_workbook", args=["units"]) in content
    assert reverse("import_template", args=["frameworks"]) in content


def test_before_the_first_import_it_says_where_to_begin(cast, sign_in):
    assert "还没有导入过表格" in text(sign_in(cast.office).get(URL))


def test_htmx_gets_the_list_alone(cast, sign_in):
    some_run(cast.office)
    page = text(sign_in(cast.office).get(URL, headers=HTMX))
    assert "名单0.xlsx" in page
    assert "<html" not in page


@pytest.mark.parametrize("name", ["leader", "liaison", "zone_leader", "inspector", "school_head", "expert", "sysadmin"])
def test_nobody_else_imports(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    for url in (URL, "/desk/imports/units/upload/", "/desk/imports/units/template/"):
        page = client.get(url)
        assert page.status_code == 403
        assert "教育督导办公室" in text(page)


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(URL).status_code == 302


def test_more_imports_need_no_more_queries(cast, sign_in):
    client = sign_in(cast.office)
    some_run(cast.office)
    few = queries(client, URL)
    for number in range(1, 25):
        some_run(cast.office, number)
    assert queries(client, URL) == few <= 12


def test_templates(cast, sign_in):
    page = sign_in(cast.office).get("/desk/imports/units/template/")
    assert page.status_code == 200
    assert page["Content-Type"].endswith("spreadsheetml.sheet")
    assert "filename*=UTF-8''" in page["Content-Disposition"]
    assert table_of(page.content)[2] == table_of(demo("units").read_bytes())[2]


def test_an_unknown_kind_is_404(cast, sign_in):
    client = sign_in(cast.office)
    for what in ("template", "upload"):
        assert client.get(f"/desk/imports/unknown/{what}/").status_code == 404
