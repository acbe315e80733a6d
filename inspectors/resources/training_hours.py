"""The year's training hours of the corps as a table for a meeting: each inspector by mode, in all, and short by."""

from collections.abc import Iterable
from typing import Any

from core.excel.writing import SheetWriter
from inspectors.services.training_year import Year

WIDTHS = (8, 12, 22, 10, 16, 10, 10, 10, 10, 10)
TITLES = ("序号", "姓名", "督学证号", "类别", "责任区", "集中", "网络", "自学", "合计", "尚差")


def title_of(county: str, year: Year) -> str:
    """The table's title, and the name of its file."""
    return f"{county}{year.number}年督学培训学时统计表"


def hours_sheet(rows: Iterable[Any], *, title: str, year: Year, today: str) -> bytes:
    """The workbook; each of `rows` is an inspector with the figures `modes`, `hours` and `short`."""
    writer = SheetWriter(WIDTHS)
    writer.title(title)
    writer.note(f"（每人每年不少于{year.asked}学时；统计至{today}）")
    writer.header(TITLES)
    for number, row in enumerate(rows, 1):
        facts = [number, row.name, row.certificate, str(row.get_kind_display()), str(row.zone or "")]
        writer.line([*facts, *(float(value) for _mode, value in row.modes), float(row.hours), float(row.short)])
    return writer.bytes()
