"""Workbooks that the platform writes: templates, refused rows given back, nothing that runs as a formula."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core.excel import get_kind, kinds_for, run_import
from core.excel.layout import CellFault
from core.excel.writing import SheetWriter, refused_rows, template
from tests.workbooks import changed_demo, demo, sheet, table_of, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-甲", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_texts_that_look_like_formulas_stay_texts(text):
    writer = SheetWriter([10])
    writer.line([text])
    cell = load_workbook(io.BytesIO(writer.bytes())).active["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


def test_numbers_dates_blanks_and_odd_characters_are_written_as_they_are():
    writer = SheetWriter([10] * 6)
    writer.line([-5, 2.5, dt.date(2026, 1, 1), None, "甲\x07乙", CellFault("formula", "=A1")])
    assert table_of(writer.bytes()) == [[-5, 2.5, dt.datetime(2026, 1, 1), None, "甲乙", "=A1"]]  # noqa: DTZ001


def test_the_title_goes_across_the_table():
    writer = SheetWriter([10, 10, 10])
    writer.title("名册")
    writer.header(["甲", "乙", "丙"])
    sheet_back = load_workbook(io.BytesIO(writer.bytes())).active
    assert [str(area) for area in sheet_back.merged_cells.ranges] == ["A1:C1"]


def test_every_template_has_the_countys_columns_and_comes_back_as_an_empty_table(cast):
    named = {
        "frameworks": "plaque-checklist",
        "balanced-development": "balanced-development-2026",
        "training": "training-2026",
    }
    for kind in kinds_for(cast.office):
        data = template(kind.resource)
        table = table_of(data)
        head = table_of(demo(named.get(kind.token, kind.token)).read_bytes())[2]
        assert table[2][: len(head)] == head  # a platform's own columns stand behind the county's
        run = run_import(kind.token, upload("模板.xlsx", data), by=cast.office)
        assert "The table holds no rows below its header." in [item["message"] for item in run.refusals]


def test_a_template_offers_the_words_of_a_list():
    sheet_back = load_workbook(io.BytesIO(template(get_kind("units").resource))).active
    lists = [rule.formula1 for rule in sheet_back.data_validations.dataValidation]
    assert '"公办,民办"' in lists
    assert '"是,否"' in lists


def test_refused_rows_come_back_in_the_same_layout_with_the_reason(cast):
    upload_ = changed_demo("departments-and-townships", {"G5": "12", "D10": "公司", "H11": "=1+1"})
    run = run_import("departments-and-townships", upload_, by=cast.office)
    assert run.counts["refused"] == 3
    original = table_of(demo("departments-and-townships").read_bytes())
    table = table_of(refused_rows(run))
    assert [row[0] for row in table[:2]] == [original[0][0], original[1][0]]
    assert table[2] == [*original[2], "未导入原因"]
    assert table[3][:6] == original[4][:6]
    assert table[3][8] == "联系电话：“12”不是电话号码：手机号为11位，座机须带区号。"
    assert table[4][8] == "类别：“公司”不在可选范围内，可选：乡镇人民政府、县级部门。"
    assert table[5][7:] == ["=1+1", "备注：单元格是公式，请改为粘贴数值。"]
    assert len(table) == 6


def test_returned_rows_mended_go_in_and_the_reason_column_is_ignored(cast):
    run = run_import(
        "departments-and-townships", changed_demo("departments-and-townships", {"G5": "12"}), by=cast.office
    )
    book = load_workbook(io.BytesIO(refused_rows(run)))
    book.active["G4"] = "13800009191"
    stream = io.BytesIO()
    book.save(stream)
    again = run_import("departments-and-townships", upload("改.xlsx", stream.getvalue()), by=cast.office)
    assert again.counts == {"new": 1}
    assert again.layout["unknown"] == []


def test_foot_notes_stay_and_totals_do_not(cast):
    head = ["单位代码", "单位名称", "类别", "联系电话"]
    rows = [["名单"], head, ["1", "甲局", "县级部门", "1"], ["合计", None, None, 1], ["注：示例。"]]
    run = run_import("departments-and-townships", sheet(rows), by=cast.office)
    table = table_of(refused_rows(run))
    assert [row[0] for row in table] == ["名单", "单位代码", "1", "注：示例。"]


def test_a_workbook_taken_as_a_whole_comes_back_whole(cast):
    run = run_import("frameworks", changed_demo("indicators-kindergarten", {"D5": "八"}), by=cast.office)
    table = table_of(refused_rows(run))
    assert len(table) == 17
    assert [row[10] for row in table[3:6]] == [None, "分值：“八”不是分值。", None]
    assert table[16][0] == "合计"


def test_a_sheet_prints_on_a4_with_its_column_titles_on_each_page():
    writer = SheetWriter([8, 12], name="表")
    writer.title("标题")
    writer.header(["序号", "姓名"])
    writer.line([1, "甲"])
    writer.sheet_called("明细", [8, 12])
    writer.header(["序号", "姓名"])
    first, second = load_workbook(io.BytesIO(writer.bytes())).worksheets
    for page in (first, second):
        setup = page.page_setup
        assert (int(setup.paperSize), setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "landscape", 1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (first.print_title_rows, second.print_title_rows) == ("$2:$2", "$1:$1")
