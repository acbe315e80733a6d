"""Roles are given by the security administrator; the three administrators stay three."""

import pytest

from accounts.roles import Role
from accounts.services import users
from core.errors import NotAllowed, Refused
from tests.accounts.work import events
from tests.people import make_user


def url(user):
    return f"/desk/accounts/{user.pk}/roles/"


def test_gives_roles_and_logs_what_changed(cast, sign_in):
    client = sign_in(cast.security)
    assert "三员" in client.get(url(cast.inspector)).content.decode()
    assert client.post(url(cast.inspector), {"roles": ["inspector", "zone_leader"]}).status_code == 302
    cast.inspector.refresh_from_db()
    assert cast.inspector.roles == ["zone_leader", "inspector"]
    assert events("set_roles").get().data["changed"]["roles"] == [["inspector"], ["zone_leader", "inspector"]]
    page = client.get(f"/desk/accounts/{cast.inspector.pk}/").content.decode()
    assert "督学 → 责任区组长、督学" in page


def test_no_change_no_event(cast):
    users.set_roles(cast.inspector, by=cast.security, roles=["inspector"])
    assert not events("set_roles").exists()


def test_all_roles_may_go(cast):
    assert users.set_roles(cast.expert, by=cast.security, roles=[]).roles == []


def test_taking_every_role_away_is_asked_once_more(cast, sign_in):
    client = sign_in(cast.security)
    question = "取消全部角色"
    assert question not in client.get(url(cast.expert)).content.decode()
    answer = client.post(url(cast.expert), {})
    assert answer.status_code == 422
    assert question in answer.content.decode()
    cast.expert.refresh_from_db()
    assert cast.expert.roles == [Role.EXPERT]
    assert not events("set_roles").exists()
    # Whoever ticks a role after all is not asked; whoever means it says so.
    assert question not in client.post(url(cast.expert), {"roles": ["audit", "office"]}).content.decode()
    assert client.post(url(cast.expert), {"without": "on"}).status_code == 302
    cast.expert.refresh_from_db()
    assert cast.expert.roles == []
    assert events("set_roles").get().data["changed"]["roles"] == [["expert"], []]
    # Of an account without roles nothing is taken.
    assert client.post(url(cast.expert), {}).status_code == 302


@pytest.mark.parametrize("roles", [["sysadmin", "security"], ["audit", "office"], ["sysadmin", "audit", "security"]])
def test_an_administrator_role_stands_alone(cast, sign_in, roles):
    answer = sign_in(cast.security).post(url(cast.expert), {"roles": roles})
    assert answer.status_code == 422
    assert "三员分立" in answer.content.decode()
    cast.expert.refresh_from_db()
    assert cast.expert.roles == [Role.EXPERT]


def test_not_to_oneself(cast):
    with pytest.raises(Refused, match="不能给本人授予角色"):
        users.set_roles(cast.security, by=cast.security, roles=["office_head"])


def test_the_last_administrator_stays(cast):
    with pytest.raises(Refused, match="最后一名审计管理员"):
        users.set_roles(cast.auditor, by=cast.security, roles=["office"])
    make_user("audit2", "审计二", Role.AUDIT)
    users.set_roles(cast.auditor, by=cast.security, roles=["office"])


@pytest.mark.parametrize("name", ["sysadmin", "auditor", "office_head"])
def test_by_nobody_else(cast, sign_in, name):
    user = getattr(cast, name)
    assert sign_in(user).get(url(cast.school_head)).status_code == 403
    with pytest.raises(NotAllowed, match="授权和解锁只由安全管理员办理"):
        users.set_roles(cast.school_head, by=user, roles=[])
