"""Importing the county's table of schools and kindergartens, as it stands and with one thing wrong at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import OrganisationKind
from accounts.models import Organisation, Zone
from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export
from core.models import AuditEvent, ImportRun
from tests.workbooks import changed_demo, demo, refused, sheet, table_of, upload

pytestmark = pytest.mark.django_db

HEAD = ["单位代码", "单位名称", "类别", "办学性质", "所在乡镇", "责任区", "学生数", "联系电话", "主管部门", "规模较大"]
GOOD = ["9001", "新校", "小学", "公办", "攀莲镇", "第二责任区", 100, "0812-8170000", "县教育和体育局", "否"]


@pytest.fixture
def government(cast):
    """The county with its townships and departments."""
    run = run_import("departments-and-townships", demo("departments-and-townships"), by=cast.office)
    confirm_import(run, by=cast.office)
    return cast


def why(run, number):
    return [reason_text(reason) for reason in refused(run)[number].reasons]


def with_cell(**cells):
    row = list(GOOD)
    for title, value in cells.items():
        row[HEAD.index(title)] = value
    return row


def test_the_countys_table_goes_in_as_it_stands(government):
    run = run_import("units", demo("units"), by=government.office)
    assert run.status == ImportRun.Status.PREVIEWED
    assert run.counts == {"new": 68, "changed": 3}
    assert run.layout["header_row"] == 3
    assert run.layout["totals"] == [75]
    assert run.layout["notes"][0][0] == 76
    assert Organisation.objects.campuses().count() == 3
    run = confirm_import(run, by=government.office)
    assert run.status == ImportRun.Status.CONFIRMED
    assert Organisation.objects.campuses().count() == 71
    school = Organisation.objects.select_related("township", "governing", "zone").get(code="5104210066")
    assert (school.name, school.kind, school.is_private, school.is_large) == (
        "新山九年一贯制示例学校",
        OrganisationKind.NINE_YEAR,
        False,
        False,
    )
    assert (school.township.name, school.governing.name) == ("新山傈僳族乡人民政府", "县教育和体育局")
    assert (school.classes, school.pupils, school.staff) == (13, 542, 70)
    assert (school.contact_name, school.contact_phone) == ("方思若", "13800000958")
    assert list(Zone.objects.values_list("number", "name"))[3] == (4, "第四责任区")
    assert Organisation.objects.filter(is_private=True).count() == 19
    assert AuditEvent.objects.filter(action="import_row", about_id=str(school.pk)).count() == 1


def test_again_nothing_changes(government):
    confirm_import(run_import("units", demo("units"), by=government.office), by=government.office)
    again = run_import("units", demo("units"), by=government.office)
    assert again.counts == {"unchanged": 71}
    assert again.good == 0


def test_a_change_shows_old_and_new(government):
    confirm_import(run_import("units", demo("units"), by=government.office), by=government.office)
    run = run_import("units", changed_demo("units", {"I4": "3,013", "G4": "第二责任区"}), by=government.office)
    assert run.counts == {"unchanged": 70, "changed": 1}
    row = run.rows.get(outcome="changed")
    assert (row.number, row.label) == (4, "米易示例中学校")
    assert row.changes == [["责任区", "第一责任区", "第二责任区"], ["学生数", "3012", "3013"]]
    confirm_import(run, by=government.office)
    school = Organisation.objects.select_related("zone").get(code="5104210001")
    assert (school.pupils, school.zone.name) == (3013, "第二责任区")


def test_zones_are_made_with_their_number_and_announced(government):
    run = run_import("units", demo("units"), by=government.office)
    assert "将新建责任区：第二责任区、第三责任区、第四责任区、第五责任区、第六责任区。" in [
        reason_text(remark) for remark in run.remarks
    ]
    assert Zone.objects.count() == 1


def test_without_townships_the_refusal_says_what_to_import_first(db, django_user_model):
    office = django_user_model.objects.create_user("o", name="办", roles=["office"])
    run = run_import("units", demo("units"), by=office)
    assert [reason_text(refusal) for refusal in run.refusals] == [
        "系统中还没有乡镇，请先导入县级部门和乡镇人民政府名单。"
    ]
    assert run.counts == {"refused": 71}
    assert "所在乡镇：系统中没有“攀莲镇”，请先导入县级部门和乡镇人民政府名单。" in why(run, 4)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"单位代码": ""}, "单位代码：不能为空。"),
        ({"单位代码": "9" * 21}, "单位代码：最多20个字，这里有21个字。"),
        ({"单位名称": "县教育和体育局"}, "单位名称：“县教育和体育局”已登记在单位代码510421D010下。"),
        ({"单位代码": "510421D010"}, "单位代码：单位代码510421D010已属于另一张表中的单位。"),
        (
            {"类别": "大学"},
            "类别：“大学”不在可选范围内，可选：幼儿园、小学、初级中学、九年一贯制学校、高级中学、中等职业学校、"
            "特殊教育学校、校外培训机构。",
        ),
        ({"办学性质": "混合"}, "办学性质：“混合”不在可选范围内，可选：公办、民办。"),
        ({"所在乡镇": "无名镇"}, "所在乡镇：系统中没有“无名镇”，请先导入县级部门和乡镇人民政府名单。"),
        ({"主管部门": "无名局"}, "主管部门：系统中没有“无名局”，请先导入县级部门和乡镇人民政府名单。"),
        ({"责任区": "城区"}, "责任区：“城区”不是责任区名称，请写成“第一责任区”。"),
        ({"责任区": "1责任区"}, "责任区：第1号责任区已有另外的名称，不是“1责任区”。"),
        ({"学生数": "很多"}, "学生数：“很多”不是整数。"),
        ({"联系电话": "1380812"}, "联系电话：“1380812”不是电话号码：手机号为11位，座机须带区号。"),
        ({"规模较大": "大概"}, "规模较大：“大概”既不是“是”也不是“否”。"),
        ({"学生数": "=1+1"}, "学生数：单元格是公式，请改为粘贴数值。"),
    ],
)
def test_one_thing_wrong_refuses_one_row_with_its_reason(government, cells, reason):
    run = run_import(
        "units",
        sheet([["学校表"], HEAD, with_cell(**cells), with_cell(单位代码="9002", 单位名称="好校")]),
        by=government.office,
    )
    assert run.counts == {"refused": 1, "new": 1}
    assert reason in why(run, 3)
    confirm_import(run, by=government.office)
    assert not Organisation.objects.filter(name="新校").exists()
    assert Organisation.objects.filter(name="好校").exists()


def test_the_zone_may_be_blank(government):
    run = confirm_import(
        run_import("units", sheet([HEAD, with_cell(责任区=None)]), by=government.office), by=government.office
    )
    assert run.counts == {"new": 1}
    assert Organisation.objects.get(code="9001").zone is None


def test_doubles_in_one_sheet_are_refused_from_the_second_on(government):
    rows = [GOOD, with_cell(单位名称="又一校"), with_cell(单位代码="9002")]
    run = run_import("units", sheet([HEAD, *rows]), by=government.office)
    assert run.counts == {"new": 1, "refused": 2}
    assert why(run, 3) == ["单位代码：“9001”与第2行重复。"]
    assert why(run, 4) == ["单位名称：“新校”与第2行重复。"]


def test_a_double_of_an_unchanged_row_is_refused_too(government):
    confirm_import(run_import("units", sheet([HEAD, GOOD]), by=government.office), by=government.office)
    run = run_import("units", sheet([HEAD, GOOD, with_cell(学生数=5)]), by=government.office)
    assert run.counts == {"unchanged": 1, "refused": 1}


def test_columns_that_are_not_there_change_nothing(government):
    confirm_import(run_import("units", demo("units"), by=government.office), by=government.office)
    run = run_import(
        "units",
        sheet([HEAD[:6], ["5104210001", "米易示例中学校", "高级中学", "公办", "攀莲镇", "第一责任区"]]),
        by=government.office,
    )
    assert run.counts == {"unchanged": 1}


def test_twice_as_many_rows_need_no_more_queries(government):
    def count(rows):
        with CaptureQueriesContext(connection) as queries:
            run_import("units", sheet([HEAD, *rows]), by=government.office)
        return len(queries)

    many = [with_cell(单位代码=f"{i}", 单位名称=f"校{i}") for i in range(50)]
    count([GOOD])  # what is read once and kept, is read
    assert count([GOOD]) == count(many)


def test_out_and_in_again_changes_nothing(government):
    confirm_import(run_import("units", demo("units"), by=government.office), by=government.office)
    units = Organisation.objects.campuses().select_related("township", "governing", "zone").order_by("code")
    data = export(get_kind("units").resource(), units, title="米易县学校表")
    table = table_of(data)
    assert table[2] == table_of(demo("units").read_bytes())[2]
    assert [row[:13] for row in table[3:]] == [row[:13] for row in table_of(demo("units").read_bytes())[3:74]]
    again = run_import("units", upload("导出.xlsx", data), by=government.office)
    assert again.counts == {"unchanged": 71}


def test_a_zone_that_was_closed_takes_no_school(government):
    Zone.objects.create(number=7, name="第七责任区", closed_on="2026-09-01", close_reason="合并")
    run = run_import("units", sheet([["学校表"], HEAD, with_cell(责任区="第七责任区")]), by=government.office)
    assert "责任区：“第七责任区”已撤销。" in why(run, 3)
