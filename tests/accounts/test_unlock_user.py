"""Lifting the lock after wrong passwords, and dropping a lost second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts.services import locks, users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events
from tests.people import PASSWORD


def url(user, path):
    return f"/desk/accounts/{user.pk}/{path}/"


def test_lifts_the_lock(cast, sign_in):
    browser = Client()
    for _attempt in range(5):
        browser.post("/account/login/", {"login": "School", "password": "falsch"})
    assert locks.is_locked("school")
    client = sign_in(cast.security)
    assert "密码输错已锁定" in client.get(f"/desk/accounts/{cast.school_head.pk}/").content.decode()
    assert client.get(url(cast.school_head, "unlock")).status_code == 200
    assert client.post(url(cast.school_head, "unlock")).status_code == 302
    assert not locks.is_locked("school")
    assert events("unlock_user").get().actor == cast.security
    assert browser.post("/account/login/", {"login": "school", "password": PASSWORD}).status_code == 302


def test_nothing_to_lift(cast, sign_in):
    answer = sign_in(cast.security).post(url(cast.school_head, "unlock"))
    assert answer.status_code == 422
    assert "没有被锁定" in answer.content.decode()


def test_drops_a_lost_second_factor(cast, sign_in):
    TOTP.activate(cast.office, "A" * 32)
    theirs = sign_in(cast.office)
    assert theirs.get("/desk/").status_code == 200
    client = sign_in(cast.security)
    assert client.get(url(cast.office, "second-factor/reset")).status_code == 200
    assert client.post(url(cast.office, "second-factor/reset"), {"reason": "手机丢失"}).status_code == 302
    assert not users.has_second_factor(cast.office)
    assert events("reset_second_factor").get().reason == "手机丢失"


def test_sessions_end_with_it(cast):
    TOTP.activate(cast.school_head, "A" * 32)
    browser = Client()
    browser.force_login(cast.school_head)
    assert browser.get("/desk/").status_code == 200
    users.reset_second_factor(cast.school_head, by=cast.security, reason="x")
    assert browser.get("/desk/").status_code == 302


def test_refusals(cast):
    with pytest.raises(Refused, match="没有设置"):
        users.reset_second_factor(cast.office, by=cast.security, reason="x")
    with pytest.raises(Refused, match="理由"):
        users.reset_second_factor(cast.office, by=cast.security, reason="")
    with pytest.raises(Refused, match="本人"):
        users.reset_second_factor(cast.security, by=cast.security, reason="x")


@pytest.mark.parametrize("name", ["sysadmin", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    for path in ("unlock", "second-factor/reset"):
        assert sign_in(user).get(url(cast.school_head, path)).status_code == 403
    with pytest.raises(NotAllowed, match="授权和解锁只由安全管理员办理"):
        locks.unlock_user(cast.school_head, by=user)
    with pytest.raises(NotAllowed, match="授权和解锁只由安全管理员办理"):
        users.reset_second_factor(cast.school_head, by=user, reason="x")
