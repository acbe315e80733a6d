"""receive_experts, expert_receipt, take_expert_receipt, drop_expert_receipt: refusals; origin; nothing lost."""

import base64
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.styles import Font

from accounts import policy
from accounts.models import PolicySetting
from accounts.turns import turns_of
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors import exchange
from inspectors.expert import services
from inspectors.expert.resources.exchange import exchange_workbook, file_in_workbook
from inspectors.expert.services.key import own_public_key
from inspectors.models import Expert, ExpertReceipt, PartnerCounty
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import expert as walk

SignIn = Callable[[object], Client]
RECEIVE = "/desk/inspectors/experts/exchange/receive/"
SECOND = {"id": "A-2", "name": "邻县专家乙", "categories": ["finance", "law"], "phone": "13600001111"}


def at(name: str, receipt: ExpertReceipt) -> str:
    return reverse(name, args=[receipt.pk])


def counts(receipt: ExpertReceipt) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for change in services.changes_of(receipt):
        found.setdefault(change.kind, []).append(change.name)
    return found


def test_received_previewed_and_taken_in(cast: Cast, sign_in: SignIn) -> None:
    walk.partner(cast)
    office = sign_in(cast.office)
    assert office.get(RECEIVE).status_code == 200
    page = office.post(RECEIVE, {"file": walk.upload(walk.signed(walk.line(), walk.line(**SECOND)))})
    receipt = ExpertReceipt.objects.get()
    assert page["Location"] == receipt.get_absolute_url()
    assert (receipt.state, receipt.serial, receipt.expert_count) == ("checked", 1, 2)
    assert not Expert.objects.exists()
    preview = text(office.get(receipt.get_absolute_url()))
    assert "邻县专家乙" in preview
    assert "新入库 2" in preview
    assert Notification.objects.get(kind="receive_experts").recipient == cast.office_head
    assert walk.NAME in {item.title for item in turns_of(cast.office_head, today=calendar.today()).items}
    assert office.get(at("take_expert_receipt", receipt)).status_code == 403
    head = sign_in(cast.office_head)
    assert head.get(at("take_expert_receipt", receipt)).status_code == 200
    assert head.post(at("take_expert_receipt", receipt)).status_code == 302
    receipt.refresh_from_db()
    assert (receipt.state, receipt.counts) == ("taken", {"new": 2})
    expert = Expert.objects.get(name="邻县专家乙")
    assert (expert.state, expert.foreign_id, expert.partner.name) == ("selected", "A-2", walk.NAME)
    assert (expert.categories, expert.phone) == (["finance", "law"], "13600001111")
    assert expert.is_available(calendar.today())
    assert "新入库 2" in text(head.get(receipt.get_absolute_url()))
    with pytest.raises(TransitionRefused, match="目前为“名册已接收”"):
        services.take_expert_receipt(receipt, by=cast.office_head)


def test_the_next_file_changes_withdraws_and_brings_back(cast: Cast, sign_in: SignIn) -> None:
    walk.taken(cast, walk.line(), walk.line(**SECOND), walk.line(id="A-3", name="邻县专家丙"))
    paused = Expert.objects.get(name="邻县专家丙")
    services.suspend_expert(paused, by=cast.office, reason="未到场")
    services.note_expert(paused, by=cast.office, note="两次未到场")
    third = walk.line(id="A-3", name="邻县专家丙", title="正高级教师")
    receipt = walk.received(cast, walk.line(employer="邻县二中（示例）"), third, serial=2)
    assert counts(receipt) == {"changed": ["邻县专家甲", "邻县专家丙"], "withdrawn": ["邻县专家乙"]}
    preview = text(sign_in(cast.office).get(receipt.get_absolute_url()))
    assert "在本县仍为暂停" in preview
    assert "工作单位：邻县教研室（示例） → 邻县二中（示例）" in preview
    assert "职称：高级教师 → 正高级教师" in preview
    services.take_expert_receipt(receipt, by=cast.office_head)
    first, second, paused = (Expert.objects.get(foreign_id=key) for key in ("A-1", "A-2", "A-3"))
    assert (first.employer, first.state) == ("邻县二中（示例）", "selected")
    assert (second.state, "第2号" in second.state_reason) == ("ended", True)
    assert (paused.state, paused.title, paused.note) == ("suspended", "正高级教师", "两次未到场")
    assert AuditEvent.objects.filter(action="change_expert").count() == 2
    back = walk.received(cast, walk.line(employer="邻县二中（示例）"), third, walk.line(**SECOND), serial=3)
    assert counts(back) == {"again": ["邻县专家乙"], "unchanged": ["邻县专家甲", "邻县专家丙"]}
    services.take_expert_receipt(back, by=cast.office_head)
    second.refresh_from_db()
    assert (second.state, second.state_reason) == ("selected", "")
    over = (calendar.today() - calendar.ONE_DAY).isoformat()
    gone = walk.taken(cast, walk.line(**SECOND), serial=4)
    assert gone.counts == {"withdrawn": 2, "unchanged": 1}
    expired = walk.received(cast, walk.line(term_until=over), walk.line(**SECOND), serial=5)
    assert counts(expired) == {"changed": ["邻县专家甲"], "unchanged": ["邻县专家乙"]}


def test_a_suspension_here_outlives_a_withdrawal(cast: Cast, sign_in: SignIn) -> None:
    walk.taken(cast, walk.line(), walk.line(**SECOND))
    expert = Expert.objects.get(foreign_id="A-2")
    services.suspend_expert(expert, by=cast.office, reason="两次未到场")
    away = walk.received(cast, walk.line(), serial=2)
    assert "如再次列入，本县仍暂停" in text(sign_in(cast.office).get(away.get_absolute_url()))
    services.take_expert_receipt(away, by=cast.office_head)
    expert.refresh_from_db()
    assert expert.state == "ended"
    assert "两次未到场" in text(sign_in(cast.office).get(expert.get_absolute_url()))
    back = walk.received(cast, walk.line(), walk.line(**SECOND), serial=3)
    assert counts(back) == {"held": ["邻县专家乙"], "unchanged": ["邻县专家甲"]}
    assert "重新列入，本县仍暂停" in text(sign_in(cast.office).get(back.get_absolute_url()))
    services.take_expert_receipt(back, by=cast.office_head)
    expert.refresh_from_db()
    assert (expert.state, expert.state_reason) == ("suspended", "两次未到场")
    services.resume_expert(expert, by=cast.office_head, reason="情况已查清")
    services.take_expert_receipt(walk.received(cast, walk.line(), serial=4), by=cast.office_head)
    again = walk.received(cast, walk.line(), walk.line(**SECOND), serial=5)
    assert counts(again)["again"] == ["邻县专家乙"]


def test_the_preview_says_what_changes(cast: Cast, sign_in: SignIn) -> None:
    walk.taken(cast, walk.line(**SECOND))
    until = (calendar.today() + dt.timedelta(days=99)).isoformat()
    changes = {"phone": "13600002222", "categories": ["law"], "education": "", "term_until": until, "title": ""}
    receipt = walk.received(cast, walk.line(**{**SECOND, **changes}), serial=2)
    preview = text(sign_in(cast.office).get(receipt.get_absolute_url()))
    assert "专家类别：财务审计、法律 → 法律" in preview
    assert "联系电话：136****1111 → 136****2222" in preview
    assert "学历：本科 → —" in preview
    assert "13600002222" not in preview


def refused(cast: Cast, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        services.receive_experts(by=cast.office, content=content, file_name="名册.json")
    assert not ExpertReceipt.objects.filter(state="checked").exists()
    return str(caught.value)


def test_what_is_not_taken(cast: Cast) -> None:
    walk.partner(cast)
    good = walk.signed()
    assert "改动" in refused(cast, good.replace("邻县专家甲".encode(), "邻县专家丁".encode()))
    assert "改动" in refused(cast, walk.signed(key=Ed25519PrivateKey.generate()))
    assert "没有签名" in refused(cast, exchange.canonical({"format": exchange.FORMAT, "payload": walk.payload()}))
    assert "不是专家交换名册" in refused(cast, b"{}")
    assert "不是专家交换名册" in refused(cast, good + b"\n")
    assert "不是协作县：519999" in refused(cast, walk.signed(county={"code": "519999", "name": "他县"}))
    for odd in ("x", None, {"code": 5}, {}):
        assert "不是协作县" in refused(cast, walk.signed(county=odd))
    assert "其他县" in refused(cast, walk.signed(recipient={"code": "519998", "name": "别县"}))
    yesterday = (calendar.today() - calendar.ONE_DAY).isoformat()
    assert "已过期" in refused(cast, walk.signed(expires=yesterday))
    assert "允许的大小" in refused(cast, b" " * (4 * 1024 * 1024 + 1))
    PartnerCounty.objects.update(is_active=False)
    assert "未与" in refused(cast, good)


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": 0},
        {"serial": True},
        {"serial": "1"},
        {"created": "2026-11-20"},
        {"created": None},
        {"expires": "20261231"},
        {"expires": 5},
        {"experts": {}},
        {"more": 1},
        {"county": {"code": walk.CODE, "name": walk.NAME, "more": 1}},
        {"recipient": "510421"},
    ],
)
def test_a_signed_file_that_keeps_to_no_format(cast: Cast, changes: dict[str, Any]) -> None:
    walk.partner(cast)
    data = {**walk.payload(), **changes}
    assert "不符合名册交换格式" in refused(cast, exchange.seal(data, key=walk.PARTNER_KEY))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "甲" * 41},
        {"name": "甲\n乙"},
        {"name": 1},
        {"education": "doctor"},
        {"categories": []},
        {"categories": ["sorcery"]},
        {"categories": ["law", "law"]},
        {"categories": "law"},
        {"categories": [["law"]]},
        {"term_until": "2020-01-01"},
        {"term_from": "soon"},
        {"identity": "510421197001010000"},
        {"id": ""},
    ],
)
def test_a_signed_line_that_keeps_to_no_format(cast: Cast, changes: dict[str, Any]) -> None:
    walk.partner(cast)
    assert "experts[0]" in refused(cast, walk.signed(walk.line(**changes)))
    assert "experts[].id" in refused(cast, walk.signed(walk.line(), walk.line()))


def test_numbers_used_and_old(cast: Cast) -> None:
    walk.taken(cast, serial=3)
    assert "此前已接收" in refused(cast, walk.signed(serial=3))
    assert "早于已接收的第3号" in refused(cast, walk.signed(serial=2))
    waiting = walk.received(cast, serial=6)
    assert services.missing_before(waiting) == 4
    with pytest.raises(Refused, match="此前已接收"):
        walk.received(cast, serial=6)


def test_two_that_wait_are_taken_in_order_or_not_at_all(cast: Cast, sign_in: SignIn) -> None:
    earlier, later = walk.received(cast, serial=1), walk.received(cast, serial=2)
    services.take_expert_receipt(later, by=cast.office_head)
    page = sign_in(cast.office_head).post(at("take_expert_receipt", earlier))
    assert "早于已接收的第2号" in text(page)
    earlier.refresh_from_db()
    assert earlier.state == "checked"


def test_dropped_and_received_again(cast: Cast, sign_in: SignIn) -> None:
    receipt = walk.received(cast)
    office = sign_in(cast.office)
    assert office.get(at("drop_expert_receipt", receipt)).status_code == 200
    assert office.post(at("drop_expert_receipt", receipt), {"reason": ""}).status_code == 422
    assert office.post(at("drop_expert_receipt", receipt), {"reason": "发错了"}).status_code == 302
    receipt.refresh_from_db()
    assert receipt.state == "dropped"
    assert "发错了" in text(office.get(receipt.get_absolute_url()))
    assert walk.received(cast).serial == 1


def test_a_file_that_waits_is_checked_again(cast: Cast) -> None:
    receipt = walk.received(cast)
    PartnerCounty.objects.update(public_key=exchange.text_of(Ed25519PrivateKey.generate().public_key()))
    with pytest.raises(Refused, match="改动"):
        services.take_expert_receipt(receipt, by=cast.office_head)
    assert not Expert.objects.exists()
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.take_expert_receipt(receipt, by=cast.office)


def test_the_workbook_brings_the_same(cast: Cast, sign_in: SignIn) -> None:
    walk.partner(cast)
    data = walk.signed(walk.line(name="=cmd()", title=""), walk.line(**SECOND))
    workbook = exchange_workbook(data)
    assert file_in_workbook(walk.upload(workbook, "名册.xlsx")) == data
    page = sign_in(cast.office).post(RECEIVE, {"file": walk.upload(workbook, "名册.xlsx")})
    assert page.status_code == 302
    receipt = ExpertReceipt.objects.get()
    assert (receipt.content, receipt.file_name) == (data.decode(), "名册.xlsx")
    services.take_expert_receipt(receipt, by=cast.office_head)
    assert Expert.objects.filter(name="=cmd()", title="").exists()


def altered(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(exchange_workbook(data)))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_saved_again_is_still_good(cast: Cast) -> None:
    data = walk.signed(*(walk.line(id=f"A-{n}", name=f"专家{n}") for n in range(150)))
    assert file_in_workbook(walk.upload(altered(data, lambda _book: None), "名册.xlsx")) == data


def test_a_blank_row_with_a_format_says_nothing(cast: Cast) -> None:
    def bold(book: Any) -> None:
        book["专家名册"]["A9"].font = Font(bold=True)

    assert file_in_workbook(walk.upload(altered(walk.signed(), bold), "名册.xlsx")) == walk.signed()


def test_a_workbook_that_cannot_be_read(cast: Cast) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exchange_workbook(walk.signed()))) as good, zipfile.ZipFile(stream, "w") as bad:
        for part in good.namelist():
            bad.writestr(part, b"<worksheet><sheetData><row>" if "sheet1" in part else good.read(part))
    with pytest.raises(Refused, match="无法作为Excel工作簿打开"):
        file_in_workbook(walk.upload(stream.getvalue(), "名册.xlsx"))


def _set(cell: str, value: str, sheet: str = "专家名册") -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set("B6", "别的专家"), "第6行"),
        (_set("A9", "多出一行"), "第7行"),
        (_set("M1", "旁注"), "第1行"),
        (lambda book: book["专家名册"].delete_rows(6), "第6行"),
        (_set("A2", "AAAA", "签名数据"), "已损坏"),
        (_set("A2", "é", "签名数据"), "已损坏"),
        (_set("A1", "别的", "签名数据"), "缺少载有签名文件"),
        (lambda book: book.remove(book["签名数据"]), "缺少载有签名文件"),
    ],
)
def test_an_altered_workbook(cast: Cast, sign_in: SignIn, change: Callable[[Any], None], words: str) -> None:
    walk.partner(cast)
    page = sign_in(cast.office).post(RECEIVE, {"file": walk.upload(altered(walk.signed(), change), "名册.xlsx")})
    assert page.status_code == 422
    assert words in text(page)
    assert not ExpertReceipt.objects.exists()


def test_a_workbook_with_another_signed_file_inside(cast: Cast) -> None:
    odd = exchange.seal({"county": "x"}, key=walk.PARTNER_KEY)
    change = _set("A2", base64.b64encode(odd).decode(), "签名数据")
    with pytest.raises(Refused, match="无法读取"):
        file_in_workbook(walk.upload(altered(walk.signed(), change), "名册.xlsx"))


def test_uploads_that_are_no_files(cast: Cast, sign_in: SignIn) -> None:
    walk.partner(cast)
    office = sign_in(cast.office)
    assert office.post(RECEIVE, {}).status_code == 422
    assert "不是专家交换名册" in text(office.post(RECEIVE, {"file": walk.upload(b"hello")}))
    assert office.post(RECEIVE, {"file": walk.upload(b"PK\x03\x04", "x.xlsx")}).status_code == 422
    assert "允许的大小" in text(office.post(RECEIVE, {"file": walk.upload(b" " * (4 * 1024 * 1024 + 1))}))


def test_there_and_back_between_two_counties(cast: Cast) -> None:
    """What we sign for a partner comes in where we are the partner: JSON and workbook."""
    expert = walk.selected(cast, consents=True, gender="男")
    export = walk.sent(cast, expert, with_phones=True)
    Expert.objects.all().update(name="原县专家")
    PolicySetting.objects.create(key="county_code", value=walk.CODE)
    policy.forget()
    PartnerCounty.objects.create(code="510421", name="米易县", public_key=own_public_key())
    content = file_in_workbook(walk.upload(exchange_workbook(export.content.encode()), "名册.xlsx"))
    receipt = services.receive_experts(by=cast.office, content=content, file_name="名册.xlsx")
    services.take_expert_receipt(receipt, by=cast.office_head)
    there = Expert.objects.get(foreign_id=str(expert.pk))
    for name in ("employer", "gender", "title", "education", "specialities", "categories", "phone", "term_until"):
        assert getattr(there, name) == getattr(expert, name), name
    assert (there.name, there.partner.name) == ("钱专家", "米易县")


def test_who_receives(cast: Cast, sign_in: SignIn) -> None:
    receipt = walk.received(cast)
    leader = sign_in(cast.leader)
    assert leader.get(receipt.get_absolute_url()).status_code == 200
    assert leader.get(RECEIVE).status_code == 403
    assert leader.get(at("drop_expert_receipt", receipt)).status_code == 403
    for name in ("inspector", "school_head", "expert", "sysadmin"):
        assert sign_in(getattr(cast, name)).get(receipt.get_absolute_url()).status_code == 404
        assert sign_in(getattr(cast, name)).get(RECEIVE).status_code == 403
    with pytest.raises(NotAllowed, match="专家库由督导办维护"):
        services.receive_experts(by=cast.leader, content=walk.signed(), file_name="x")


def test_a_long_file_is_previewed_in_few_statements(cast: Cast, sign_in: SignIn) -> None:
    few = walk.received(cast)
    many = walk.received(cast, *(walk.line(id=f"A-{n}", name=f"专家{n}") for n in range(150)), serial=2)
    client = sign_in(cast.office_head)
    assert queries(client, many.get_absolute_url()) == queries(client, few.get_absolute_url())
    assert "page=2" in text(client.get(many.get_absolute_url()))
    day = dt.date(2026, 11, 20)
    assert many.made_at.date() == day
