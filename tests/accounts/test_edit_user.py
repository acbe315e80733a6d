"""Correcting an account: what changed is logged, nothing else."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.services import users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events


def url(user):
    return f"/desk/accounts/{user.pk}/edit/"


def test_changes_are_saved_and_logged(cast, sign_in):
    client = sign_in(cast.sysadmin)
    assert "校长甲" in client.get(url(cast.school_head)).content.decode()
    data = {"name": "校长甲", "email": "neu@example.invalid", "phone": "", "expires_at": "2027-12-31"}
    answer = client.post(url(cast.school_head), data)
    assert answer["Location"] == f"/desk/accounts/{cast.school_head.pk}/"
    changed = events("edit_user").get().data["changed"]
    assert changed["email"] == ["school@example.invalid", "neu@example.invalid"]
    assert set(changed) == {"email", "expires_at"}
    page = client.get(answer["Location"]).content.decode()
    assert "neu@example.invalid" in page
    assert "2027年12月31日" in page


def test_no_change_no_event(cast):
    kept = {"name": cast.office.name, "email": cast.office.email}
    users.edit_user(cast.office, by=cast.sysadmin, **kept)
    assert not events("edit_user").exists()


def test_an_end_that_passed_may_stay_but_not_be_chosen(cast):
    past = timezone.now() - dt.timedelta(days=1)
    with pytest.raises(Refused, match="账号截止日期已过"):
        users.edit_user(cast.office, by=cast.sysadmin, name="甲", expires_at=past)
    cast.office.expires_at = past
    cast.office.save()
    users.edit_user(cast.office, by=cast.sysadmin, name="乙", expires_at=past)


def test_errors_keep_what_was_typed(cast, sign_in):
    answer = sign_in(cast.sysadmin).post(
        url(cast.office), {"name": "", "email": "kein"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "kein" in answer.content.decode()


@pytest.mark.parametrize("name", ["security", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    assert sign_in(user).get(url(cast.school_head)).status_code == 403
    with pytest.raises(NotAllowed, match="停用账号和重置密码只由系统管理员办理"):
        users.edit_user(cast.school_head, by=user, name="x")
