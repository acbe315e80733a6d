"""Opening an account: by the system administrator, with a password that is shown once."""

import datetime as dt

import pytest
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from accounts.models import User
from accounts.services import users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events

URL = "/desk/accounts/create/"
DATA = {"username": "new.head", "name": "新校长", "email": "n@example.invalid", "phone": "13800000000"}


def test_opens_the_account_and_shows_the_password_once(cast, sign_in):
    client = sign_in(cast.sysadmin)
    assert "开通账号" in client.get(URL).content.decode()
    answer = client.post(URL, DATA | {"expires_at": "2027-06-30"})
    password = answer.context["password"]
    user = User.objects.get(username="new.head")
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert user.check_password(password)
    assert user.must_change_password
    assert user.roles == []
    assert user.last_day == dt.date(2027, 6, 30)
    assert events("create_user").get().actor == cast.sysadmin
    assert password not in client.get(f"/desk/accounts/{user.pk}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"username": "SCHOOL"}, "已被使用"),
        ({"username": "新校长"}, "3至40个字母"),
        ({"username": ""}, "请填写此项"),
        ({"phone": "12345"}, "11位手机号码"),
        ({"expires_at": "2020-01-01"}, "截止日期已过"),
    ],
)
def test_refused_with_the_reason_and_nothing_typed_is_lost(cast, sign_in, wrong, words):
    answer = sign_in(cast.sysadmin).post(URL, DATA | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "新校长" in answer.content.decode()
    assert not User.objects.filter(name="新校长").exists()


@pytest.mark.parametrize("name", ["security", "auditor", "office_head", "school_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    assert sign_in(user).get(URL).status_code == 403
    with pytest.raises(NotAllowed, match="停用账号和重置密码只由系统管理员办理"):
        users.create_user(by=user, username="x", name="x")


def test_the_end_must_lie_ahead(cast):
    with pytest.raises(Refused, match="账号截止日期已过"):
        users.create_user(by=cast.sysadmin, username="x", name="x", expires_at=timezone.now())


def test_one_time_passwords_satisfy_the_rules_and_differ(cast):
    found = {users.one_time_password() for _ in range(50)}
    assert len(found) == 50
    for password in found:
        validate_password(password)
