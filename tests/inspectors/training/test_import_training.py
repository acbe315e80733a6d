"""Importing the county's table of training hours: whoever is not on the roster is refused, the others go in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.excel import confirm_import, get_kind, run_import
from core.excel.reasons import reason_text
from core.excel.writing import export
from inspectors.models import Inspector, TrainingMode, TrainingRecord, TrainingSource
from inspectors.training.services import strike_training
from tests.people import Cast
from tests.walk import training as walk
from tests.workbooks import demo, refused, sheet, table_of, upload

pytestmark = pytest.mark.django_db

HEAD = ["姓名", "督学证号", "培训内容", "方式", "日期", "学时"]
GOOD = ["督学甲", "川米督〔2025〕901", "督导问责办法学习", "网络", "2026-03-02", 8]


@pytest.fixture
def county(cast: Cast) -> Cast:
    """The county with its units and its roster."""
    for kind in ("departments-and-townships", "units", "inspectors"):
        confirm_import(run_import(kind, demo(kind), by=cast.office), by=cast.office)
    return cast


def with_cell(**cells):
    row = list(GOOD)
    for title, value in cells.items():
        row[HEAD.index(title)] = value
    return row


def why(run, number):
    return [reason_text(reason) for reason in refused(run)[number].reasons]


def imported(cast: Cast, *rows):
    return confirm_import(run_import("training", sheet([HEAD, *rows]), by=cast.office), by=cast.office)


def test_the_workbook_goes_in_as_it_stands(county):
    run = run_import("training", demo("training-2026"), by=county.office)
    original = table_of(demo("training-2026").read_bytes())[3:]
    known = set(Inspector.objects.values_list("certificate", flat=True))
    bad = {number for number, row in enumerate(original, 4) if row[2] not in known}
    assert set(refused(run)) == bad
    assert run.counts == {"new": 129 - len(bad), "refused": len(bad)}
    number = min(bad)
    assert "督学名册" in why(run, number)[0]
    confirm_import(run, by=county.office)
    first = TrainingRecord.objects.get(inspector__name="贾世明", day=dt.date(2026, 5, 4))
    assert (first.title, first.mode, first.hours) == ("挂牌督导规程专题", TrainingMode.ONLINE, Decimal(12))
    assert (first.source, first.recorded_by) == (TrainingSource.IMPORT, county.office)


def test_again_nothing_changes_and_out_and_in_loses_nothing(county):
    confirm_import(run_import("training", demo("training-2026"), by=county.office), by=county.office)
    held = TrainingRecord.objects.count()
    again = run_import("training", demo("training-2026"), by=county.office)
    assert again.counts == {"unchanged": held, "refused": 129 - held}
    rows = TrainingRecord.objects.order_by("inspector__certificate", "day", "pk")
    data = export(get_kind("training").resource(), rows, title="2026年督学培训学时登记表")
    table, original = table_of(data), table_of(demo("training-2026").read_bytes())
    assert (table[0], table[2]) == (original[0], original[2])
    bad = refused(again)
    expected = [row[1:] for number, row in enumerate(original, 1) if number > 3 and number not in bad]
    assert sorted(map(str, (row[1:] for row in table[3:]))) == sorted(map(str, expected))
    assert run_import("training", upload("导出.xlsx", data), by=county.office).counts == {"unchanged": held}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"督学证号": "川米督〔2020〕999"}, "督学证号：没有督学证号为“川米督〔2020〕999”的督学"),
        ({"姓名": "督学乙"}, "姓名：督学证号川米督〔2025〕901是督学甲的，不是督学乙的。"),
        ({"方式": "观摩"}, "方式：“观摩”不在可选范围内"),
        ({"日期": "三月"}, "日期：“三月”不是日期"),
        ({"学时": "八"}, "学时：“八”不是学时数。"),
        ({"学时": 1.3}, "学时：“1.3”：学时须大于0，以0.5为单位。"),
        ({"学时": 0}, "学时：“0”：学时须大于0，以0.5为单位。"),
        ({"培训内容": None}, "培训内容：不能为空。"),
    ],
)
def test_one_thing_wrong_refuses_the_row(cast, cells, reason):
    run = run_import("training", sheet([HEAD, with_cell(**cells)]), by=cast.office)
    assert run.counts == {"refused": 1}
    assert why(run, 2)[0].startswith(reason)


def test_the_same_row_twice_and_a_corrected_one(cast):
    run = run_import("training", sheet([HEAD, GOOD, with_cell(学时=6)]), by=cast.office)
    assert run.counts == {"new": 1, "refused": 1}
    assert "与第2行重复" in why(run, 3)[0]
    imported(cast, GOOD)
    run = imported(cast, with_cell(学时=6.5))
    assert run.counts == {"changed": 1}
    assert TrainingRecord.objects.get().hours == Decimal("6.5")


def test_what_was_signed_in_at_or_struck_out_stands(cast):
    record = walk.signed_in(cast)
    row = ["督学甲", "川米督〔2025〕901", record.title, "集中", record.day.isoformat()]
    assert run_import("training", sheet([HEAD, [*row, float(record.hours)]]), by=cast.office).counts == {"unchanged": 1}
    run = run_import("training", sheet([HEAD, [*row, 1]]), by=cast.office)
    assert "已由签到或审核认定" in why(run, 2)[0]
    imported(cast, GOOD)
    strike_training(TrainingRecord.objects.get(source="import"), by=cast.office, reason="重复登记")
    run = run_import("training", sheet([HEAD, GOOD]), by=cast.office)
    assert why(run, 2) == ["培训内容：该项培训已作废：重复登记"]


def test_twice_as_many_rows_need_no_more_queries(cast):
    def count(rows):
        with CaptureQueriesContext(connection) as queries:
            run_import("training", sheet([HEAD, *rows]), by=cast.office)
        return len(queries)

    count([GOOD])  # what is read once and kept, is read
    assert count([GOOD]) == count([with_cell(培训内容=f"专题{i}") for i in range(50)])
