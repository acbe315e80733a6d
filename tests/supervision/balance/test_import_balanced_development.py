"""Importing the seven figures of balanced development."""

from urllib.parse import unquote

import pytest

from core.audit import events_about
from core.excel import confirm_import, run_import
from core.excel.reasons import reason_text
from supervision.models import BalanceFigure
from tests.people import make_unit
from tests.walk import balance as walk
from tests.workbooks import demo, refused, table_of, upload

pytestmark = pytest.mark.django_db


def reasons(run, row):
    return [reason_text(reason) for reason in refused(run)[row].reasons]


def remarks(run):
    return [reason_text(remark) for remark in run.remarks]


def test_the_countys_workbook_goes_in_as_it_stands(cast):
    for kind in ("departments-and-townships", "units"):
        confirm_import(run_import(kind, demo(kind), by=cast.office), by=cast.office)
    run = run_import("balanced-development", demo("balanced-development-2026"), by=cast.office)
    assert (run.total, run.counts, run.refusals) == (39, {"new": 39}, [])
    assert remarks(run) == ["数据年份：2026年（依据文件名）。"]
    confirm_import(run, by=cast.office)
    first = BalanceFigure.objects.get(unit__name="县第一初级示例中学校")
    assert (first.year, first.kind, first.pupils, first.degree_teachers, first.media_rooms) == (
        2026,
        "junior",
        1726,
        99,
        42,
    )
    assert (first.teaching_area, first.sports_area, first.equipment) == (12228, 12105, 3070202)
    assert set(BalanceFigure.objects.values_list("kind", flat=True)) == {"primary", "junior", "nine_year"}
    again = run_import("balanced-development", demo("balanced-development-2026"), by=cast.office)
    assert again.counts == {"unchanged": 39}


def test_the_same_year_again_changes_rows_and_keeps_what_was(cast):
    walk.on_the_lines(cast)
    rows = [(cast.school.name, "初级中学", (1000, 60, *walk.JUNIOR_LINE[2:]))]
    run = walk.imported(cast, rows)
    assert run.counts == {"changed": 1}
    assert run.rows.get().changes == [["高于规定学历教师数", "53", "60"]]
    figure = BalanceFigure.objects.get(unit=cast.school)
    assert figure.degree_teachers == 60
    changes = [event.data["changes"] for event in events_about(figure)]
    assert changes == [[["高于规定学历教师数", "53", "60"]], []]
    assert BalanceFigure.objects.count() == 2
    walk.imported(cast, rows, year=2025)
    assert set(figure.unit.balance_figures.values_list("year", flat=True)) == {2025, 2026}


@pytest.mark.parametrize(
    ("year", "name", "words"),
    [
        ("", "表.xlsx", "表中没有写明数据年份。请在标题中写明"),
        ("", "优质均衡20260901.xlsx", "表中没有写明数据年份"),
        (2025, "优质均衡2026.xlsx", "出现了多个年份：2025、2026"),
        ("2025—2026学年", "表.xlsx", "出现了多个年份：2025、2026"),
        (2027, "表.xlsx", "不接受2027年：数据年份应在2010年至2026年之间"),
        (2009, "表.xlsx", "不接受2009年"),
    ],
)
def test_a_year_that_is_open_refuses_the_workbook(cast, year, name, words):
    run = walk.preview(cast, [(cast.school.name, "初级中学", walk.JUNIOR_LINE)], year=year, name=name)
    assert [words in reason_text(reason) for reason in run.refusals] == [True]
    assert not BalanceFigure.objects.exists()


def test_the_year_stands_in_the_title_or_in_the_name(cast):
    row = (cast.school.name, "初级中学", walk.JUNIOR_LINE)
    titled = walk.preview(cast, [row], year=2024)
    missing = "名册中还有1所义务教育学校没有2024年的数据：第二示例小学。"
    assert remarks(titled) == ["数据年份：2024年（依据表中文字）。", missing]
    named = walk.preview(cast, [row], year="", name="优质均衡 2023 (1).xlsx")
    assert remarks(named)[0] == "数据年份：2023年（依据文件名）。"
    assert BalanceFigure.objects.count() == 0


def test_rows_that_cannot_be_are_refused_one_by_one(cast):
    senior = make_unit("5104210077", "示例高级中学", "senior")
    line = walk.JUNIOR_LINE
    run = walk.imported(
        cast,
        [
            (cast.school.name, "初级中学", line),
            ("无此学校", "小学", line),
            (senior.name, "初级中学", line),
            (cast.other_school.name, "初级中学", line),
            (cast.school.name, "初级中学", line),
        ],
    )
    assert run.counts == {"new": 1, "refused": 4}
    assert reasons(run, 5) == ["学校：单位名册中没有“无此学校”；请按名册中的名称填写。"]
    assert reasons(run, 6) == ["学校：“示例高级中学”在名册中不是义务教育学校，而是高级中学。"]
    assert reasons(run, 7) == ["类别：名册中是小学，表中是初级中学，请更正其中一处。"]
    assert "与第4行重复" in reasons(run, 8)[0]
    assert BalanceFigure.objects.get().unit == cast.school


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, 0, "没有学生的学校无法计算生均值"),
        (0, None, "不能为空"),
        (0, -5, "不是整数"),
        (1, 4.5, "不是整数"),
        (1, None, "不能为空"),
        (4, "很大", "不是数量"),
        (4, -1, "不是数量"),
        (4, "12.345", "最多保留两位小数"),
        (6, None, "不能为空"),
    ],
)
def test_no_pupils_and_no_numbers_are_refused(cast, place, value, words):
    amounts = list(walk.JUNIOR_LINE)
    amounts[place] = value
    run = walk.preview(cast, [(cast.school.name, "初级中学", amounts)])
    assert run.counts == {"refused": 1}
    assert words in reasons(run, 4)[0]


def test_square_metres_and_yuan_keep_two_places(cast):
    amounts = [*walk.JUNIOR_LINE[:4], 5800.30000000001, "10,200.5", 2500000.75, 24]
    walk.imported(cast, [(cast.school.name, "初级中学", amounts)])
    figure = BalanceFigure.objects.get()
    assert [str(figure.teaching_area), str(figure.sports_area), str(figure.equipment)] == [
        "5800.30",
        "10200.50",
        "2500000.75",
    ]
    assert walk.preview(cast, [(cast.school.name, "初级中学", amounts)]).counts == {"unchanged": 1}


def test_only_the_office_imports_and_the_preview_tells_the_year_on_top(cast, sign_in):
    for name in ("leader", "liaison", "inspector", "school_head"):
        answer = sign_in(getattr(cast, name)).get("/desk/imports/balanced-development/upload/")
        assert answer.status_code == 403, name
    run = walk.preview(cast, [(cast.school.name, "初级中学", walk.JUNIOR_LINE)])
    page = sign_in(cast.office).get(run.get_absolute_url()).content.decode()
    assert page.index("数据年份：2026年（依据表中文字）。") < page.index('id="list"')


def test_refused_rows_come_back_with_the_year(cast, sign_in):
    rows = [("错名", "初级中学", walk.JUNIOR_LINE), (cast.other_school.name, "小学", walk.PRIMARY_LINE)]
    run = walk.imported(cast, rows, year="", name="优质均衡2026.xlsx")
    answer = sign_in(cast.office).post(f"{run.get_absolute_url()}refused/export/")
    table = table_of(answer.content)
    assert table[3][1] == "错名"
    assert "单位名册中没有“错名”" in table[3][-1]
    name = unquote(answer["Content-Disposition"].split("''")[1])
    mended = upload(name, answer.content)
    back = run_import("balanced-development", mended, by=cast.office)
    assert (back.refusals, remarks(back)[0]) == ([], "数据年份：2026年（依据文件名）。")
