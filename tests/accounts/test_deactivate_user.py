"""Closing an account and opening it again."""

import pytest

from accounts.services import users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events
from tests.people import make_user


def url(user, verb="deactivate"):
    return f"/desk/accounts/{user.pk}/{verb}/"


def test_closes_with_the_reason_and_ends_the_sessions(cast, sign_in):
    theirs = sign_in(cast.school_head)
    assert theirs.get("/desk/").status_code == 200
    client = sign_in(cast.sysadmin)
    assert client.get(url(cast.school_head)).status_code == 200
    assert client.post(url(cast.school_head), {"reason": "调离"}).status_code == 302
    cast.school_head.refresh_from_db()
    assert not cast.school_head.is_active
    assert events("deactivate_user").get().reason == "调离"
    assert theirs.get("/desk/").status_code == 302
    assert "已停用" in client.get(f"/desk/accounts/{cast.school_head.pk}/").content.decode()


def test_opens_again(cast, sign_in):
    users.deactivate_user(cast.school_head, by=cast.sysadmin, reason="误")
    client = sign_in(cast.sysadmin)
    assert client.get(url(cast.school_head, "reactivate")).status_code == 200
    assert client.post(url(cast.school_head, "reactivate")).status_code == 302
    cast.school_head.refresh_from_db()
    assert cast.school_head.is_active
    with pytest.raises(Refused, match="账号是启用状态"):
        users.reactivate_user(cast.school_head, by=cast.sysadmin)


def test_needs_a_reason(cast, sign_in):
    assert sign_in(cast.sysadmin).post(url(cast.school_head), {"reason": ""}).status_code == 422
    with pytest.raises(Refused, match="请填写理由"):
        users.deactivate_user(cast.school_head, by=cast.sysadmin, reason=" ")


def test_not_the_own_one_not_twice_not_the_last_administrator(cast):
    with pytest.raises(Refused, match="不能停用本人的账号"):
        users.deactivate_user(cast.sysadmin, by=cast.sysadmin, reason="x")
    users.deactivate_user(cast.school_head, by=cast.sysadmin, reason="x")
    with pytest.raises(Refused, match="此前已停用"):
        users.deactivate_user(cast.school_head, by=cast.sysadmin, reason="x")
    with pytest.raises(Refused, match="最后一名安全管理员"):
        users.deactivate_user(cast.security, by=cast.sysadmin, reason="x")
    make_user("security2", "安全二", "security")
    users.deactivate_user(cast.security, by=cast.sysadmin, reason="x")


@pytest.mark.parametrize("name", ["security", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    for verb in ("deactivate", "reactivate"):
        assert sign_in(user).get(url(cast.school_head, verb)).status_code == 403
    with pytest.raises(NotAllowed, match="停用账号和重置密码只由系统管理员办理"):
        users.deactivate_user(cast.school_head, by=user, reason="x")
    with pytest.raises(NotAllowed, match="停用账号和重置密码只由系统管理员办理"):
        users.reactivate_user(cast.school_head, by=user)
