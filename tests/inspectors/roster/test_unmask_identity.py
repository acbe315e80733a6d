"""The identity number: its rules, its mask, and each reading in the log."""

import datetime as dt

import pytest

from accounts.identity import birth_of, is_identity, mask_identity
from core.excel import confirm_import, run_import
from core.models import AuditEvent, ImportRun
from inspectors.models import Inspector
from inspectors.roster import services
from tests.inspectors.roster.test_edit_inspector import filled
from tests.inspectors.roster.test_edit_inspector import url as edit_url
from tests.inspectors.term.test_import_inspectors import GOOD, HEAD, why
from tests.pages import HTMX, text
from tests.walk.roster import identity
from tests.workbooks import sheet

NUMBER = identity()
MASKED = mask_identity(NUMBER)


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/identity/unmask/"


@pytest.fixture
def known(first):
    Inspector.objects.filter(pk=first.pk).update(identity=NUMBER)
    return Inspector.objects.get(pk=first.pk)


def test_what_counts_as_a_number():
    assert is_identity("11010519491231002X")  # the example of GB 11643
    assert birth_of("11010519491231002X") == dt.date(1949, 12, 31)
    for wrong in ("11010519491231002x", "110105194912310021", "11010519490231002X", "1101051949123100", "", "身" * 18):
        assert not is_identity(wrong)


def test_the_mask_hides_birthday_and_sequence():
    assert mask_identity("11010519491231002X") == "110*************2X"
    assert mask_identity("12345") == "*****"
    assert mask_identity("") == ""


def test_the_office_reads_it_and_the_log_knows(cast, sign_in, known):
    client = sign_in(cast.office)
    before = text(client.get(f"/desk/inspectors/{known.pk}/"))
    assert MASKED in before
    assert NUMBER not in before
    page = client.post(url(known))
    assert page.status_code == 200
    assert NUMBER in text(page)
    event = AuditEvent.objects.get(action="unmask_identity")
    assert (event.actor, event.about_id) == (cast.office, str(known.pk))
    assert NUMBER not in str(event.data)


def test_htmx_gets_the_number_alone(cast, sign_in, known):
    content = text(sign_in(cast.office).post(url(known), headers=HTMX))
    assert NUMBER in content
    assert "<html" not in content
    assert "<dt>" not in content


def test_one_reads_ones_own(cast, sign_in, known):
    assert NUMBER in text(sign_in(cast.inspector).post(url(known)))
    assert AuditEvent.objects.filter(action="unmask_identity", actor=cast.inspector).count() == 1


def test_nobody_else_does(cast, sign_in, known):
    for name in ("leader", "zone_leader", "other_inspector"):
        client = sign_in(getattr(cast, name))
        page = client.post(url(known))
        assert page.status_code == 403
        assert NUMBER not in text(page)
        assert "identity/unmask" not in text(client.get(f"/desk/inspectors/{known.pk}/"))
    for name in ("school_head", "expert"):
        assert sign_in(getattr(cast, name)).post(url(known)).status_code == 404
    assert not AuditEvent.objects.filter(action="unmask_identity").exists()


def test_looking_is_not_reading(cast, sign_in, known):
    assert sign_in(cast.office).get(url(known)).status_code == 405


def test_neither_list_form_nor_api_shows_it(cast, sign_in, known):
    client = sign_in(cast.office)
    for address in ("/desk/inspectors/", edit_url(known), f"/api/v1/inspectors/{known.pk}/"):
        assert NUMBER not in text(client.get(address))
    assert MASKED in text(client.get(edit_url(known)))


def test_the_form_keeps_replaces_and_deletes_it(cast, sign_in, known):
    client = sign_in(cast.office)
    client.post(edit_url(known), filled(known, title="高级教师"))
    known.refresh_from_db()
    assert (known.title, known.identity, known.phone) == ("高级教师", NUMBER, "13800005035")
    other = identity(sequence=7)
    client.post(edit_url(known), filled(known, identity=f" {other[:6]} {other[6:]} ".lower()))
    known.refresh_from_db()
    assert known.identity == other
    event = AuditEvent.objects.filter(action="edit_inspector").latest("pk")
    assert event.data["changes"] == {"identity": ["…", "…"]}
    client.post(edit_url(known), filled(known, forget=["identity", "phone"]))
    known.refresh_from_db()
    assert (known.identity, known.phone) == ("", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identity": NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")}, "应为18位，末位为校验码"),
        ({"identity": NUMBER[:15]}, "应为18位，末位为校验码"),
        ({"identity": NUMBER, "born": "1979-05-16"}, "与所填出生日期不一致"),
        ({"identity": NUMBER, "born": "1978-05-17"}, "与所填出生日期不一致"),
    ],
)
def test_its_rules_are_said_beside_the_field(cast, sign_in, first, changes, words):
    page = sign_in(cast.office).post(edit_url(first), filled(first, **changes))
    assert page.status_code == 422
    assert words in text(page)
    first.refresh_from_db()
    assert first.identity == ""


@pytest.mark.parametrize("born", [dt.date(1978, 5, 16), dt.date(1978, 5, 1), None])
def test_the_day_agrees_or_only_the_month_is_known(cast, first, born):
    assert services.edit_inspector(first, by=cast.office, born=born, identity=NUMBER).identity == NUMBER


def test_two_inspectors_never_share_one(cast, sign_in, known, second):
    page = sign_in(cast.office).post(edit_url(second), filled(second, identity=NUMBER))
    assert page.status_code == 422
    assert "另一名督学已登记此身份证号" in text(page)


def test_an_import_is_masked_in_preview_and_log(cast, known):
    head = [*HEAD, "身份证号"]
    row = [*GOOD[:4], "证9", *GOOD[5:]]
    run = run_import("inspectors", sheet([head, [*row, identity(sequence=3)]]), by=cast.office)
    assert confirm_import(run, by=cast.office).status == ImportRun.Status.CONFIRMED
    assert Inspector.objects.get(certificate="证9").identity == identity(sequence=3)
    changed = identity(sequence=5)
    run = run_import("inspectors", sheet([head, [*row, changed]]), by=cast.office)
    assert run.rows.get().changes == [["身份证号", mask_identity(identity(sequence=3)), mask_identity(changed)]]
    confirm_import(run, by=cast.office)
    assert changed not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    for cell, reason in (
        (NUMBER, "身份证号：另一名督学已登记此身份证号。"),
        (float(NUMBER[:17]) * 10, "身份证号：单元格为数值格式，Excel 只保留15位有效数字，请设为文本格式后重新填写。"),
        ("5104211978", "身份证号：不是有效的身份证号：应为18位，末位为校验码。"),
    ):
        assert why(run_import("inspectors", sheet([head, [*row, cell]]), by=cast.office), 2) == [reason]
