"""Settings: read by office and leaders, changed by the head, each change kept; absurd values refused with a reason."""

from decimal import Decimal

import pytest
from django.utils import translation

from accounts import policy
from accounts.models import PolicySetting
from accounts.services import policy as services
from core.errors import NotAllowed, Refused
from tests.accounts.work import events, statements

URL = "/desk/settings/"


def edit(key):
    return f"{URL}{key}/edit/"


@pytest.mark.parametrize("name", ["office", "office_head", "leader"])
def test_shows_every_setting_with_its_source(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    text = client.get(URL).content.decode()
    for item in policy.ITEMS:
        assert translation.gettext(item.label) in text
    assert "《教育督导条例》第十六条" in text
    assert "5个工作日" in text
    assert "7、3、1、0天" in text
    one = client.get(f"{URL}notice_days/").content.decode()
    assert ("恢复默认值" in one, "修改" in one) == (False, True)
    assert "一直使用默认值" in one


@pytest.mark.parametrize("name", ["sysadmin", "school_head", "inspector", "liaison"])
def test_nobody_else_reads_them(cast, sign_in, name):
    for path in (URL, f"{URL}notice_days/"):
        assert sign_in(getattr(cast, name)).get(path).status_code == 403


def test_unknown_settings_are_not_found(cast, sign_in):
    client = sign_in(cast.office_head)
    for path in (f"{URL}unsinn/", edit("unsinn")):
        assert client.get(path).status_code == 404


def test_the_head_changes_a_value_and_it_holds_at_once(cast, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(cast.office_head)
    assert policy.days("notice_days") == (5, "working")
    assert 'value="5"' in client.get(edit("notice_days")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(edit("notice_days"), {"value": "7"})
    assert answer["Location"] == f"{URL}notice_days/"
    assert policy.number("notice_days") == 7
    event = events("edit_policy").get()
    assert (event.about_text, event.data["changed"]) == ("督导前书面通知", {"value": [5, 7]})
    page = client.get(answer["Location"]).content.decode()
    assert "7个工作日" in page
    assert "当前值：5 → 7" in page
    assert "恢复默认值" in page
    assert "督导办主任" in client.get(URL).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{URL}notice_days/reset/").status_code == 302
    assert policy.number("notice_days") == 5
    assert not PolicySetting.objects.exists()


def test_a_decimal_is_entered_shown_and_remembered(cast, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(cast.office_head)
    page = client.get(edit("balance_junior_spread")).content.decode()
    assert 'value="0.45"' in page
    assert 'inputmode="decimal"' in page
    assert "0.05 至 0.45" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(edit("balance_junior_spread"), {"value": "0.40"})
    assert PolicySetting.objects.get().value == "0.4"
    assert "当前值：0.45 → 0.4" in client.get(answer["Location"]).content.decode()
    services.edit_policy("balance_junior_spread", by=cast.office_head, value="0.450")
    assert not PolicySetting.objects.exists()


def test_the_same_value_changes_nothing(cast):
    assert services.edit_policy("notice_days", by=cast.office_head, value="5") == 5
    assert services.edit_policy("balance_primary_arts", by=cast.office_head, value="0.90") == "0.9"
    assert not events("edit_policy").exists()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("notice_days", "0", "至少为 1"),
        ("notice_days", "-3", "至少为 1"),
        ("notice_days", "9999", "至多为 60"),
        ("notice_days", "bald", "不是整数"),
        ("notice_days", "2.5", "不是整数"),
        ("team_minimum", "2", "《教育督导条例》第十六条：督导小组由三名以上督学组成"),
        ("publication_days", "30", "《政府信息公开条例》第二十六条"),
        ("terms_in_row", "4", "连续任职不得超过三届"),
        ("reminder_before", " ， ", "至少填一个数"),
        ("reminder_before", "7,x", "不是整数"),
        ("reminder_before", "7,90", "至多为 60"),
        ("site_name", "   ", "不能为空"),
        ("site_name", "长" * 61, "最多 60 个字"),
        ("series_order", "米教督整〔2026〕", "发文代字为二至十个汉字"),
        ("office_phone", "0812", "不是有效的电话号码"),
        ("balance_primary_degree", "viel", "不是数字"),
        ("balance_primary_degree", "NaN", "不是数字"),
        ("balance_primary_degree", "Infinity", "不是数字"),
        ("balance_primary_degree", "4.19", "至少为 4.2"),
        ("balance_primary_degree", "1e999999", "至多为 30"),
        ("balance_primary_degree", "4.205", "最多保留 2 位小数"),
        ("balance_junior_spread", "0.46", "这是国家标准，县里只能定得更严"),
        ("balance_junior_spread", "0", "请填写 0.05 至 0.45 之间的数，最多 2 位小数"),
    ],
)
def test_absurd_values_are_refused_with_the_reason(cast, sign_in, key, value, words):
    answer = sign_in(cast.office_head).post(edit(key), {"value": value})
    assert answer.status_code == 422
    assert words in answer.content.decode() or (not value.strip() and "请填写此项" in answer.content.decode())
    assert not PolicySetting.objects.exists()
    with pytest.raises(Refused, match=r"请填|不是整数|请至少填一个数|最多 60 个字|有效的电话号码|不能为空|发文代字"):
        services.edit_policy(key, by=cast.office_head, value=value)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("reminder_before", "1、 10,3", "10,3,1"),
        ("site_name", "  县  督导平台 ", "县 督导平台"),
        ("mfa_required", "False", False),
        ("mfa_required", False, False),
        ("office_phone", "13800000000", "13800000000"),
        ("series_order", "米督整", "米督整"),
        ("balance_primary_degree", " 4.50 ", "4.5"),
        ("balance_primary_equipment", "2e3", "2000"),
        ("balance_junior_spread", "0。4", "0.4"),
    ],
)
def test_sound_values_are_kept_in_one_form(cast, sign_in, key, value, kept):
    assert services.edit_policy(key, by=cast.office_head, value=value) == kept
    policy.forget()
    assert policy.value(key) == kept
    if key == "reminder_before":
        assert policy.numbers(key) == [10, 3, 1]
    if key == "balance_junior_spread":
        assert policy.decimal(key) == Decimal("0.4")
    if key == "mfa_required":
        assert policy.flag(key) is False
        assert "否" in sign_in(cast.office).get(URL).content.decode()


@pytest.mark.parametrize("name", ["office", "leader", "sysadmin"])
def test_nobody_else_changes_them(cast, sign_in, name):
    user = getattr(cast, name)
    client = sign_in(user)
    assert client.get(edit("notice_days")).status_code == 403
    assert client.post(f"{URL}notice_days/reset/").status_code == 403
    with pytest.raises(NotAllowed, match="参数设置只由督导办主任修改"):
        services.edit_policy("notice_days", by=user, value=6)


def test_flags_are_chosen_and_htmx_gets_the_form_alone(cast, sign_in):
    client = sign_in(cast.office_head)
    text = client.get(edit("mfa_required"), headers={"HX-Request": "true"}).content.decode()
    assert 'type="radio"' in text
    assert "<html" not in text
    assert "用逗号分隔" in client.get(edit("reminder_before")).content.decode()


def test_the_page_costs_the_same_with_every_setting_changed(cast, sign_in):
    client = sign_in(cast.office)
    one = statements(client, URL)
    for item in policy.ITEMS:
        PolicySetting.objects.create(key=item.key, value=item.default, changed_by=cast.office_head)
    assert statements(client, URL) == one <= 12


def test_every_default_keeps_its_own_rule():
    for item in policy.ITEMS:
        assert services.check_value(item, item.default) == item.default
