"""The list of accounts and one account, for the two administrators who keep them."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from tests.accounts.work import statements
from tests.people import make_user

URL = "/desk/accounts/"


@pytest.mark.parametrize("name", ["sysadmin", "security"])
def test_shows_accounts_with_roles_and_units(cast, sign_in, name):
    text = sign_in(getattr(cast, name)).get(URL).content.decode()
    assert "校长甲" in text
    assert "被督导单位" in text
    assert "第一示例中学" in text
    assert ("开通账号" in text) == (name == "sysadmin")


@pytest.mark.parametrize("name", ["office_head", "leader", "auditor", "school_head", "inspector"])
def test_nobody_else(cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    for path in (URL, f"{URL}{cast.office.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "系统管理员和安全管理员" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=校长", {"school", "school2"}),
        ("q=SYSADMIN", {"sysadmin"}),
        ("role=leader", {"leader"}),
        ("role=none&state=open", {"fresh"}),
        ("state=closed", {"gone"}),
        ("role=unsinn", None),
        ("state=new&role=audit", {"audit"}),
        ("state=open&q=fresh", {"fresh"}),
    ],
)
def test_filters(cast, sign_in, query, found):
    make_user("fresh", "新人")
    make_user("gone", "离任", is_active=False)
    client = sign_in(cast.sysadmin)
    page = client.get(f"{URL}?{query}").context["page"]
    assert {user.username for user in page} == (found or set(User.objects.values_list("username", flat=True)))


def test_empty(cast, sign_in):
    text = sign_in(cast.sysadmin).get(f"{URL}?q=nobody", headers={"HX-Request": "true"}).content.decode()
    assert "没有符合条件的账号" in text
    assert "<html" not in text


def test_as_many_statements_for_fifty_accounts_as_for_one(cast, sign_in):
    client = sign_in(cast.sysadmin)
    one = statements(client, f"{URL}?q=school2")
    for number in range(60):
        make_user(f"more{number}", f"校长{number}")
    assert statements(client, URL) == one <= 12


def test_one_account_for_the_system_administrator(cast, sign_in):
    text = sign_in(cast.sysadmin).get(f"{URL}{cast.school_head.pk}/").content.decode()
    assert "重置密码" in text
    assert "调整角色" not in text
    assert "长期" in text


def test_one_account_for_the_security_administrator(cast, sign_in):
    User.objects.filter(pk=cast.school_head.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))
    text = sign_in(cast.security).get(f"{URL}{cast.school_head.pk}/").content.decode()
    assert "调整角色" in text
    assert "添加授权" in text
    assert "重置密码" not in text
    assert "已到期" in text


def test_nobody_works_on_the_own_account(cast, sign_in):
    own = sign_in(cast.security).get(f"{URL}{cast.security.pk}/").content.decode()
    assert "调整角色" not in own
    own = sign_in(cast.sysadmin).get(f"{URL}{cast.sysadmin.pk}/").content.decode()
    assert "停用账号" not in own


def test_an_unknown_account_is_not_found(cast, sign_in):
    assert sign_in(cast.sysadmin).get(f"{URL}{cast.school.pk}/").status_code == 404
