"""Workbooks that the platform writes: templates, exports in the county's layout, refused rows given back."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django.core.files.base import File
from django.http import HttpResponse
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from core.excel.kinds import get_kind
from core.excel.layout import REASON_TITLE, CellFault, Table, find_table, first_text, is_note, numbered
from core.excel.reasons import reason_text
from core.excel.resource import REFUSED, Column, SheetResource
from core.excel.runs import workbook_of
from core.excel.workbook import only_sheet, opened
from core.models import ImportRun

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Texts that a spreadsheet could take for a formula; they are kept as text and marked as quoted.
RISKY = ("=", "+", "-", "@", "\t", "\r")
THIN = Side(style="thin", color="B8B8B8")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", start_color="EDEFF2")
RED = Font(color="B3261E")
ORDINAL = "序号"
TEMPLATE_ROWS = 2000  # as far down as drop-down lists reach


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    """`data` as a download called `name`."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class SheetWriter:
    """Writes a sheet from top to bottom: title, notes, header, rows; every text is written as text.

    `formats` gives columns, counted from 0, the format of their numbers.
    """

    def __init__(
        self, widths: Sequence[float], *, name: str = "Sheet1", formats: Mapping[int, str] | None = None
    ) -> None:
        self.book = Workbook(write_only=True)
        self.sheet_called(name, widths, formats=formats)

    def sheet_called(self, name: str, widths: Sequence[float], *, formats: Mapping[int, str] | None = None) -> None:
        """Begin the next sheet; what follows is written there."""
        sheet = self.book.create_sheet(name)
        if not isinstance(sheet, WriteOnlyWorksheet):  # pragma: no cover (openpyxl's types, not ours)
            raise TypeError
        self.sheet, self.wide, self.row, self.formats = sheet, len(widths), 0, formats or {}
        for index, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        setup = sheet.page_setup  # A4, lying, as wide as one page and as long as it takes
        setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight = 9, "landscape", 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def title(self, text: str) -> None:
        """The title, across the table."""
        self._across(text, Font(bold=True, size=16), Alignment(horizontal="center", vertical="center"), 30)

    def note(self, text: str) -> None:
        """A note, across the table."""
        self._across(text, Font(size=10), Alignment(wrap_text=True, vertical="center"), 20)

    def header(self, titles: Sequence[str]) -> None:
        """The column titles; the first of a sheet are repeated on each printed page."""
        self._append(titles, font=Font(bold=True), fill=GREY, alignment=Alignment(wrap_text=True, vertical="center"))
        if not self.sheet.print_title_rows:
            self.sheet.print_title_rows = f"{self.row}:{self.row}"

    def line(self, values: Sequence[Any], *, marked: int | None = None) -> None:
        """One row; the cell at `marked` in red."""
        self._append(values, alignment=Alignment(wrap_text=True, vertical="top"), marked=marked)

    def bytes(self) -> bytes:
        """The finished workbook."""
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def _across(self, text: str, font: Font, alignment: Alignment, height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        cell = self._cell(text)
        cell.font, cell.alignment = font, alignment
        self.sheet.append([cell])
        if self.wide > 1:
            area = CellRange(min_col=1, max_col=self.wide, min_row=self.row, max_row=self.row)
            self.sheet.merged_cells.ranges.add(area)

    def _append(self, values: Sequence[Any], *, marked: int | None = None, **look: Any) -> None:
        self.row += 1
        cells = []
        for index, value in enumerate(values):
            cell = self._cell(value)
            cell.border = BOX
            for name, style in look.items():
                setattr(cell, name, style)
            if index in self.formats and not isinstance(value, str):
                cell.number_format = self.formats[index]
            if index == marked:
                cell.font = RED
            cells.append(cell)
        self.sheet.append(cells)

    def _cell(self, value: Any) -> Any:
        if isinstance(value, CellFault):
            value = value.shown
        if not isinstance(value, str):
            return WriteOnlyCell(self.sheet, value=value)
        cell = WriteOnlyCell(self.sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        if value.startswith(RISKY):
            cell.data_type = "s"
            cell.quotePrefix = True
        return cell


def template(resource: type[SheetResource]) -> bytes:
    """An empty workbook in the county's layout, with a drop-down list wherever a column takes words of a list."""
    book = Workbook()
    sheet = book.active
    if sheet is None or not hasattr(sheet, "append"):  # pragma: no cover (openpyxl's types, not ours)
        raise TypeError
    columns = resource.columns()
    titles = ([ORDINAL] if resource.ordinal else []) + [column.column_name for column in columns]
    for text in (resource.sheet_title, f"填写说明：{resource.sheet_note}"):
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(titles))
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="center")
    sheet.append(titles)
    for cell in sheet[3]:
        cell.font, cell.fill, cell.border = Font(bold=True), GREY, BOX
    offset = len(titles) - len(columns)
    if offset:
        sheet.column_dimensions["A"].width = 8
    for index, column in enumerate(columns, offset + 1):
        _set_up(sheet, get_column_letter(index), column)
    sheet.freeze_panes = "A4"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_up(sheet: Any, letter: str, column: Column) -> None:
    sheet.column_dimensions[letter].width = column.width
    sheet.column_dimensions[letter].number_format = "@"
    if column.choices:
        words = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        words.add(f"{letter}4:{letter}{TEMPLATE_ROWS}")
        sheet.add_data_validation(words)


def export(
    resource: SheetResource,
    instances: Iterable[Any],
    *,
    title: str,
    note: str = "",
    total: dict[str, Any] | None = None,
) -> bytes:
    """The records of the queryset `instances` in the county's layout, fit to be imported again.

    `total` are the cells of a row 合计 below them.
    """
    columns = resource.columns()
    offset = [ORDINAL] if resource.ordinal else []
    writer = SheetWriter([8.0] * len(offset) + [float(column.width) for column in columns])
    writer.title(title)
    writer.note(note or f"（{resource.sheet_note}）")
    writer.header(offset + [column.column_name for column in columns])
    own = [resource.fields[name] for name in resource._meta.fields]
    for number, instance in enumerate(resource.for_export(instances), 1):
        cells = [column.export(instance) for column in own]
        writer.line(([number] if offset else []) + [None if value == "" else value for value in cells])
    if total is not None:
        cells = [total.get(column.column_name) for column in columns]
        writer.line(["合计", *cells] if offset else ["合计", *cells[1:]])
    return writer.bytes()


def refused_rows(run: ImportRun) -> bytes:
    """The refused rows of a run as a workbook of the uploaded one's layout, each with its reason in a last column.

    A workbook that is taken as a whole comes back whole. Mended, it can be uploaded again as it stands.
    """
    kind = get_kind(run.kind)
    with override("zh-hans"):
        why = {
            row.number: "；".join(reason_text(reason) for reason in row.reasons)
            for row in run.rows.filter(outcome=REFUSED)
        }
    with workbook_of(run).file.open("rb") as stream, opened(File(stream, name=run.file_name)) as book:
        sheet = only_sheet(book, run.file_name)
        titles, required = kind.resource.titles(), kind.resource.required_titles()
        table = find_table(sheet, name=run.file_name, titles=titles, required=required)
        return _returned(table, why, _widths(kind.resource, table), whole=kind.resource.whole)


def _widths(resource: type[SheetResource], table: Table) -> list[float]:
    wide = {column.column_name: float(column.width) for column in resource.columns()}
    return [wide.get(table.columns.get(index, ""), 12.0) for index in range(len(table.headings))]


def _returned(table: Table, why: dict[int, str], widths: list[float], *, whole: bool) -> bytes:
    kept = [index for index, heading in enumerate(table.headings) if heading != REASON_TITLE]
    writer = SheetWriter([*(widths[index] for index in kept), 48.0])
    for position, (_number, cells) in enumerate(table.head):
        (writer.note if position else writer.title)(first_text(cells))
    writer.header([*(table.headings[index] for index in kept), REASON_TITLE])
    for number, cells in numbered(table.sheet):
        if number <= table.header_row or not first_text(cells):
            continue
        if is_note(cells):
            writer.note(first_text(cells))
        elif number in why or whole:
            line = [cells[index] if index < len(cells) else None for index in kept]
            writer.line([*line, why.get(number, "")], marked=len(kept) if number in why else None)
    return writer.bytes()
