"""Zones and plaques as workbooks."""

import io

import pytest
from openpyxl import load_workbook

from core.models import AuditEvent
from inspectors.models import Inspector
from inspectors.plaque.services import assign_plaque
from tests.walk.zone import due, second_zone

ZONES = "/desk/inspectors/zones/export/"
PLAQUES = "/desk/inspectors/plaques/export/"


def rows(page):
    assert page.status_code == 200
    return [[cell for cell in row if cell is not None] for row in load_workbook(io.BytesIO(page.content)).active.values]


def test_the_zones_with_schools_and_inspectors(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    second_zone(cast)
    found = rows(sign_in(cast.office).post(ZONES))
    assert found[0] == ["米易县督学责任区一览表"]
    assert ["第一责任区", "责任区组长", 3, 1, 3] in found
    assert any(row[:2] == ["第一责任区", "第一示例中学"] and row[-1] == "督学甲" for row in found)
    assert any(row[:2] == ["第一责任区", "示例幼儿园"] and row[-1] == "缺" for row in found)
    assert AuditEvent.objects.get(action="export_zones").data == {"rows": 2}


def test_the_plaques_as_they_are_filtered(cast, sign_in, first, second):
    due(cast)
    assign_plaque(cast.other_school, by=cast.office, inspector=second)
    client = sign_in(cast.office)
    found = rows(client.post(PLAQUES))
    notes = {row[2]: row[-1] for row in found[3:]}
    assert notes["第一示例中学"] == "到期应轮换"
    assert notes["示例幼儿园"] == "缺责任督学"
    assert "第二示例小学" not in [name for name, note in notes.items() if "轮换" in note or "缺" in note]
    assert len(rows(client.post(f"{PLAQUES}?covered=no"))) == 4
    Inspector.objects.filter(pk=second.pk).update(is_trained=False)
    Inspector.objects.filter(pk=first.pk).update(term_until="2026-01-01")
    notes = {row[2]: row[-1] for row in rows(client.post(PLAQUES))[3:]}
    assert notes["第一示例中学"] == "督学任期已届满"
    assert notes["第二示例小学"] == "督学未完成岗前培训"


@pytest.mark.parametrize("url", [ZONES, PLAQUES])
def test_nobody_else(cast, sign_in, url):
    assert sign_in(cast.school_head).post(url).status_code == 403
    assert sign_in(cast.office).get(url).status_code == 405
