"""A forgotten password: a new one-time password, shown once; the old sessions end."""

import pytest

from accounts.models import User
from accounts.services import users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events


def url(user):
    return f"/desk/accounts/{user.pk}/password/"


def test_asks_then_shows_the_new_password_once(cast, sign_in):
    theirs = sign_in(cast.school_head)
    client = sign_in(cast.sysadmin)
    assert "重置密码" in client.get(url(cast.school_head)).content.decode()
    answer = client.post(url(cast.school_head))
    cast.school_head.refresh_from_db()
    assert cast.school_head.check_password(answer.context["password"])
    assert cast.school_head.must_change_password
    assert cast.school_head.password_records.count() == 1
    assert events("reset_password").get().about_text == "校长甲"
    assert theirs.get("/desk/").status_code == 302


def test_not_the_own_one(cast, sign_in):
    answer = sign_in(cast.sysadmin).post(url(cast.sysadmin))
    assert answer.status_code == 422
    assert "我的账号" in answer.content.decode()


def test_not_of_a_closed_account(cast):
    cast.office.is_active = False
    with pytest.raises(Refused, match="账号已停用"):
        users.reset_password(cast.office, by=cast.sysadmin)


def test_an_account_that_never_had_a_password_gets_one(cast):
    user = User.objects.create_user("stumm", None, name="无密码")
    password = users.reset_password(user, by=cast.sysadmin)
    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.password_records.exists()


@pytest.mark.parametrize("name", ["security", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    assert sign_in(user).post(url(cast.school_head)).status_code == 403
    with pytest.raises(NotAllowed, match="停用账号和重置密码只由系统管理员办理"):
        users.reset_password(cast.school_head, by=user)
