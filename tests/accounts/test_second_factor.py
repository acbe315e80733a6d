"""Two factors for office, leaders and administrators, where the setting asks for it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.models import PolicySetting
from core.models import AuditEvent
from tests.people import PASSWORD

ACTIVATE = "/account/2fa/totp/activate/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def by_form(username):
    client = Client()
    return client, client.post("/account/login/", {"login": username, "password": PASSWORD})


@pytest.mark.parametrize("name", ["office", "head", "leader", "sysadmin", "security", "audit"])
def test_asked_of_those_who_must(cast, name):
    client, _answer = by_form(name)
    assert client.get("/desk/")["Location"] == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


@pytest.mark.parametrize("name", ["school", "inspector", "zone", "expert"])
def test_not_asked_of_others(cast, name):
    client, _answer = by_form(name)
    assert client.get("/desk/").status_code == 200


def test_not_asked_where_the_setting_is_off(cast):
    PolicySetting.objects.create(key="mfa_required", value=False)
    client, _answer = by_form("office")
    assert client.get("/desk/").status_code == 200


def test_setting_it_up_and_signing_in_with_it(cast):
    client, _answer = by_form("office")
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    assert "认证应用" in page.content.decode()
    assert "不正确" in client.post(ACTIVATE, {"code": "000000"}).content.decode()
    answer = client.post(ACTIVATE, {"code": code_of(secret)})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/desk/").status_code == 200
    stored = Authenticator.objects.get(user=cast.office, type="totp")
    assert secret not in str(stored.data)

    again, answer = by_form("office")
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert again.get("/desk/").status_code == 302
    assert "不正确" in again.post(answer["Location"], {"code": "000000"}).content.decode()
    codes = Authenticator.objects.get(user=cast.office, type="recovery_codes")
    (code, *_rest) = RecoveryCodes(codes).get_unused_codes()
    assert again.post(answer["Location"], {"code": code})["Location"] == "/desk/"
    assert again.get("/desk/").status_code == 200
    assert AuditEvent.objects.filter(action="second_factor_failed", about_text=str(cast.office)).exists()


def test_who_must_have_it_cannot_switch_it_off(cast):
    client, _answer = by_form("office")
    client.post(ACTIVATE, {"code": code_of(client.get(ACTIVATE).context["form"].secret)})
    page = client.get("/account/2fa/totp/deactivate/")
    assert "GB/T 22239-2019" in page.content.decode()
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.office, type="totp").exists()


def test_who_chose_it_may_switch_it_off(cast, django_capture_on_commit_callbacks):
    client, _answer = by_form("school")
    secret = client.get(ACTIVATE).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ACTIVATE, {"code": code_of(secret)}).status_code == 302
    assert client.get("/account/2fa/").status_code == 200
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.school_head).exists()
    assert {"second_factor_activated", "second_factor_deactivated"} <= set(
        AuditEvent.objects.filter(actor=cast.school_head).values_list("action", flat=True)
    )


def test_the_password_is_asked_for_again_after_a_while(cast):
    client, _answer = by_form("school")
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get(ACTIVATE)
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert "请确认是您本人" in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == ACTIVATE


def test_or_for_the_code_again(cast, sign_in):
    TOTP.activate(cast.school_head, "A" * 32)
    client = sign_in(cast.school_head)
    page = client.get("/account/2fa/reauthenticate/?next=/desk/me/")
    assert "认证应用验证码" in page.content.decode()
    answer = client.post("/account/2fa/reauthenticate/", {"code": code_of("A" * 32), "next": "/desk/me/"})
    assert answer["Location"] == "/desk/me/"


def test_programs_are_told_too(cast):
    client, _answer = by_form("office")
    answer = client.get("/api/v1/units/")
    assert answer.status_code == 403
    assert "请先在网页上登录" in answer.json()["message"]


def test_new_recovery_codes_are_logged(cast, django_capture_on_commit_callbacks):
    TOTP.activate(cast.school_head, "A" * 32)
    RecoveryCodes.activate(cast.school_head)
    client = Client()
    client.force_login(cast.school_head)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(cast.school_head.pk)
    session.save()
    assert client.get("/account/2fa/recovery-codes/generate/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/recovery-codes/generate/")
    assert AuditEvent.objects.get(action="recovery_codes_generated").actor == cast.school_head
