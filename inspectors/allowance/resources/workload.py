"""The workload of the corps in a week or month as a table for a meeting."""

from collections.abc import Iterable
from typing import Any

from core.excel.writing import SheetWriter

WIDTHS = (8, 12, 22, 10, 16, 12, 12, 10, 12, 12, 10, 12, 14, 10)
TITLES = (
    "序号",
    "姓名",
    "督学证号",
    "类别",
    "责任区",
    "督导入校",
    "经常性督导",
    "复查",
    "网上审阅",
    "撰写报告",
    "合计",
    "入校天数",
)


def title_of(county: str, period: str) -> str:
    """The table's title, and the name of its file."""
    return f"{county}{period}督学工作量统计表"


def workload_sheet(rows: Iterable[Any], *, title: str, ceiling: int, today: str) -> bytes:
    """The workbook; each of `rows` is an inspector with the figures `load`."""
    writer = SheetWriter(WIDTHS)
    writer.title(title)
    writer.note(f"（按已归档工作记录统计；同一天多次入校按一天计；在办对象统计至{today}，上限{ceiling}个）")
    writer.header((*TITLES, "在办督导对象", "超出上限"))
    for number, row in enumerate(rows, 1):
        facts = [number, row.name, row.certificate, str(row.get_kind_display()), str(row.zone or "")]
        counts = [count for _kind, count in row.load.by_kind]
        over = max(row.load.now - ceiling, 0)
        writer.line([*facts, *counts, row.load.total, float(row.load.days), row.load.now, over])
    return writer.bytes()
