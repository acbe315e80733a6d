"""Figures of balanced development for the tests: a workbook of few schools, imported by the real code."""

from collections.abc import Sequence
from typing import Any

from core.excel import confirm_import, run_import
from core.models import ImportRun
from tests.people import Cast
from tests.workbooks import sheet

HEAD = [
    "序号",
    "学校",
    "类别",
    "学生数",
    "高于规定学历教师数",
    "县级以上骨干教师数",
    "体育艺术专任教师数",
    "教学及辅助用房面积（平方米）",
    "体育运动场馆面积（平方米）",
    "教学仪器设备值（元）",
    "网络多媒体教室数（间）",
]
# Exactly on every line: 1,000 pupils of a junior school, 1,000 of a primary school.
JUNIOR_LINE = (1000, 53, 10, 9, 5800, 10200, 2500000, 24)
PRIMARY_LINE = (1000, 42, 10, 9, 4500, 7500, 2000000, 23)
Amounts = Sequence[Any]


def workbook(rows: Sequence[tuple[str, str, Amounts]], *, year: int | str = 2026, name: str = "表.xlsx") -> Any:
    """A workbook of a year: each row a school's name, its kind in words, pupils and the seven amounts."""
    title = f"{year}年义务教育学校优质均衡资源配置情况" if year else "义务教育学校优质均衡资源配置情况"
    lines = [[number, school, kind, *amounts] for number, (school, kind, amounts) in enumerate(rows, 1)]
    return sheet([[title], ["（测试）"], HEAD, *lines], name=name)


def preview(cast: Cast, rows: Sequence[tuple[str, str, Amounts]], **kwargs: Any) -> ImportRun:
    """The workbook's preview."""
    return run_import("balanced-development", workbook(rows, **kwargs), by=cast.office)


def imported(cast: Cast, rows: Sequence[tuple[str, str, Amounts]], **kwargs: Any) -> ImportRun:
    """The workbook, imported."""
    return confirm_import(preview(cast, rows, **kwargs), by=cast.office)


def on_the_lines(cast: Cast, *, year: int = 2026) -> ImportRun:
    """Both schools of the cast, exactly on every line of their stage."""
    rows = [
        (cast.school.name, "初级中学", JUNIOR_LINE),
        (cast.other_school.name, "小学", PRIMARY_LINE),
    ]
    return imported(cast, rows, year=year)
