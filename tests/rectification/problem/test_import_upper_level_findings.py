"""Importing what a higher body found, as its list stands."""

import datetime as dt

import pytest
from openpyxl import load_workbook

from accounts.enums import OrganisationKind
from core.errors import NotAllowed
from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from core.models import AuditEvent
from rectification.models import Problem
from tests.people import make_unit
from tests.walk import problem as walk
from tests.workbooks import demo, refused, sheet

KIND = "upper-level-findings"
HEAD = ["反馈文号", "反馈日期", "问题单位", "存在问题", "整改要求", "整改时限", "牵头单位", "程度"]
GOOD = [
    "攀府教督〔2026〕5号",
    "2026-10-12",
    "第一示例中学",
    "消防通道堆放杂物",
    "限期整改",
    "2026-12-15",
    "县教育和体育局",
    "较重",
]


def tried(cast, *rows, by=None):
    return run_import(KIND, sheet([["清单"], HEAD, *rows]), by=by or cast.office)


def row(**cells):
    values = list(GOOD)
    for title, value in cells.items():
        values[HEAD.index(title)] = value
    return values


def test_each_row_is_a_numbered_problem_with_its_letter(cast):
    confirm_import(
        tried(cast, GOOD, row(程度="一般", 存在问题="消防设施过期", 整改时限=None, 牵头单位=None)), by=cast.office
    )
    first, second = Problem.objects.order_by("number")
    assert (first.number, first.state, first.source) == ("问题〔2026〕1号", "registered", "upper_level")
    assert first.source_note == "攀府教督〔2026〕5号（2026-10-12）"
    assert (first.unit, first.lead, first.severity) == (cast.school, cast.education_bureau, "serious")
    assert (first.deadline_on, first.deadline_basis) == (dt.date(2026, 12, 15), {})
    assert (second.severity, second.lead) == ("general", None)
    assert second.deadline_basis["policy"] == "order_days_general"
    assert AuditEvent.objects.filter(action="create_problem", actor=cast.office).count() == 2
    assert walk.drafted(cast, [first]).state == "draft"


def test_the_same_table_again_changes_nothing(cast):
    confirm_import(tried(cast, GOOD), by=cast.office)
    again = tried(cast, GOOD)
    assert again.counts["unchanged"] == 1
    changed = tried(cast, row(整改要求="立即整改"))
    assert "问题〔2026〕1号" in reason_text(refused(changed)[3].reasons[0])
    assert Problem.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"问题单位": "没有的学校"}, "没有的学校"),
        ({"牵头单位": "没有的局"}, "没有的局"),
        ({"程度": "很重"}, "很重"),
        ({"整改时限": "2026-01-01"}, "反馈日期"),
        ({"反馈日期": "去年"}, "去年"),
        ({"存在问题": None}, "不能为空"),
    ],
)
def test_refused_rows_say_why_and_write_nothing(cast, cells, why):
    run = tried(cast, row(**cells))
    reasons = "".join(reason_text(reason) for reason in refused(run)[3].reasons)
    assert why in reasons, reasons
    assert not Problem.objects.exists()


def test_a_problem_that_came_without_a_letters_date_is_no_obstacle(cast):
    walk.registered(cast, source="upper_level", source_note="口头反馈")
    run = tried(cast, GOOD)
    assert run.counts["new"] == 1


def test_only_the_office_imports(cast):
    with pytest.raises(NotAllowed, match="上级反馈问题"):
        tried(cast, GOOD, by=cast.leader)


def test_the_countys_own_list(cast):
    names = {cells[3] for cells in _rows()} | {cells[7] for cells in _rows()}
    for number, name in enumerate(sorted(names - {"县教育和体育局"}), 1):
        make_unit(f"X{number:04}", name, OrganisationKind.PRIMARY)
    run = run_import(KIND, demo(KIND), by=cast.office)
    assert (run.counts["new"], run.total) == (60, 60)
    confirm_import(run, by=cast.office)
    assert Problem.objects.count() == 60
    assert len(set(Problem.objects.values_list("number", flat=True))) == 60


def _rows():
    cells = list(load_workbook(demo(KIND)).active.iter_rows(values_only=True))
    return [line for line in cells[3:] if line[0]]
