"""Each list of the corps as a workbook: nothing that it holds is lost, changed or taken for a formula."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Organisation, Zone
from core.excel import confirm_import, run_import
from inspectors.models import Appointment, Expert, Inspector, TrainingRecord
from tests.people import Cast
from tests.walk import allowance as allowances
from tests.walk import appointment, conduct, training
from tests.walk import appraisal as appraisals
from tests.walk import expert as experts
from tests.walk import zone as zones
from tests.workbooks import table_of, upload

SignIn = Callable[[object], Client]
# What a spreadsheet would reckon, what it would shorten to a number, and letters as wide as characters.
FORMULA, ZEROS, WIDE = "=1+1", "007〔2026〕0001", "ＡＢ１２（全角）〇𠮷"
# Every list that is written out, and a person who may have it.
EXPORTS = {
    "export_inspectors": "office",
    "export_experts": "office",
    "export_appointments": "office",
    "export_training": "office",
    "export_training_hours": "office",
    "export_zones": "office",
    "export_staffing": "office",
    "export_plaques": "office",
    "export_appraisals": "office",
    "export_workload": "office",
    "export_allowances": "office",
    "export_conduct": "office",
}


def cells(data: bytes) -> list[Any]:
    """Every filled cell of every sheet."""
    book = load_workbook(io.BytesIO(data))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def a_corps_with_odd_words(cast: Cast) -> None:
    """Each list has a row; the first inspector, the school and the zone bear names that a spreadsheet would change."""
    allowances.approved(cast)
    zones.hanging(cast)
    training.recorded(cast, title=FORMULA)
    appraisals.opened(cast)
    conduct.accepted(cast, inspector=Inspector.objects.get(user=cast.inspector))
    appointment.recommended(cast)
    experts.selected(cast, name=FORMULA, title=WIDE, employer=ZEROS)
    Zone.objects.filter(pk=cast.zone.pk).update(name=WIDE)
    Organisation.objects.filter(pk=cast.school.pk).update(name=FORMULA)
    Inspector.objects.filter(user=cast.inspector).update(name=FORMULA, certificate=ZEROS, employer=WIDE)
    Appointment.objects.update(name=FORMULA, employer=WIDE)


def exported(cast: Cast, sign_in: SignIn, name: str) -> bytes:
    """The workbook as the office downloads it."""
    data = {"month": f"{allowances.MONTH:%Y-%m}"} if name == "export_allowances" else {}
    answer = sign_in(getattr(cast, EXPORTS[name])).post(reverse(name), data)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return bytes(answer.content)


@pytest.mark.parametrize("name", EXPORTS)
def test_no_cell_is_a_formula_and_texts_stay_as_they_are(cast: Cast, sign_in: SignIn, name: str) -> None:
    a_corps_with_odd_words(cast)
    found = cells(exported(cast, sign_in, name))
    assert {cell.data_type for cell in found} <= {"s", "n", "d"}
    texts = {cell.value for cell in found if cell.data_type == "s"}
    assert FORMULA in texts
    if name != "export_experts":
        assert texts & {ZEROS, WIDE}
    risky = [cell for cell in found if cell.value == FORMULA]
    assert all(cell.quotePrefix for cell in risky)


def test_the_roster_out_and_in(cast: Cast, sign_in: SignIn) -> None:
    Inspector.objects.exclude(user=cast.inspector).delete()
    odd = {
        "name": FORMULA,
        "certificate": ZEROS,
        "employer": WIDE,
        "title": "高级教师；“甲”<b>&'",
        "phone": "08128171234",
        "born": dt.date(1978, 2, 1),
        "term_from": dt.date(2024, 2, 29),
        "term_until": dt.date(2027, 2, 28),
    }
    Inspector.objects.update(kind="part_time", terms_in_row=1, **odd)
    data = exported(cast, sign_in, "export_inspectors")
    again(cast, "inspectors", data)
    Inspector.objects.all().delete()
    confirm_import(run_import("inspectors", upload("名册.xlsx", data), by=cast.office), by=cast.office)
    assert Inspector.objects.values(*odd).get() == odd
    assert table_of(exported(cast, sign_in, "export_inspectors")) == table_of(data)


def test_the_pool_out_and_in(cast: Cast, sign_in: SignIn) -> None:
    odd = {"name": FORMULA, "employer": WIDE, "title": "教授级“专家”<&>", "phone": "08128171234", "specialities": ZEROS}
    experts.proposed(cast, **odd)
    data = exported(cast, sign_in, "export_experts")
    again(cast, "experts", data)
    Expert.objects.all().delete()
    confirm_import(run_import("experts", upload("专家库.xlsx", data), by=cast.office), by=cast.office)
    assert Expert.objects.values(*odd).get() == odd
    assert table_of(exported(cast, sign_in, "export_experts")) == table_of(data)


def test_training_out_and_in(cast: Cast, sign_in: SignIn) -> None:
    Inspector.objects.filter(user=cast.inspector).update(certificate=ZEROS)
    for title, day in ((FORMULA, dt.date(2026, 2, 28)), (WIDE, dt.date(2026, 1, 1)), ("0123", dt.date(2026, 11, 3))):
        training.recorded(cast, title=title, day=day, hours=Decimal("6.5"))
    data = exported(cast, sign_in, "export_training")
    again(cast, "training", data)
    columns = ("inspector__certificate", "title", "mode", "day", "hours")
    before = set(TrainingRecord.objects.values_list(*columns))
    TrainingRecord.objects.all().delete()
    confirm_import(run_import("training", upload("学时.xlsx", data), by=cast.office), by=cast.office)
    assert set(TrainingRecord.objects.values_list(*columns)) == before
    assert {row[1] for row in before} == {FORMULA, WIDE, "0123"}


def again(cast: Cast, kind: str, data: bytes) -> None:
    """What was written out comes in as it stands: nothing is new, changed or refused."""
    run = run_import(kind, upload("导出.xlsx", data), by=cast.office)
    assert set(run.counts) == {"unchanged"}, [row.reasons for row in run.rows.all()]
