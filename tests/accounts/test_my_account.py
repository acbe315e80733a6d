"""My account: who I am here, for whom I act and until when, how I sign in."""

import datetime as dt

from django.utils import timezone

from tests.people import act_for


def test_shows_roles_grants_and_ways(cast, sign_in):
    act_for(cast.school_head, cast.kindergarten, expires_at=dt.datetime(2027, 6, 30, 16, tzinfo=dt.UTC))
    act_for(cast.school_head, cast.other_school, expires_at=timezone.now() - dt.timedelta(days=1))
    text = sign_in(cast.school_head).get("/desk/me/").content.decode()
    assert "被督导单位" in text
    assert "第一示例中学" in text
    assert "2027年6月30日" in text
    assert "第二示例小学" not in text
    for path in ("/account/password/", "/account/2fa/", "/account/sessions/", "/display/", "/language/"):
        assert path in text


def test_large_print_theme_and_language_are_kept_on_the_device(cast, sign_in):
    client = sign_in(cast.school_head)
    client.post("/display/", {"large_print": "1", "next": "/desk/me/"})
    client.post("/display/", {"theme": "dark", "next": "/desk/me/"})
    client.post("/language/", {"language": "en", "next": "/desk/me/"})
    text = client.get("/desk/me/").content.decode()
    assert "data-large" in text
    assert 'data-bs-theme="dark"' in text
    assert "Who I am here" in text


def test_everybody_has_one(cast, sign_in):
    for user in cast.everybody().values():
        assert sign_in(user).get("/desk/me/").status_code == 200
