"""Closing a zone that nobody stands in any more."""

import pytest

from accounts.models import Organisation, User, Zone
from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.appointment import services
from inspectors.models import Inspector
from inspectors.staffing.services import staffing
from inspectors.zone.services import appoint_zone_leader, close_zone
from tests.pages import text
from tests.walk import appointment as appointing
from tests.walk.zone import second_zone


def url(zone):
    return f"/desk/inspectors/zones/{zone.pk}/close/"


def test_an_empty_zone_closes_and_stays_on_record(cast, sign_in):
    zone = second_zone(cast)
    appoint_zone_leader(zone, by=cast.office, user=cast.zone_leader)
    client = sign_in(cast.office)
    assert client.post(url(zone), {"reason": "与第一责任区合并"}).status_code == 302
    zone.refresh_from_db()
    assert (zone.closed_on, zone.close_reason, zone.leader) == (calendar.today(), "与第一责任区合并", None)
    assert User.objects.get(pk=cast.zone_leader.pk).zone_ids == [cast.zone.pk]
    assert AuditEvent.objects.get(action="close_zone").reason == "与第一责任区合并"
    content = text(client.get("/desk/inspectors/zones/"))
    assert "已撤销的责任区（1个）" in content
    assert "本责任区已于" in text(client.get(zone.get_absolute_url()))
    assert str(zone.pk) not in {place.key for place in staffing().places}


def test_it_is_refused_while_schools_or_inspectors_are_in_it(cast, sign_in):
    page = sign_in(cast.office).post(url(cast.zone), {"reason": "合并"})
    assert page.status_code == 422
    assert "责任区内还有学校、督学或聘任人选：第一示例中学、" in text(page)
    Organisation.objects.update(zone=None)
    with pytest.raises(Refused, match="督学甲"):
        close_zone(cast.zone, by=cast.office, reason="合并")
    Inspector.objects.update(zone=None)
    candidate = appointing.recommended(cast, zone=cast.zone)
    with pytest.raises(Refused, match="示例候选人"):
        close_zone(cast.zone, by=cast.office, reason="合并")
    services.withdraw_appointment(candidate, by=cast.school_head, reason="另行推荐")
    assert close_zone(cast.zone, by=cast.office, reason="合并").closed_on == calendar.today()


def test_refusals(cast):
    zone = second_zone(cast)
    with pytest.raises(Refused, match="请填写理由"):
        close_zone(zone, by=cast.office, reason=" ")
    close_zone(zone, by=cast.office, reason="合并")
    with pytest.raises(Refused, match="已撤销"):
        close_zone(zone, by=cast.office, reason="合并")


def test_a_closed_zone_is_offered_nowhere(cast, sign_in):
    zone = close_zone(second_zone(cast), by=cast.office, reason="合并")
    client = sign_in(cast.office)
    for path in ("/desk/inspectors/plaques/", "/desk/inspectors/add/", "/desk/inspectors/zones/schools/move/"):
        assert zone.name not in text(client.get(path))
    assert list(Zone.objects.open()) == [cast.zone]


def test_wrong_roles(cast, sign_in):
    zone = second_zone(cast)
    for name in ("leader", "zone_leader", "school_head"):
        assert sign_in(getattr(cast, name)).post(url(zone), {"reason": "x"}).status_code == 403
    with pytest.raises(NotAllowed, match="责任区由督导办管理"):
        close_zone(zone, by=cast.zone_leader, reason="合并")
