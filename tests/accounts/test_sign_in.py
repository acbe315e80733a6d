"""Signing in: user name and password, the lock, the account's end, idle sign-out, and the log of it all."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.middleware import SEEN_AT
from accounts.models import PolicySetting
from core.models import AuditEvent
from tests.people import PASSWORD

LOGIN = "/account/login/"


def events(action):
    return AuditEvent.objects.filter(action=action)


def sign_in_by_form(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def test_lands_on_my_turn_and_is_logged(cast, client):
    answer = sign_in_by_form(client, "school")
    assert answer["Location"] == "/desk/"
    event = events("sign_in").get()
    assert event.actor == cast.school_head
    assert event.data["ip"] == "127.0.0.1"


def test_goes_back_to_the_page_wanted(cast, client):
    answer = client.get("/desk/inbox/")
    assert answer["Location"] == "/account/login/?next=/desk/inbox/"
    page = client.get(answer["Location"])
    assert 'name="next" value="/desk/inbox/"' in page.content.decode()


def test_wrong_password_is_refused_in_words_and_logged(cast, client):
    answer = sign_in_by_form(client, "school", "falsch")
    assert "用户名或密码不正确" in answer.content.decode()
    event = events("sign_in_failed").get()
    assert event.about_text == "校长甲"
    assert event.data["username"] == "school"


def test_five_wrong_passwords_lock_the_name(cast, client):
    for _attempt in range(5):
        sign_in_by_form(client, "school", "falsch")
    answer = sign_in_by_form(client, "school")
    text = answer.content.decode()
    assert "已锁定10分钟" in text
    assert "安全管理员" in text
    assert not events("sign_in").exists()
    assert events("sign_in_locked").get().data["username"] == "school"
    assert sign_in_by_form(Client(), "school2").status_code == 302


@pytest.mark.parametrize("ended", [True, False])
def test_account_whose_time_is_over_is_shut(cast, client, ended):
    cast.expert.expires_at = timezone.now() + dt.timedelta(days=-1 if ended else 1)
    cast.expert.save()
    answer = sign_in_by_form(client, "expert")
    if ended:
        assert answer["Location"] == "/account/inactive/"
        assert "账号已停用" in client.get(answer["Location"]).content.decode()
        assert client.get("/desk/").status_code == 302
    else:
        assert client.get("/desk/").status_code == 200


def test_closed_account_is_shut_at_once(cast, sign_in):
    client = sign_in(cast.school_head)
    assert client.get("/desk/").status_code == 200
    cast.school_head.is_active = False
    cast.school_head.save()
    assert client.get("/desk/").status_code == 302
    assert sign_in_by_form(client, "school")["Location"] == "/account/inactive/"


def test_idle_session_ends(cast, sign_in):
    PolicySetting.objects.create(key="idle_minutes", value=20)
    client = sign_in(cast.school_head)
    session = client.session
    session[SEEN_AT] -= 21 * 60
    session.save()
    answer = client.get("/desk/")
    assert answer["Location"] == "/account/login/?next=/desk/"
    assert "20分钟没有操作" in client.get(answer["Location"]).content.decode()
    assert events("session_timed_out").get().actor == cast.school_head
    assert not events("sign_out").exists()


def test_activity_keeps_the_session(cast, sign_in):
    client = sign_in(cast.school_head)
    session = client.session
    session[SEEN_AT] -= 29 * 60
    session.save()
    assert client.get("/desk/").status_code == 200
    assert client.session[SEEN_AT] > session[SEEN_AT]


def test_what_was_sent_too_late_is_not_silently_lost(cast, client):
    answer = client.post("/desk/inbox/read/", headers={"referer": "http://testserver/desk/inbox/?show=unread"})
    assert answer["Location"] == "/account/login/?next=/desk/inbox/%3Fshow%3Dunread"
    text = client.get(answer["Location"]).content.decode()
    assert "没有保存" in text
    assert "data-keep-drafts" in text


def test_a_foreign_referer_is_not_followed(cast, client):
    answer = client.post("/desk/inbox/read/", headers={"referer": "https://evil.example/desk/"})
    assert answer["Location"] == "/account/login/?next=/desk/inbox/read/"


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?kind=task"}
    answer = client.get("/desk/", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/login/?next=/desk/%3Fkind%3Dtask"


def test_signing_out_is_logged(cast, sign_in):
    client = sign_in(cast.school_head)
    assert client.get("/account/logout/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    assert events("sign_out").get().actor == cast.school_head


def test_every_denial_is_logged(cast, sign_in, settings):
    client = sign_in(cast.school_head)
    assert client.get("/desk/accounts/").status_code == 403
    event = events("access_denied").get()
    assert event.actor == cast.school_head
    assert event.data["path"] == "/desk/accounts/"


def test_a_page_that_was_open_too_long_says_so(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.school_head)
    answer = client.post("/desk/inbox/read/")
    assert answer.status_code == 403
    assert "页面停留时间过长" in answer.content.decode()


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/", "password/set/"])
def test_nobody_registers_or_resets_by_mail(client, db, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_switching_the_language_needs_no_sign_in(client, db):
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert "Sign in" in client.get("/account/login/").content.decode()
