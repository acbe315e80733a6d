"""The appraisals of a list as a workbook for a meeting: each with its figures, state and grade."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from accounts import policy
from core import calendar
from core.excel.writing import SheetWriter
from inspectors.appraisal.services.figures import Figure
from inspectors.models import Appraisal

FACTS = ("序号", "姓名", "督学证号", "责任区", "工作单位", "考核类别", "年度")
WIDTHS = (6, 12, 22, 14, 26, 14, 8)


def appraisals_title() -> str:
    """What the workbook is called."""
    return f"{policy.text('county_name')}督学考核汇总表"


def appraisals_workbook(rows: Sequence[Appraisal], figures: Mapping[UUID, list[Figure]]) -> bytes:
    """The workbook; a figure of which something is asked stands as “kept/asked”."""
    keys = list(dict.fromkeys(figure.key for row in rows for figure in figures[row.pk]))
    labels = {figure.key: figure.label for found in figures.values() for figure in found}
    writer = SheetWriter([*WIDTHS, *(14 for _key in keys), 14, 14])
    writer.title(appraisals_title())
    writer.note(f"（未评定等次的，各项数据统计至{calendar.today():%Y-%m-%d}；已评定的，按评定时固定的数据）")
    writer.header([*FACTS, *(labels[key] for key in keys), "状态", "等次"])
    for number, row in enumerate(rows, 1):
        held = {figure.key: figure for figure in figures[row.pk]}
        person = row.inspector
        facts = [number, person.name, person.certificate, str(person.zone or ""), person.employer]
        facts += [str(row.get_kind_display()), row.year]
        cells = [_cell(held.get(key)) for key in keys]
        writer.line([*facts, *cells, str(row.get_state_display()), str(row.get_grade_display() or "")])
    return writer.bytes()


def _cell(figure: Figure | None) -> str | float:
    if figure is None:
        return ""
    return f"{figure.value}/{figure.target}" if figure.target else float(figure.value)
