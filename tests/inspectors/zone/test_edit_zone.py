"""Changing the number and the name of a zone."""

import pytest

from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.zone.services import close_zone, edit_zone, zone_fingerprint
from tests.pages import text
from tests.walk.zone import second_zone


def url(zone):
    return f"/desk/inspectors/zones/{zone.pk}/edit/"


def test_the_office_renames_and_the_zone_tells_of_it(cast, sign_in):
    client = sign_in(cast.office)
    seen = zone_fingerprint(cast.zone)
    assert seen in text(client.get(url(cast.zone)))
    assert client.post(url(cast.zone), {"number": 5, "name": "城区责任区", "seen": seen}).status_code == 302
    cast.zone.refresh_from_db()
    assert (cast.zone.number, cast.zone.name) == (5, "城区责任区")
    assert AuditEvent.objects.get(action="edit_zone").data["changed"]["name"] == ["第一责任区", "城区责任区"]
    assert "修改责任区" in text(client.get(cast.zone.get_absolute_url()))


def test_a_stale_page_changes_nothing(cast, sign_in):
    seen = zone_fingerprint(cast.zone)
    edit_zone(cast.zone, by=cast.office, number=3, name="先改的名")
    page = sign_in(cast.office).post(url(cast.zone), {"number": 4, "name": "后改的名", "seen": seen})
    assert page.status_code == 409
    cast.zone.refresh_from_db()
    assert cast.zone.name == "先改的名"


def test_refusals(cast):
    other = second_zone(cast)
    with pytest.raises(Refused, match="编号1已被其他责任区使用"):
        edit_zone(other, by=cast.office, number=1, name=other.name)
    close_zone(other, by=cast.office, reason="合并")
    with pytest.raises(Refused, match="已撤销"):
        edit_zone(other, by=cast.office, number=3, name=other.name)


def test_the_same_again_logs_nothing(cast):
    edit_zone(cast.zone, by=cast.office, number=cast.zone.number, name=cast.zone.name)
    assert not AuditEvent.objects.filter(action="edit_zone").exists()


def test_wrong_roles(cast, sign_in):
    for name in ("leader", "zone_leader", "school_head"):
        assert sign_in(getattr(cast, name)).get(url(cast.zone)).status_code == 403
    with pytest.raises(NotAllowed, match="责任区由督导办管理"):
        edit_zone(cast.zone, by=cast.leader, number=9, name="别名")
