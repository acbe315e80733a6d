"""Who leads a zone, and what that lets them do."""

import pytest

from accounts.models import User, ZoneGrant
from accounts.roles import Role
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.zone.services import appoint_zone_leader
from tests.pages import text
from tests.people import make_user


def url(zone):
    return f"/desk/inspectors/zones/{zone.pk}/leader/appoint/"


def zones_of(user):
    return User.objects.get(pk=user.pk).zone_ids


def test_the_new_leader_may_act_and_the_old_one_no_longer(cast, sign_in):
    new = make_user("zone2", "新组长", Role.ZONE_LEADER)
    deputy = make_user("zone3", "新副组长", Role.ZONE_LEADER)
    client = sign_in(cast.office)
    assert "新组长（zone2）" in text(client.get(url(cast.zone)))
    assert zones_of(cast.zone_leader) == [cast.zone.pk]
    page = client.post(url(cast.zone), {"user": new.pk, "deputy": deputy.pk})
    assert page["Location"] == f"/desk/inspectors/zones/{cast.zone.pk}/"
    cast.zone.refresh_from_db()
    assert (cast.zone.leader, cast.zone.deputy) == (new, deputy)
    assert zones_of(new) == zones_of(deputy) == [cast.zone.pk]
    assert zones_of(cast.zone_leader) == []
    event = AuditEvent.objects.get(action="appoint_zone_leader")
    assert event.data == {
        "before": {"leader": "责任区组长", "deputy": ""},
        "leader": "新组长",
        "deputy": "新副组长",
    }


def test_nobody_leads(cast):
    appoint_zone_leader(cast.zone, by=cast.office, user=None)
    assert not ZoneGrant.objects.exists()


def test_the_same_again_keeps_the_grant(cast):
    appoint_zone_leader(cast.zone, by=cast.office, user=cast.zone_leader)
    assert zones_of(cast.zone_leader) == [cast.zone.pk]
    assert ZoneGrant.objects.count() == 1


def test_refusals(cast, sign_in):
    with pytest.raises(Refused, match="没有责任区组长角色"):
        appoint_zone_leader(cast.zone, by=cast.office, user=cast.inspector)
    page = sign_in(cast.office).post(url(cast.zone), {"user": cast.zone_leader.pk, "deputy": cast.zone_leader.pk})
    assert page.status_code == 422
    assert "不能是同一人" in text(page)


def test_wrong_roles(cast, sign_in):
    for name in ("leader", "zone_leader", "inspector"):
        assert sign_in(getattr(cast, name)).post(url(cast.zone), {}).status_code == 403
    with pytest.raises(NotAllowed, match="责任区组长"):
        appoint_zone_leader(cast.zone, by=cast.zone_leader, user=None)
