"""Finding the table on a sheet: header, totals, notes, blank rows, faults in cells."""

import pytest
from openpyxl import Workbook

from core.errors import Refused
from core.excel import layout
from core.excel.layout import CellFault, TableRows, find_table
from core.excel.workbook import only_sheet, opened
from tests.workbooks import packed, sheet

TITLES = {"序号": (), "单位代码": (), "单位名称": ("学校名称",), "联系电话（手机）": ()}
REQUIRED = ["单位代码", "单位名称"]
HEAD = ["序号", "单位代码", "单位名称", "联系电话（手机）"]
ROW = [1, "51", "甲校", 13800000000]


def read(upload, required=REQUIRED):
    with opened(upload) as book:
        table = find_table(only_sheet(book, "表.xlsx"), name="表.xlsx", titles=TITLES, required=required)
        rows = TableRows(table)
        return table, rows, [(rows.number, row) for row in rows]


@pytest.mark.parametrize("above", [0, 1, 2, 9])
def test_the_header_is_found_in_any_of_the_first_ten_rows(above):
    table, _rows, data = read(sheet([["说明文字"]] * above + [HEAD, ROW]))
    assert table.header_row == above + 1
    assert table.title == ("说明文字" if above else "")
    assert data == [(above + 2, ROW)]


def test_a_header_below_the_tenth_row_is_not_looked_for():
    with pytest.raises(Refused, match="前十行中没有找到表头"):
        read(sheet([["说明"]] * 10 + [HEAD, ROW]))


def test_titles_may_be_wrapped_widened_starred_and_in_any_order():
    table, rows, data = read(sheet([["联系电话\n(手机)", "单位　名称", "*单位代码"], [1, "甲", "51"]]))
    assert rows.headers == ["联系电话（手机）", "单位名称", "单位代码"]
    assert table.unknown == []
    assert data == [(2, [1, "甲", "51"])]


def test_another_way_of_writing_a_title_counts():
    _table, rows, _data = read(sheet([["单位代码", "学校名称"], ["51", "甲"]]))
    assert rows.headers == ["单位代码", "单位名称"]


def test_a_renamed_header_names_what_is_missing_and_what_was_not_recognised():
    with pytest.raises(Refused) as caught:
        read(sheet([["单位代码", "机构", "联系电话（手机）"], ["51", "甲", 1]]))
    assert "缺少列：单位名称" in str(caught.value)
    assert "机构未能识别" in str(caught.value)


def test_a_missing_column_is_named():
    with pytest.raises(Refused, match="缺少列：单位名称"):
        read(sheet([["序号", "单位代码", "联系电话（手机）"], [1, "51", 1]]))


def test_a_column_twice_is_refused():
    with pytest.raises(Refused, match="列“单位代码”出现了两次"):
        read(sheet([["单位代码", "单位名称", "单位代码"], ["51", "甲", "52"]]))


def test_columns_that_are_not_known_are_named_and_left_out_and_the_returned_one_is_ignored():
    table, rows, data = read(sheet([["单位代码", "单位名称", "校训", "未导入原因"], ["51", "甲", "勤", "原因"]]))
    assert table.unknown == ["校训"]
    assert data == [(2, ["51", "甲"])]
    assert rows.headers == ["单位代码", "单位名称"]


def test_totals_notes_and_blank_rows_are_left_out():
    upload = sheet(
        [
            ["某县学校表"],
            HEAD,
            ROW,
            [None, " ", "　"],
            ["小 计", None, "1所"],
            [2, "52", "乙校", None],
            ["合　计", None, "2所"],
            ["注：数据截至九月。"],
            ["填表人：张三　　审核：李四"],
        ]
    )
    _table, rows, data = read(upload)
    assert [number for number, _cells in data] == [3, 6]
    assert [number for number, _cells in rows.left_out.totals] == [5, 7]
    assert rows.left_out.totals[1][1]["单位名称"] == "2所"
    assert [number for number, _text in rows.left_out.notes] == [8, 9]
    assert rows.left_out.blank == 1
    assert len(rows) == 2


def test_a_row_with_one_cell_that_is_no_note_is_data():
    _table, _rows, data = read(sheet([HEAD, [None, None, "注意路小学"]]))
    assert data == [(2, [None, None, "注意路小学", None])]


def test_formulas_and_errors_are_told_from_values():
    book = Workbook()
    book.active.append(HEAD)
    book.active.append([1, "=A2+1", "甲", "#N/A"])
    book.active["D2"].data_type = "e"
    _table, _rows, data = read(packed(book))
    assert data[0][1][1] == CellFault("formula", "=A2+1")
    assert data[0][1][3] == CellFault("error", "#N/A")


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(layout, "MAX_ROWS", 3)
    with pytest.raises(Refused, match="超过3行"):
        read(sheet([HEAD] + [[i, str(i), str(i)] for i in range(4)]))


def test_endless_blank_rows_are_refused(monkeypatch):
    monkeypatch.setattr(layout, "MAX_ROWS", 3)
    book = Workbook()
    book.active.append(HEAD)
    book.active["A9"] = 1
    with pytest.raises(Refused, match="超过3行"):
        read(packed(book))


def test_progress_is_told_every_200_rows():
    told = []
    with opened(sheet([HEAD] + [[i, str(i), str(i)] for i in range(450)])) as book:
        table = find_table(only_sheet(book, "表.xlsx"), name="表.xlsx", titles=TITLES, required=REQUIRED)
        assert sum(1 for _row in TableRows(table, progress=told.append)) == 450
    assert told == [200, 400]
