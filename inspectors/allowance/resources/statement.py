"""The month's allowances for the finance bureau: one sheet of people, one of lines; numbers as numbers."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from core.excel.writing import SheetWriter
from inspectors.models import AllowanceLine, AllowanceStatement, LineKind

PEOPLE = (8, 12, 22, 26, 10, 12, 14, 14, 14, 12)
PEOPLE_TITLES = (
    "序号",
    "姓名",
    "督学证号",
    "工作单位",
    "类别",
    "工作补助（元）",
    "交通补助（元）",
    "更正（元）",
    "应发合计（元）",
    "备注",
)
LINES = (8, 12, 22, 14, 12, 12, 26, 34, 8, 12, 12, 40)
LINES_TITLES = (
    "序号", "姓名", "督学证号", "日期", "归档日期", "项目", "单位", "事项", "数量", "标准（元）", "金额（元）", "说明",
)  # fmt: skip
MONEY = "#,##0.00"


def title_of(county: str, year: int, month: int) -> str:
    """The workbook's title, and the name of its file."""
    return f"{county}{year}年{month}月兼职督学工作补助发放表"


def allowances_workbook(
    statements: Iterable[AllowanceStatement], lines: Iterable[AllowanceLine], *, title: str, today: dt.date
) -> bytes:
    """The workbook of `statements` with their `lines`; the sums of both sheets agree."""
    rows, entries = list(statements), list(lines)
    parts: dict[object, dict[str, Decimal]] = {row.pk: dict.fromkeys(LineKind.values, Decimal(0)) for row in rows}
    for line in entries:
        parts[line.statement_id][line.kind] += line.amount
    writer = SheetWriter(PEOPLE, name="发放表", formats={5: MONEY, 6: MONEY, 7: MONEY, 8: MONEY})
    writer.title(title)
    day = f"{today.year}年{today.month}月{today.day}日"
    writer.note(f"（单位：元；依据已归档工作记录计算，经本人确认、督导办主任审批；制表日期{day}；不含银行账号）")
    writer.header(PEOPLE_TITLES)
    for number, row in enumerate(rows, 1):
        person, sums = row.inspector, parts[row.pk]
        facts = [number, person.name, person.certificate, person.employer, str(person.get_kind_display())]
        writer.line([*facts, *(sums[kind] for kind in LineKind.values), row.total, None])
    totals = [sum((parts[row.pk][kind] for row in rows), Decimal(0)) for kind in LineKind.values]
    writer.line(
        ["合计", f"{len(rows)}人", None, None, None, *totals, sum((row.total for row in rows), Decimal(0)), None]
    )
    writer.sheet_called("明细", LINES, formats={9: MONEY, 10: MONEY})
    writer.title(f"{title}明细")
    writer.header(LINES_TITLES)
    people = {row.pk: row.inspector for row in rows}
    for number, line in enumerate(entries, 1):
        person = people[line.statement_id]
        writer.line([number, person.name, person.certificate, *_cells(line)])
    total = sum((line.amount for line in entries), Decimal(0))
    writer.line(["合计", *[None] * 9, total, None])
    return writer.bytes()


def _cells(line: AllowanceLine) -> list[object]:
    unit = line.unit.name if line.unit else ""
    filed = line.filed_on.isoformat() if line.filed_on else ""
    day = line.on.isoformat()
    if line.corrects is not None:
        month = line.corrects.statement.month
        why = f"更正{month.year}年{month.month}月补助：{line.reason}"
        return [day, filed, "更正", unit, line.title, None, None, line.amount, why]
    kind = "交通" if line.kind == LineKind.TRAVEL else str(line.get_work_display())
    late = f"{line.on.year}年{line.on.month}月的工作，逾期归档补计" if line.is_late(line.statement.month) else ""
    price = line.rate.amount if line.rate else None
    return [day, filed, kind, unit, line.title, line.quantity, price, line.amount, late]
