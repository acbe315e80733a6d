"""Importing indicator frameworks: the county's four workbooks, whole or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import SCHOOL_KINDS
from core.errors import Refused
from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export
from core.models import AuditEvent, ImportRun
from supervision.models import Cap, Framework, FrameworkVersion, Method, VersionState
from tests.workbooks import changed_demo, demo, refused, sheet, table_of, upload

pytestmark = pytest.mark.django_db

FRAMEWORKS = [
    ("indicators-compulsory", "义务教育学校督导评估指标", 100, 19, 20),
    ("indicators-government", "县级部门和乡镇人民政府履行教育职责评价指标", 100, 17, 20),
    ("indicators-kindergarten", "幼儿园督导评估指标", 100, 13, 18),
    ("plaque-checklist", "责任督学每月挂牌督导事项", 0, 11, 11),
]
HEAD = ["一级指标", "二级指标", "三级指标（观测点）", "分值", "评分方式", "评分标准", "适用对象", "一票否决/限档"]
GOOD = ["A1 甲", "B1 乙", "C1 丙", 2.5, "计分", "扣分", "小学", None]


def take(cast, name):
    return confirm_import(run_import("frameworks", demo(name), by=cast.office), by=cast.office)


def tried(cast, *rows, title="试行指标"):
    return run_import("frameworks", sheet([[title], HEAD, *rows]), by=cast.office)


def with_cell(**cells):
    row = list(GOOD)
    for title, value in cells.items():
        row[[name.split("（")[0].split("/")[0] for name in HEAD].index(title)] = value
    return row


def why(run, number):
    return [reason_text(reason) for reason in refused(run)[number].reasons]


@pytest.mark.parametrize(("name", "title", "points", "leaves", "branches"), FRAMEWORKS)
def test_the_countys_frameworks_go_in_and_out_without_loss(cast, name, title, points, leaves, branches):
    run = take(cast, name)
    assert run.status == ImportRun.Status.CONFIRMED
    assert run.counts == {"new": leaves}
    version = FrameworkVersion.objects.get()
    assert (version.framework.name, version.number, version.state) == (title, 1, VersionState.DRAFT)
    assert version.total_points == points
    assert version.indicators.filter(level="C").count() == leaves
    assert version.indicators.exclude(level="C").count() == branches
    data = export(get_kind("frameworks").resource(), version.indicators.all(), title=title, total={"分值": points})
    table, original = table_of(data), table_of(demo(name).read_bytes())
    assert table[0][:10] == original[0]
    ditto = "无意见、小问题、一般问题、严重问题、复杂问题"
    assert [row[:10] for row in table[2:]] == [
        [ditto if cell == "同上" else cell for cell in row] for row in original[2:]
    ]
    again = run_import("frameworks", upload("导出.xlsx", data), by=cast.office)
    assert again.counts == {"unchanged": leaves}
    assert [event.action for event in AuditEvent.objects.filter(about_text=title)] == ["import_framework"]


def test_the_tree_and_what_hangs_on_a_leaf(cast):
    take(cast, "indicators-compulsory")
    leaves = {leaf.code: leaf for leaf in FrameworkVersion.objects.get().indicators.select_related("parent__parent")}
    c13 = leaves["C13"]
    assert (c13.parent.code, c13.parent.parent.code, c13.parent.parent.text) == ("B10", "A4", "学校管理")
    assert (c13.text, c13.points, c13.method) == ("免试就近入学、均衡编班、规范收费", 8, Method.YES_NO)
    assert (c13.cap, c13.cap_note) == (Cap.VETO, "违规招生")
    assert (leaves["C9"].cap, leaves["C9"].cap_note) == (Cap.CAP, "有偿补课、体罚")
    assert c13.applies_to == ["primary", "junior", "nine_year"]
    assert [leaves[code].order for code in ("A1", "B1", "C1", "C2")] == [1, 2, 3, 6]


def test_a_checklist_without_points_gets_codes_from_its_matters(cast):
    take(cast, "plaque-checklist")
    leaves = list(FrameworkVersion.objects.get().indicators.filter(level="C"))
    assert [leaf.code for leaf in leaves][:2] == ["M1-1", "M2-1"]
    assert leaves[0].points is None
    assert set(leaves[0].applies_to) == SCHOOL_KINDS
    assert leaves[8].standard == leaves[7].standard


def test_importing_again_makes_a_new_draft_version_compared_with_the_last(cast):
    take(cast, "indicators-kindergarten")
    changed = changed_demo("indicators-kindergarten", {"D4": 4, "D5": 9, "C6": "C30 晨午检"})
    run = run_import("frameworks", changed, by=cast.office)
    assert run.counts == {"changed": 2, "new": 1, "unchanged": 10}
    assert run.rows.filter(outcome="changed").first().changes == [["分值", "5", "4"]]
    assert [reason_text(remark) for remark in run.remarks] == [
        "表中不再有：C3。",
        "将成为“幼儿园督导评估指标”的第2版（草稿）。",
        "沿用上一版本的等次：优秀（≥90）、良好（≥75）、合格（≥60）、不合格。",
    ]
    confirm_import(run, by=cast.office)
    assert Framework.objects.count() == 1
    assert list(FrameworkVersion.objects.values_list("number", "state")) == [(2, "draft"), (1, "draft")]


def test_the_same_workbook_may_be_imported_again_on_purpose(cast):
    take(cast, "plaque-checklist")
    take(cast, "plaque-checklist")
    assert FrameworkVersion.objects.count() == 2


def test_points_must_add_up_to_the_total_row(cast):
    run = run_import("frameworks", changed_demo("indicators-compulsory", {"D4": 5}), by=cast.office)
    assert [reason_text(item) for item in run.refusals] == ["各行分值合计为101，与第23行合计100不符。"]
    with pytest.raises(Refused, match="与第23行合计100不符"):
        confirm_import(run, by=cast.office)
    assert not Framework.objects.exists()


def test_a_total_that_is_a_formula_is_taken_at_its_word(cast):
    run = run_import(
        "frameworks", changed_demo("indicators-compulsory", {"D4": 5, "D23": "=SUM(D4:D22)"}), by=cast.office
    )
    assert run.refusals == []


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"三级指标": "C1 丁"}, "三级指标（观测点）：编号C1与第3行重复。"),
        ({"三级指标": "B1 丁"}, "三级指标（观测点）：编号B1与第3行重复。"),
        ({"三级指标": ""}, "三级指标（观测点）：不能为空。"),
        ({"三级指标": "C2 丁", "一级指标": "A1 另"}, "一级指标：编号A1在前面的行中是：甲。"),
        ({"三级指标": "C2 丁", "一级指标": "A2 另"}, "二级指标：编号B1在前面的行中是：乙。"),
        ({"三级指标": "C2 丁", "一级指标": "另"}, "一级指标：“另”前面没有A1、B1这样的编号。"),
        ({"三级指标": "C2 丁", "分值": 2.55}, "分值：“2.55”：分值不小于0，最小单位0.1。"),
        ({"三级指标": "C2 丁", "评分方式": "打分"}, "评分方式：“打分”不在可选范围内，可选：计分、等级、是否、测量。"),
        ({"三级指标": "C2 丁", "评分方式": None}, "评分方式：不能为空。"),
        ({"三级指标": "C2 丁", "一票否决": "否决"}, "一票否决/限档：“否决”不是以“一票否决：”或“限档：”开头。"),
        ({"三级指标": "C2 丁", "评分标准": "长" * 301}, "评分标准：最多300个字，这里有301个字。"),
    ],
)
def test_a_wrong_row_refuses_the_whole_workbook_with_its_reason(cast, second, reason):
    run = tried(cast, GOOD, with_cell(**second))
    assert run.counts == {"new": 1, "refused": 1}
    assert reason in why(run, 4)
    with pytest.raises(Refused, match="须整份导入，其中有1行不能导入"):
        confirm_import(run, by=cast.office)
    assert not Framework.objects.exists()


def test_kinds_may_be_blank_or_end_in_a_comma(cast):
    assert tried(cast, with_cell(适用对象="小学、，初中")).counts == {"new": 1}
    assert tried(cast, with_cell(适用对象=None)).counts == {"new": 1}


def test_an_unknown_kind_of_unit_is_refused(cast):
    assert "“大学”不是单位类别" in why(tried(cast, with_cell(适用对象="小学、大学")), 3)[0]


def test_branches_written_once_stand_for_the_rows_below(cast):
    rows = [
        GOOD,
        with_cell(一级指标=None, 二级指标=None, 三级指标="C2 丁"),
        with_cell(一级指标=None, 二级指标="B2 戊", 三级指标="C3 己"),
    ]
    run = confirm_import(tried(cast, *rows), by=cast.office)
    assert run.status == ImportRun.Status.CONFIRMED
    leaves = FrameworkVersion.objects.get().indicators.filter(level="C").select_related("parent__parent")
    assert [(leaf.parent.code, leaf.parent.parent.code) for leaf in leaves] == [
        ("B1", "A1"),
        ("B1", "A1"),
        ("B2", "A1"),
    ]


def test_a_first_row_without_branch_and_a_leaf_without_any_code_are_refused(cast):
    assert why(tried(cast, with_cell(一级指标=None, 二级指标=None)), 3) == ["一级指标：不能为空。"]
    assert why(tried(cast, with_cell(一级指标=None, 二级指标=None, 三级指标="丙")), 3) == [
        "三级指标（观测点）：本行及其上级指标都没有C1、B1这样的编号。"
    ]


def test_a_sheet_without_title_or_with_one_too_long_is_refused(cast):
    run = run_import("frameworks", sheet([HEAD, GOOD]), by=cast.office)
    assert reason_text(run.refusals[0]) == "工作表没有标题行；标题行即指标体系名称。"
    assert reason_text(tried(cast, GOOD, title="长" * 81).refusals[0]) == "标题超过80个字。"


def test_twice_as_many_rows_need_no_more_queries(cast):
    def count(*rows):
        with CaptureQueriesContext(connection) as queries:
            tried(cast, *rows)
        return len(queries)

    count(GOOD)  # what is read once and kept, is read
    assert count(GOOD) == count(*(with_cell(三级指标=f"C{i} 丙") for i in range(50)))
