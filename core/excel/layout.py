"""A table as a county office keeps it: title and notes on top, a header somewhere, totals and foot-notes below."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from core.errors import Refused
from core.excel.values import compact, text_of
from core.excel.workbook import BROKEN, MAX_COLUMNS

HEADER_WITHIN = 10
MAX_ROWS = 20_000
REASON_TITLE = "未导入原因"  # the column that a returned workbook carries; ignored when it comes back
TOTALS = {"合计", "总计", "小计", "共计"}
NOTE = re.compile(r"(注|备注|附注|说明|填表|填报|制表|审核|审批|单位负责人|经办|联系人)[^：:。]{0,8}[：:]")
PAGE = "、".join


@dataclass(frozen=True)
class CellFault:
    """A cell that holds no value: a formula, or an error that Excel shows in its place; `shown` is what it says."""

    kind: str
    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass
class Table:
    """Where things stand on a sheet: title, notes above, the header's row, and which column holds what."""

    name: str
    sheet: ReadOnlyWorksheet
    title: str
    head: list[tuple[int, list[Any]]]
    header_row: int
    headings: list[str]
    columns: dict[int, str]
    unknown: list[str]


@dataclass
class LeftOut:
    """Rows that are no data: where they stand and what they say."""

    totals: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    blank: int = 0


def find_table(
    sheet: ReadOnlyWorksheet, *, name: str, titles: Mapping[str, Sequence[str]], required: Sequence[str]
) -> Table:
    """Find the header of `sheet` by its known column titles.

    Takes the file's `name`, the known `titles` (each with other ways of writing it) and those that are `required`.
    Returns the `Table`. Raises Refused where no row of the first ten looks like the header, a required column is
    missing or one stands there twice.
    """
    known = {compact(word): title for title, words in titles.items() for word in (title, *words)}
    best, head = (0, 0), []
    for number, cells in numbered(sheet, limit=HEADER_WITHIN):
        head.append((number, cells))
        matches = len({known[word] for word in map(compact, cells) if word in known})
        if matches > best[0]:
            best = (matches, number)
    matches, header_row = best
    if matches < min(2, len(required)) or matches * 3 < len(required):
        raise Refused(
            _("No header row was found in the first ten rows of “%(name)s”.") % {"name": name},
            remedy=_("One row must carry the column titles: %(titles)s.") % {"titles": PAGE(required)},
        )
    header = dict(head)[header_row]
    columns: dict[int, str] = {}
    unknown = []
    for index, cell in enumerate(header):
        title = known.get(compact(cell))
        if title is None:
            if text_of(cell) and compact(cell) != REASON_TITLE:
                unknown.append(text_of(cell))
        elif title in columns.values():
            raise Refused(
                _("The column “%(title)s” stands twice in “%(name)s”.") % {"title": title, "name": name},
                remedy=_("Keep one of them."),
            )
        else:
            columns[index] = title
    _check_missing(name, required, columns, unknown)
    above = [(number, cells) for number, cells in head if number < header_row and any(map(text_of, cells))]
    title = next((text_of(value) for _number, cells in above for value in cells if text_of(value)), "")
    return Table(name, sheet, title, above, header_row, [text_of(cell) for cell in header], columns, unknown)


def _check_missing(name: str, required: Sequence[str], columns: dict[int, str], unknown: list[str]) -> None:
    missing = [title for title in required if title not in columns.values()]
    if not missing:
        return
    remedy = _("Add them, or start from the template.")
    if unknown:
        remedy = _("Not recognised were %(unknown)s: give them the titles of the template.") % {
            "unknown": PAGE(unknown)
        }
    raise Refused(
        _("“%(name)s” lacks the columns %(missing)s.") % {"name": name, "missing": PAGE(missing)}, remedy=remedy
    )


def numbered(sheet: ReadOnlyWorksheet, *, limit: int | None = None) -> Iterator[tuple[int, list[Any]]]:
    """The rows of `sheet` with their numbers as Excel shows them; formulas and errors come as `CellFault`.

    Raises Refused where the sheet cannot be read to its end.
    """
    try:
        for number, row in enumerate(sheet.iter_rows(max_row=limit, max_col=MAX_COLUMNS), 1):
            cells = [_value(cell) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            yield number, cells
    except BROKEN:
        raise Refused(
            _("The sheet “%(sheet)s” is damaged and cannot be read to its end.") % {"sheet": sheet.title},
            remedy=_("Open it in Excel or WPS, save it again as .xlsx, and upload that."),
        ) from None


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return CellFault("formula", str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return CellFault("error", str(value))
    return value


class TableRows:
    """The data rows of a table, in the shape that django-import-export reads (tablib's), streamed from the file.

    While a row is worked on, `number` is its number on the sheet. What was left out is gathered in `left_out`.
    """

    def __init__(self, table: Table, progress: Callable[[int], object] | None = None) -> None:
        self.table = table
        self.number = 0
        self.count = 0
        self.left_out = LeftOut()
        self._titles = list(table.columns.items())
        self._progress = progress

    @property
    def headers(self) -> list[str]:
        """The titles, as the platform calls them."""
        return [title for _index, title in self._titles]

    def __len__(self) -> int:
        """How many rows have been given out so far."""
        return self.count

    def __iter__(self) -> Iterator[list[Any]]:
        """Each data row as a list of cells in the order of `headers`; raises Refused beyond the row limit."""
        for number, cells in numbered(self.table.sheet):
            if number <= self.table.header_row:
                continue
            if not any(map(text_of, cells)):
                self.left_out.blank += 1
                if self.left_out.blank > MAX_ROWS:
                    raise _too_many(self.table.name)
                continue
            if self._is_no_data(number, cells):
                continue
            self.number = number
            self.count += 1
            if self.count > MAX_ROWS:
                raise _too_many(self.table.name)
            if self._progress and self.count % 200 == 0:
                self._progress(self.count)
            yield self._picked(cells)

    def _picked(self, cells: list[Any]) -> list[Any]:
        return [cells[index] if index < len(cells) else None for index, _title in self._titles]

    def _is_no_data(self, number: int, cells: list[Any]) -> bool:
        first = first_text(cells)
        if compact(first) in TOTALS:
            self.left_out.totals.append((number, dict(zip(self.headers, self._picked(cells), strict=True))))
            return True
        if is_note(cells):
            self.left_out.notes.append((number, first))
            return True
        return False


def first_text(cells: Sequence[Any]) -> str:
    """What the first filled cell says; blank for none."""
    return next((text_of(value) for value in cells if text_of(value)), "")


def is_note(cells: Sequence[Any]) -> bool:
    """Whether a row is a foot-note: one filled cell that begins like one."""
    return bool(NOTE.match(first_text(cells))) and sum(1 for value in cells if text_of(value)) == 1


def _too_many(name: str) -> Refused:
    return Refused(
        _("“%(name)s” has more than %(limit)s rows.") % {"name": name, "limit": MAX_ROWS},
        remedy=_("Split it, or delete the blank rows below the table."),
    )
