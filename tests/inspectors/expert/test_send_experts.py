"""expert_exchange, add_partner_county, edit_partner_county, send_experts, expert_export, download_expert_export."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts import policy
from accounts.models import PolicySetting
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors import exchange
from inspectors.expert import services
from inspectors.expert.resources.exchange import file_in_workbook
from inspectors.expert.services.key import needed_key, own_key, own_public_key
from inspectors.models import Expert, ExpertExport, PartnerCounty
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import expert as walk

SignIn = Callable[[object], Client]
PAGE = "/desk/inspectors/experts/exchange/"


def read(export: ExpertExport) -> dict[str, Any]:
    return exchange.unseal(export.content.encode(), key=needed_key().public_key())


def test_the_page_tells_partners_what_to_enter(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.leader).get(PAGE))
    assert own_public_key() in page
    assert exchange.fingerprint(own_public_key()) in page
    assert policy.text("county_code") in page
    assert "尚无协作县" in page


def test_without_a_key(cast: Cast, sign_in: SignIn, settings: Any, tmp_path: Path) -> None:
    partner, expert = walk.partner(cast), walk.selected(cast)
    settings.EXPERT_EXCHANGE_KEY, settings.EXPERT_EXCHANGE_KEY_FILE = "", str(tmp_path / "key")
    assert own_key() is None
    assert own_public_key() == ""
    assert "尚未配置" in text(sign_in(cast.office).get(PAGE))
    with pytest.raises(Refused, match="尚未配置"):
        services.send_experts(partner, by=cast.office_head, experts=[expert])
    (tmp_path / "key").write_text(walk.own_key_text() + "\n")
    assert len(own_public_key()) == 44
    assert services.send_experts(partner, by=cast.office_head, experts=[expert]).serial == 1
    settings.EXPERT_EXCHANGE_KEY = "no key"
    assert "密钥无效" in text(sign_in(cast.office).get(PAGE))


def test_a_partner_is_entered_changed_and_stopped(cast: Cast, sign_in: SignIn) -> None:
    head = sign_in(cast.office_head)
    address = reverse("add_partner_county")
    assert head.get(address).status_code == 200
    key = exchange.text_of(walk.PARTNER_KEY.public_key())
    form = {"code": walk.CODE, "name": walk.NAME, "public_key": key, "is_active": "on"}
    assert head.post(address, {**form, "public_key": "abc"}).status_code == 422
    assert "本县的公钥" in text(head.post(address, {**form, "public_key": own_public_key()}))
    assert "本县的代码" in text(head.post(address, {**form, "code": policy.text("county_code")}))
    assert head.post(address, form)["Location"] == PAGE
    assert "已登记" in text(head.post(address, form))
    partner = PartnerCounty.objects.get()
    assert exchange.fingerprint(key) in text(head.get(PAGE))
    address = reverse("edit_partner_county", args=[partner.pk])
    assert partner.fingerprint in text(head.get(address))
    assert head.post(address, {"name": "新名", "public_key": key}).status_code == 302
    partner.refresh_from_db()
    assert (partner.name, partner.is_active) == ("新名", False)
    assert AuditEvent.objects.get(action="edit_partner_county").data["before"]["is_active"] is True
    with pytest.raises(Refused, match="未与新名"):
        services.send_experts(partner, by=cast.office_head, experts=[walk.selected(cast)])


def test_chosen_signed_and_numbered(cast: Cast, sign_in: SignIn) -> None:
    partner = walk.partner(cast)
    first, second = walk.selected(cast), walk.selected(cast, name="孙专家", consents=True, phone="13700005678")
    walk.proposed(cast, name="拟入库者")
    walk.taken(cast)  # a partner's own expert is not handed on
    head = sign_in(cast.office_head)
    address = reverse("send_experts", args=[partner.pk])
    page = head.get(address)
    assert {str(one) for one in page.context["form"].fields["experts"].queryset} == {"钱专家", "孙专家"}
    assert "至少选择一名" in text(head.post(address, {}))
    page = head.post(address, {"experts": [str(first.pk), str(second.pk)], "with_phones": "on"})
    export = ExpertExport.objects.get()
    assert page["Location"] == export.get_absolute_url()
    payload = read(export)
    assert payload["county"] == {"code": policy.text("county_code"), "name": policy.text("county_name")}
    assert payload["recipient"] == {"code": walk.CODE, "name": walk.NAME}
    assert (payload["serial"], len(payload["experts"])) == (1, 2)
    phones = {line["name"]: line.get("phone") for line in payload["experts"]}
    assert phones == {"钱专家": None, "孙专家": "13700005678"}
    assert walk.PHONE not in export.content
    assert "identity" not in export.content
    initial = head.get(address).context["form"].initial["experts"]
    assert set(initial) == {str(first.pk), str(second.pk)}
    again = walk.sent(cast, first)
    assert (again.serial, "phone" in again.content) == (2, False)
    assert AuditEvent.objects.filter(action="send_experts").count() == 2
    assert "第2号" in text(head.get(first.get_absolute_url()))
    assert walk.sent(cast, walk.selected(cast, name="周专家")).serial == 3


def test_nobody_may_be_listed_to_withdraw_all(cast: Cast) -> None:
    partner = walk.partner(cast)
    walk.sent(cast)
    export = services.send_experts(partner, by=cast.office_head, experts=[])
    assert (export.serial, read(export)["experts"]) == (2, [])
    with pytest.raises(Refused, match="尚未选择"):
        services.send_experts(partner, by=cast.office_head, experts=[])


def test_who_may_not_be_listed(cast: Cast) -> None:
    partner, suspended = walk.partner(cast), walk.suspended(cast)
    with pytest.raises(Refused, match="在库且在聘期内"):
        services.send_experts(partner, by=cast.office_head, experts=[suspended])
    assert not ExpertExport.objects.exists()
    assert walk.sent(cast, walk.selected(cast, name="孙专家")).serial == 1  # a refusal uses up no number
    PolicySetting.objects.create(key="county_code", value=" ")
    policy.forget()
    with pytest.raises(Refused, match="行政区划代码"):
        services.send_experts(partner, by=cast.office_head, experts=[])


def test_downloaded_as_it_was_signed(cast: Cast, sign_in: SignIn) -> None:
    export = walk.sent(cast, walk.selected(cast, name="=1+1", consents=True), with_phones=True)
    head = sign_in(cast.office_head)
    page = text(head.get(export.get_absolute_url()))
    assert export.sha256 in page
    assert "=1+1" in page
    data = head.get(reverse("download_expert_export", args=[export.pk, "json"]))
    assert data.content == export.content.encode()
    assert json.loads(data.content)["format"] == exchange.FORMAT
    workbook = head.get(reverse("download_expert_export", args=[export.pk, "xlsx"])).content
    assert file_in_workbook(walk.upload(workbook, "名册.xlsx")) == export.content.encode()
    sheet = load_workbook(io.BytesIO(workbook))["专家名册"]
    assert (sheet["B6"].value, sheet["B6"].data_type) == ("=1+1", "s")
    assert sheet["K6"].value == walk.PHONE
    office = sign_in(cast.office)
    assert office.get(export.get_absolute_url()).status_code == 200
    assert office.get(reverse("download_expert_export", args=[export.pk, "json"])).status_code == 403


def test_who_exchanges(cast: Cast, sign_in: SignIn) -> None:
    export, partner = walk.sent(cast), walk.partner(cast)
    steps = [
        reverse("add_partner_county"),
        reverse("edit_partner_county", args=[partner.pk]),
        reverse("send_experts", args=[partner.pk]),
    ]
    for name, status in (("office", 403), ("leader", 403)):
        client = sign_in(getattr(cast, name))
        assert {client.get(address).status_code for address in steps} == {status}
        assert client.get(PAGE).status_code == 200
    for name in ("inspector", "school_head", "expert", "sysadmin"):
        client = sign_in(getattr(cast, name))
        assert client.get(PAGE).status_code == 403
        assert {client.get(address).status_code for address in steps[1:]} == {404}
        assert client.get(export.get_absolute_url()).status_code == 404
        assert client.get(reverse("download_expert_export", args=[export.pk, "json"])).status_code == 404
    with pytest.raises(NotAllowed, match="协作县及对外名册由督导办主任办理"):
        services.send_experts(partner, by=cast.office, experts=list(Expert.objects.all()))
    with pytest.raises(NotAllowed, match="协作县及对外名册由督导办主任办理"):
        services.add_partner_county(by=cast.office, code="1", name="x", public_key="x")


def test_the_page_asks_no_more_for_more_files(cast: Cast, sign_in: SignIn) -> None:
    expert = walk.selected(cast)
    walk.sent(cast, expert)
    walk.received(cast)
    client = sign_in(cast.office_head)
    few = queries(client, PAGE)
    for number in range(2, 25):
        walk.sent(cast, expert)
        walk.received(cast, serial=number)
    assert queries(client, PAGE) == few
    assert "sent=2" in text(client.get(PAGE))
    assert "received=2" in text(client.get(f"{PAGE}?sent=2"))
