"""A year's figures as a workbook: the county's own columns, then what they come to per pupil."""

from django.utils.translation import gettext, override

from core.excel.writing import SheetWriter
from supervision.balance import FIGURES
from supervision.resources.balance import BalanceResource
from supervision.services.balance import Picture, Row

MET = {True: "达标", False: "未达标"}
STAGES = {"primary": "小学", "junior": "初中"}


def title_of(year: int) -> str:
    """The title of the workbook, which names the year, so that it may be imported again."""
    return f"{year}年{BalanceResource.sheet_title}"


def year_sheet(picture: Picture, rows: list[Row], *, title: str) -> bytes:
    """The schools `rows` of a year, raw and per pupil, and below them the coefficients of each stage as notes."""
    resource = BalanceResource()
    columns = resource.columns()
    values = [_name(figure.label) for figure in FIGURES]
    writer = SheetWriter([8.0, *(float(column.width) for column in columns), *[16.0] * (len(values) + 2)])
    writer.title(title)
    writer.note("（按单项达标线计算，每校七项中的达标项数和结论列于右侧）")
    writer.header(["序号", *(column.column_name for column in columns), *values, "达标项数", "结论"])
    for number, row in enumerate(rows, 1):
        own = [column.export(row.figure) for column in columns]
        marks = [float(mark.shown) for mark in row.judgement.marks]
        writer.line([number, *own, *marks, row.judgement.met, MET[row.judgement.is_met]])
    for stage, changes in picture.changes.items():
        parts = [f"{_name(one.spread.figure.label)}{one.spread.shown}（{MET[one.spread.is_met]}）" for one in changes]
        writer.note(f"注：{STAGES[stage]}校际差异系数（上限{changes[0].spread.line}）：{'；'.join(parts)}")
    return writer.bytes()


def _name(label: str) -> str:
    with override("zh-hans"):
        return gettext(label)
