"""What is let in as a workbook, and what is refused in plain words."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font

from core.errors import Refused
from core.excel import workbook
from core.excel.layout import numbered
from core.excel.workbook import check_package, only_sheet, opened
from tests.workbooks import demo, packed, sheet, upload_of


def package(parts: dict[str, bytes], *, name: str = "表.xlsx") -> SimpleUploadedFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return SimpleUploadedFile(name, stream.getvalue())


def words(upload: SimpleUploadedFile) -> str:
    with pytest.raises(Refused) as caught, opened(upload) as book:
        only_sheet(book, upload.name)
    assert caught.value.remedy
    return str(caught.value)


def test_the_countys_workbooks_open():
    with opened(upload_of(demo("units"))) as book:
        assert only_sheet(book, "units.xlsx").title == "Sheet1"


@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.xlsm", "表.et", "表", "表.xlsx.exe"])
def test_another_kind_of_file_is_refused_by_name(name):
    assert "不是.xlsx格式的Excel工作簿" in words(SimpleUploadedFile(name, b"a,b\n1,2\n"))


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00" + b"\0" * 400, "单位,代码\n甲,1\n".encode(), b"%PDF-1.7 ...", b"PK\x03\x04"]
)
def test_a_renamed_file_is_refused(content):
    assert "无法作为Excel工作簿打开" in words(SimpleUploadedFile("表.xlsx", content))


def test_an_empty_file_is_refused():
    assert "是空文件" in words(SimpleUploadedFile("表.xlsx", b""))


def test_a_locked_or_old_workbook_is_refused():
    assert "打开密码" in words(SimpleUploadedFile("表.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))


def test_a_package_whose_inside_is_no_workbook_is_refused():
    assert "无法作为Excel工作簿打开" in words(package({"xl/workbook.xml": b"<workbook/>"}))


def test_a_damaged_sheet_is_refused_when_its_rows_are_read():
    with zipfile.ZipFile(demo("committee")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(part for part in parts if "worksheets/sheet" in part)
    for cut in (600, len(parts[name]) // 2):
        damaged = package(parts | {name: parts[name][:cut]})
        with opened(damaged) as book, pytest.raises(Refused, match="已损坏，无法读完"):
            list(numbered(only_sheet(book, "表.xlsx")))


def test_a_sheet_of_blank_cells_is_empty():
    book = Workbook()
    for row in range(1, 1200):
        book.active.cell(row=row, column=1).font = Font(bold=True)
    assert "工作表都是空的" in words(packed(book))


def test_a_word_document_is_refused():
    assert "无法作为Excel工作簿打开" in words(
        package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})
    )


def test_a_workbook_that_is_cut_off_is_refused():
    whole = demo("units").read_bytes()
    assert "无法作为Excel工作簿打开" in words(SimpleUploadedFile("表.xlsx", whole[: len(whole) // 2]))


def test_a_workbook_without_its_sheet_is_refused():
    with zipfile.ZipFile(demo("units")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "worksheets" not in name}
    assert words(package(parts))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/activeX/activeX1.bin", "xl/embeddings/oleObject1.bin"])
def test_macros_and_embedded_programs_are_refused(part):
    assert "含有宏或嵌入程序" in words(package({"xl/workbook.xml": b"<workbook/>", part: b"x"}))


def test_a_bomb_is_refused():
    assert "解压后的大小异常" in words(package({"xl/workbook.xml": b"<workbook/>", "xl/media/a.xml": b"0" * 3_000_000}))


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_PARTS", 3)
    assert "解压后的大小异常" in words(upload_of(demo("units")))


def test_a_document_type_declaration_is_refused():
    bad = package({"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><workbook/>'})
    assert "无法作为Excel工作簿打开" in words(bad)


def test_an_oversized_file_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_BYTES", 1000)
    monkeypatch.setattr(workbook, "MEGABYTE", 1000)
    with pytest.raises(Refused, match="工作簿最大1 MB"):
        check_package(upload_of(demo("units")))


def test_an_empty_sheet_is_refused():
    assert "工作表都是空的" in words(sheet([]))


def test_two_filled_sheets_are_refused_by_name():
    assert "多个填了内容的工作表：Sheet、二月" in words(sheet([["a"]], more=["二月"]))


def test_empty_hidden_and_chart_sheets_do_not_count():
    book = Workbook()
    book.active.append(["单位代码"])
    book.create_sheet("Sheet2")
    book.create_sheet("图").sheet_state = "hidden"
    book["图"].append(["x"])
    book.create_chartsheet("统计图").add_chart(BarChart())
    with opened(packed(book)) as found:
        assert only_sheet(found, "表.xlsx").title == "Sheet"


def test_a_stated_size_is_not_believed():
    with zipfile.ZipFile(demo("committee")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(part for part in parts if "worksheets/sheet" in part)
    parts[name] = parts[name].replace(b'<dimension ref="A1:F16"', b'<dimension ref="A1:A1"')
    with opened(package(parts)) as book:
        assert len(list(only_sheet(book, "表.xlsx").iter_rows())) == 16
