"""The first password is replaced before anything else; old ones do not come back."""

import pytest
from django.core.cache import cache

from accounts.models import PasswordRecord
from core.models import AuditEvent
from tests.people import PASSWORD

URL = "/account/password/"
NEW = "Xin-Mima 2027"


@pytest.fixture
def newcomer(cast):
    cast.school_head.must_change_password = True
    cast.school_head.save()
    return cast.school_head


def change(client, new=NEW, again=None, old=PASSWORD):
    return client.post(URL, {"oldpassword": old, "password1": new, "password2": again or new})


def test_every_page_leads_to_the_change_first(newcomer, sign_in):
    client = sign_in(newcomer)
    for path in ("/desk/", "/desk/inbox/", "/desk/me/", "/account/2fa/", "/account/sessions/"):
        assert client.get(path)["Location"] == URL, path
    answer = client.get("/desk/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == URL
    page = client.get(URL)
    assert "别人看到过" in page.content.decode()


def test_after_the_change_the_desk_is_open(newcomer, sign_in):
    client = sign_in(newcomer)
    old_hash = newcomer.password
    assert change(client)["Location"] == "/desk/me/"
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.check_password(NEW)
    assert PasswordRecord.objects.get(user=newcomer).password == old_hash
    assert AuditEvent.objects.get(action="change_password").actor == newcomer
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Ab1-", "8"),
        ("abcdefgh1", "三种"),
        ("school-Jia1", None),
        (PASSWORD, "最近五次"),
    ],
)
def test_weak_or_old_passwords_are_refused_with_the_rule(newcomer, sign_in, new, words):
    newcomer.username = "school-jia"
    newcomer.save()
    client = sign_in(newcomer)
    text = change(client, new).content.decode()
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
    assert words is None or words in text


def test_the_fifth_last_password_does_not_come_back_but_an_older_one_may(newcomer, sign_in):
    client = sign_in(newcomer)
    chain = [f"Xin-Mima {year}" for year in range(2027, 2034)]
    old = PASSWORD
    for new in chain:
        cache.clear()  # allauth allows five changes a minute
        assert change(client, new, old=old).status_code == 302
        old = new
    assert PasswordRecord.objects.filter(user=newcomer).count() == 5
    cache.clear()
    assert "最近五次" in change(client, chain[2], old=old).content.decode()
    assert change(client, PASSWORD, old=old).status_code == 302


def test_wrong_current_password(newcomer, sign_in):
    text = change(sign_in(newcomer), old="nicht das").content.decode()
    assert "当前密码不正确" in text


def test_other_sessions_end(cast, sign_in):
    here, there = sign_in(cast.school_head), sign_in(cast.school_head)
    change(here)
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
