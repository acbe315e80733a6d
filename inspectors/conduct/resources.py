"""The reports about inspectors as a table for the office; nothing in it leads to a reporter, and no text is in it."""

from collections.abc import Iterable
from typing import Any

from core.excel.writing import SheetWriter
from inspectors.models import ConductReport

WIDTHS = (8, 14, 12, 22, 26, 26, 14, 14, 14, 14)
TITLES = (
    "序号",
    "收到日期",
    "督学",
    "督学证号",
    "涉及学校",
    "反映类别",
    "办理状态",
    "办理期限",
    "核查结论",
    "决定日期",
)
TITLE = "督学违纪违规反映办理情况表"


def conduct_sheet(rows: Iterable[ConductReport], *, today: str) -> bytes:
    """The workbook of `rows`, each with its inspector and unit."""
    writer = SheetWriter(WIDTHS)
    writer.title(TITLE)
    writer.note(f"（统计至{today}；本表不含反映人信息和反映内容，请按规定保密）")
    writer.header(TITLES)
    for number, row in enumerate(rows, 1):
        about = [row.inspector.name, row.inspector.certificate] if row.inspector is not None else ["待查明", ""]
        writer.line(
            [
                number,
                _day(row.received_on),
                *about,
                row.unit.name if row.unit is not None else "",
                str(row.get_category_display()),
                row.get_state_display(),
                _day(row.due_on),
                str(row.get_finding_display()),
                _day(row.decided_on),
            ]
        )
    return writer.bytes()


def _day(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if value else ""
