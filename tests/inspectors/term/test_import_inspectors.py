"""Importing the county's roster: five rows break the rules, forty go in."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export, refused_rows
from core.models import ImportRun
from inspectors.models import Education, Inspector, InspectorKind, Recusal, RecusalGround
from inspectors.term.services import remove_inspector
from tests.workbooks import demo, refused, sheet, table_of, upload

pytestmark = pytest.mark.django_db

HEAD = [
    "姓名",
    "学历",
    "教育工作年限",
    "类别",
    "督学证号",
    "聘任起",
    "聘任止",
    "连续聘期",
    "责任区",
    "联系电话",
    "应回避单位及原因",
    "岗前培训",
]
GOOD = ["甲", "本科", 12, "兼职", "证1", "2026-01-01", "2029-01-01", 1, "第一责任区", "13800000001", None, "是"]


@pytest.fixture
def county(cast):
    """The county with its units and zones."""
    for kind in ("departments-and-townships", "units"):
        confirm_import(run_import(kind, demo(kind), by=cast.office), by=cast.office)
    return cast


def with_cell(**cells):
    row = list(GOOD)
    for title, value in cells.items():
        row[HEAD.index(title)] = value
    return row


def why(run, number):
    return [reason_text(reason) for reason in refused(run)[number].reasons]


def test_five_rows_are_refused_with_the_rule_and_forty_go_in(county):
    run = run_import("inspectors", demo("inspectors"), by=county.office)
    assert run.counts == {"new": 40, "refused": 5}
    assert {number: why(run, number) for number in refused(run)} == {
        24: ["学历：学历为大专：督学应具有大学本科以上学历（《教育督导条例》第七条第四项）。"],
        29: ["教育工作年限：教育工作年限为7年：督学应从事教育工作10年以上（《教育督导条例》第七条第四项）。"],
        34: ["连续聘期：第4个连续聘期：兼职督学连续任职不得超过3个任期（《教育督导条例》第六条）。"],
        37: ["联系电话：“1380812”不是电话号码：手机号为11位，座机须带区号。"],
        44: ["督学证号：“川米督〔2026〕040”与第43行重复。"],
    }
    before = Inspector.objects.count()
    run = confirm_import(run, by=county.office)
    assert run.status == ImportRun.Status.CONFIRMED
    assert Inspector.objects.count() == before + 40
    first = Inspector.objects.get(certificate="川米督〔2023〕001")
    assert (first.name, first.born, first.education, first.kind) == (
        "贾世明",
        dt.date(1978, 5, 1),
        Education.BACHELOR,
        InspectorKind.FULL_TIME,
    )
    assert (first.term_from, first.term_until, first.zone.name) == (
        dt.date(2023, 1, 1),
        dt.date(2026, 1, 1),
        "第五责任区",
    )
    assert first.is_trained
    assert not first.is_serving(dt.date(2026, 11, 24))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (24, "学历：学历为大专：督学应具有大学本科以上学历（《教育督导条例》第七条第四项）。"),
        (29, "教育工作年限：教育工作年限为7年：督学应从事教育工作10年以上（《教育督导条例》第七条第四项）。"),
        (34, "连续聘期：第4个连续聘期：兼职督学连续任职不得超过3个任期（《教育督导条例》第六条）。"),
        (37, "联系电话：“1380812”不是电话号码：手机号为11位，座机须带区号。"),
        (44, "督学证号：“川米督〔2026〕040”与第43行重复。"),
    ],
)
def test_each_of_the_five_stays_out_and_comes_back_with_its_reason(county, number, reason):
    original = table_of(demo("inspectors").read_bytes())
    run = confirm_import(run_import("inspectors", demo("inspectors"), by=county.office), by=county.office)
    bad = original[number - 1]
    certificate, employer = bad[original[2].index("督学证号")], bad[original[2].index("工作单位")]
    assert not Inspector.objects.filter(certificate=certificate, employer=employer).exists()
    back = [row for row in table_of(refused_rows(run)) if row[: len(bad)] == bad]
    assert [row[-1] for row in back] == [reason]


def test_recusals_come_along_with_their_grounds(county):
    confirm_import(run_import("inspectors", demo("inspectors"), by=county.office), by=county.office)
    of = Inspector.objects.get(certificate="川米督〔2025〕018").recusals.order_by("unit__code")
    assert [(item.unit.name, item.ground, item.reason) for item in of] == [
        ("县第一小学校（示例）", RecusalGround.FAMILY_THERE, "近亲属任职"),
        ("撒莲初级示例中学校", RecusalGround.ON_STAFF, "本人任职"),
    ]
    assert of[0].recorded_by == county.office


def test_again_nothing_changes_and_no_recusal_is_doubled(county):
    confirm_import(run_import("inspectors", demo("inspectors"), by=county.office), by=county.office)
    held = Recusal.objects.count()
    again = run_import("inspectors", demo("inspectors"), by=county.office)
    assert again.counts == {"unchanged": 40, "refused": 5}
    assert Recusal.objects.count() == held


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("县第二小学校（示例）（近亲属任职）", {"县第二小学校（示例）": "family_there"}),
        ("县第二小学校（示例） (本人任职)", {"县第二小学校（示例）": "on_staff"}),
        (
            "丙谷初级示例中学校（子女就读）;县第二小学校（示例）（离任不满三年）；",
            {"丙谷初级示例中学校": "family_there", "县第二小学校（示例）": "left_recently"},
        ),
        ("丙谷初级示例中学校（近亲属任校长）", {"丙谷初级示例中学校": "relative_of_head"}),
        ("丙谷初级示例中学校（有合作项目）", {"丙谷初级示例中学校": "other"}),
    ],
)
def test_recusals_are_read_as_the_county_writes_them(county, cell, units):
    run = run_import("inspectors", sheet([HEAD, with_cell(应回避单位及原因=cell)]), by=county.office)
    confirm_import(run, by=county.office)
    found = Recusal.objects.filter(inspector__certificate="证1")
    assert {item.unit.name: item.ground for item in found} == units


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("无名学校（近亲属任职）", "没有单位“无名学校”"),
        ("县第二小学校（示例）", "“县第二小学校（示例）”没有写明原因"),
        ("丙谷初级示例中学校", "“丙谷初级示例中学校”没有写明原因"),
    ],
)
def test_recusals_that_do_not_read_refuse_the_row(county, cell, reason):
    run = run_import("inspectors", sheet([HEAD, with_cell(应回避单位及原因=cell)]), by=county.office)
    assert run.counts == {"refused": 1}
    assert reason in why(run, 2)[0]


def test_a_new_recusal_shows_as_a_change_and_those_that_stand_are_kept(county):
    confirm_import(
        run_import(
            "inspectors", sheet([HEAD, with_cell(应回避单位及原因="丙谷初级示例中学校（本人任职）")]), by=county.office
        ),
        by=county.office,
    )
    run = run_import(
        "inspectors", sheet([HEAD, with_cell(应回避单位及原因="得石初级示例中学校（近亲属任职）")]), by=county.office
    )
    assert run.rows.get().changes == [
        [
            "应回避单位及原因",
            "丙谷初级示例中学校（本人任职）",
            "丙谷初级示例中学校（本人任职）；得石初级示例中学校（近亲属任职）",
        ]
    ]
    confirm_import(run, by=county.office)
    assert Recusal.objects.filter(inspector__certificate="证1", lifted_at=None).count() == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"责任区": "第九责任区"}, "责任区：没有责任区“第九责任区”，请先导入学校和幼儿园（责任区随之建立）。"),
        ({"学历": "高中"}, "学历：“高中”不在可选范围内，可选：本科、研究生、大专。"),
        ({"聘任止": "2025-12-31"}, "聘任止：聘任止早于聘任起。"),
        ({"聘任止": "2029-01-02"}, "聘任止：兼职督学的任期为3年（《教育督导条例》第六条）。"),
        ({"姓名": None}, "姓名：不能为空。"),
    ],
)
def test_one_thing_wrong_refuses_the_row(county, cells, reason):
    run = run_import("inspectors", sheet([HEAD, with_cell(**cells)]), by=county.office)
    assert why(run, 2) == [reason]


def test_full_time_inspectors_have_no_limit_of_terms(county):
    run = run_import("inspectors", sheet([HEAD, with_cell(类别="专职", 连续聘期=7, 聘任止=None)]), by=county.office)
    assert run.counts == {"new": 1}


def test_one_who_left_the_roster_is_not_changed_by_a_table(county):
    confirm_import(run_import("inspectors", sheet([HEAD, GOOD]), by=county.office), by=county.office)
    remove_inspector(Inspector.objects.get(certificate="证1"), by=county.office, reason="调离")
    run = run_import("inspectors", sheet([HEAD, with_cell(教育工作年限=13)]), by=county.office)
    assert why(run, 2) == ["督学证号：甲已移出名册，请先在名册中恢复。"]


def test_out_and_in_again_loses_nothing(county):
    Inspector.objects.all().delete()
    confirm_import(run_import("inspectors", demo("inspectors"), by=county.office), by=county.office)
    data = export(get_kind("inspectors").resource(), Inspector.objects.all(), title="米易县督学名册")
    original = table_of(demo("inspectors").read_bytes())
    bad = {24, 29, 34, 37, 44}
    expected = [row[1:] for number, row in enumerate(original, 1) if number > 3 and number not in bad]
    table = table_of(data)
    assert table[2] == [*original[2], "身份证号"]
    assert {row[-1] for row in table[3:]} == {None}
    assert [row[1:-1] for row in table[3:]] == sorted(expected, key=lambda row: row[11])
    again = run_import("inspectors", upload("导出.xlsx", data), by=county.office)
    assert again.counts == {"unchanged": 40}


def test_twice_as_many_rows_need_no_more_queries(county):
    def count(rows):
        with CaptureQueriesContext(connection) as queries:
            run_import("inspectors", sheet([HEAD, *rows]), by=county.office)
        return len(queries)

    many = [with_cell(督学证号=f"证{i}", 应回避单位及原因="丙谷初级示例中学校（本人任职）") for i in range(50)]
    count([GOOD])  # what is read once and kept, is read
    assert count([GOOD]) == count(many)
