"""The preview of an import, row by row, and its result."""

import pytest

from accounts.models import Organisation
from core.excel import confirm_import, run_import
from core.models import ImportRun
from tests.pages import HTMX, queries, text
from tests.workbooks import changed_demo, demo, sheet

KIND = "departments-and-townships"
HEAD = ["单位代码", "单位名称", "类别", "教育督导联络员"]


def url(run):
    return f"/desk/imports/{run.pk}/"


@pytest.fixture
def mixed(cast):
    """A preview with a row of each outcome: new, changed, unchanged, refused."""
    Organisation.objects.create(code="D2", name="部门2", kind="department", contact_name="旧人")
    Organisation.objects.create(code="D3", name="部门3", kind="department", contact_name="同一人")
    rows = [["名单"], [*HEAD, "校训"]]
    rows += [
        ["D1", "部门1", "县级部门", "甲"],
        ["D2", "部门2", "县级部门", "新人"],
        ["D3", "部门3", "县级部门", "同一人"],
    ]
    rows += [["D4", "部门4", "公司", "乙"], ["合计"], ["注：示例。"]]
    return run_import(KIND, sheet(rows, name="名单.xlsx"), by=cast.office)


def test_every_row_with_what_it_would_do(cast, sign_in, mixed):
    content = text(sign_in(cast.office).get(url(mixed)))
    for words in (
        "名单.xlsx",
        "待确认",
        "将新增",
        "将更改",
        "无变化",
        "不能导入",
        "<del>旧人</del>",
        "<ins>新人</ins>",
    ):
        assert words in content
    assert "类别：“公司”不在可选范围内，可选：乡镇人民政府、县级部门。" in content
    assert "导入2行" in content
    assert "尚未写入任何内容" in content
    assert "校训" in content
    assert "第8行：注：示例。" in content


def test_one_kind_of_outcome_only(cast, sign_in, mixed):
    client = sign_in(cast.office)
    content = text(client.get(f"{url(mixed)}?outcome=refused", headers=HTMX))
    assert "部门4" in content
    assert "部门1" not in content
    assert "<html" not in content
    assert "部门1" in text(client.get(f"{url(mixed)}?outcome=nonsense"))


def test_an_outcome_without_rows(cast, sign_in):
    run = run_import(KIND, sheet([HEAD, ["D1", "部门1", "县级部门", "甲"]]), by=cast.office)
    assert "没有这类行" in text(sign_in(cast.office).get(f"{url(run)}?outcome=refused"))


def test_nothing_to_import_offers_no_button(cast, sign_in):
    rows = [HEAD, ["D1", "部门1", "县级部门", "甲"]]
    confirm_import(run_import(KIND, sheet(rows), by=cast.office), by=cast.office)
    content = text(sign_in(cast.office).get(url(run_import(KIND, sheet(rows), by=cast.office))))
    assert "没有可导入的内容" in content
    assert "/confirm/" not in content


def test_a_workbook_refused_as_a_whole_says_why(cast, sign_in):
    run = run_import("frameworks", changed_demo("indicators-compulsory", {"D4": 5}), by=cast.office)
    content = text(sign_in(cast.office).get(url(run)))
    assert "这个工作簿不能导入" in content
    assert "各行分值合计为101" in content
    assert "/confirm/" not in content


def test_whole_or_not_at_all_is_said(cast, sign_in):
    client = sign_in(cast.office)
    good = run_import("frameworks", demo("plaque-checklist"), by=cast.office)
    assert "整份导入" in text(client.get(url(good)))
    bad = run_import("frameworks", changed_demo("plaque-checklist", {"E5": "打分"}), by=cast.office)
    assert "请先改正不能导入的行" in text(client.get(url(bad)))


def test_the_result_says_who_confirmed_and_past_tense(cast, sign_in, mixed):
    confirm_import(mixed, by=cast.office_head)
    content = text(sign_in(cast.office).get(url(mixed)))
    assert "督导办主任于" in content
    assert "已新增" in content
    assert "将新增" not in content
    assert "/confirm/" not in content


def test_a_failed_one_says_why(cast, sign_in, mixed):
    ImportRun.objects.filter(pk=mixed.pk).update(
        status="failed", refusals=[{"column": "", "message": "坏了", "params": {}}]
    )
    assert "坏了" in text(sign_in(cast.office).get(url(mixed)))


def test_in_english_reasons_are_english(cast, sign_in, mixed):
    client = sign_in(cast.office)
    client.cookies["django_language"] = "en"
    assert "is not known here; known are" in text(client.get(url(mixed)))


@pytest.mark.parametrize("name", ["leader", "inspector", "school_head", "auditor"])
def test_strangers_find_nothing(cast, sign_in, mixed, name):
    client = sign_in(getattr(cast, name))
    assert client.get(url(mixed)).status_code == 404
    for what in ("confirm", "drop"):
        assert client.post(f"{url(mixed)}{what}/").status_code == 404
    assert client.post(f"{url(mixed)}refused/export/").status_code == 404


def test_more_rows_need_no_more_queries(cast, sign_in):
    client = sign_in(cast.office)
    one = run_import(KIND, sheet([HEAD, ["D1", "部门1", "县级部门", "甲"]]), by=cast.office)
    rows = [[f"D{i}", f"部门{i}", "县级部门", "甲"] for i in range(120)]
    many = run_import(KIND, sheet([HEAD, *rows]), by=cast.office)
    assert queries(client, url(one)) == queries(client, url(many)) <= 12
    assert "第 1–50 条" in text(client.get(url(many)))
