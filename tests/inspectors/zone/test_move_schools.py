"""Moving schools from one zone to another."""

import pytest

from accounts.enums import OrganisationKind
from accounts.models import Organisation, PolicySetting
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from inspectors.models import PlaqueAssignment
from inspectors.plaque.services import assign_plaque
from inspectors.zone.services import close_zone, move_schools
from tests.pages import text
from tests.people import make_unit
from tests.walk.zone import second_zone

URL = "/desk/inspectors/zones/schools/move/"


def test_chosen_schools_move_and_their_plaques_stay(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    zone = second_zone(cast)
    client = sign_in(cast.office)
    assert "第一示例中学（" in text(client.get(f"{URL}?origin={cast.zone.pk}"))
    data = {"origin": cast.zone.pk, "units": [cast.school.pk, cast.kindergarten.pk], "zone": zone.pk}
    page = client.post(URL, data, follow=True)
    assert "2所学校和幼儿园已划入第2示例责任区" in text(page)
    assert set(zone.units.all()) == {cast.school, cast.kindergarten}
    assert PlaqueAssignment.objects.current().get().unit == cast.school
    about = set(AuditEvent.objects.filter(action="move_schools").values_list("about_text", flat=True))
    assert about == {"第一示例中学", "示例幼儿园", "第一责任区", "第2示例责任区"}
    assert "督学属其他责任区" in text(client.get("/desk/inspectors/plaques/"))


def test_schools_of_no_zone_come_first(cast, sign_in):
    lone = make_unit("77", "孤校", OrganisationKind.PRIMARY)
    client = sign_in(cast.office)
    content = text(client.get(URL))
    assert "孤校（" in content
    assert "第一示例中学（" not in content
    client.post(URL, {"origin": "none", "units": [lone.pk], "zone": cast.zone.pk})
    lone.refresh_from_db()
    assert lone.zone == cast.zone


def test_more_than_usual_needs_a_reason(cast, sign_in):
    zone = second_zone(cast)
    PolicySetting.objects.create(key="zone_schools", value=1)
    client = sign_in(cast.office)
    data = {"origin": cast.zone.pk, "units": [cast.school.pk, cast.other_school.pk], "zone": zone.pk}
    page = client.post(URL, data)
    assert page.status_code == 422
    assert "第2示例责任区将有2所学校和幼儿园，一个责任区一般不超过1所" in text(page)
    assert "依据：《" in text(page)
    assert not zone.units.exists()
    assert client.post(URL, data | {"reason": "山区学校分散，暂并一区"}).status_code == 302
    assert zone.units.count() == 2
    assert set(AuditEvent.objects.filter(action="move_schools").values_list("reason", flat=True)) == {
        "山区学校分散，暂并一区"
    }


def test_a_stale_page_moves_nothing(cast, sign_in):
    zone, third = second_zone(cast), second_zone(cast, 3)
    move_schools([cast.school], by=cast.office, origin=cast.zone, zone=third)
    data = {"origin": cast.zone.pk, "units": [cast.school.pk, cast.other_school.pk], "zone": zone.pk}
    assert sign_in(cast.office).post(URL, data).status_code == 409
    assert not zone.units.exists()
    Organisation.objects.filter(pk=cast.other_school.pk).update(is_active=False)
    with pytest.raises(TransitionRefused, match="其他人已调整或撤销了其中的学校"):
        move_schools([cast.other_school], by=cast.office, origin=cast.zone, zone=zone)


def test_refusals(cast):
    zone = second_zone(cast)
    with pytest.raises(Refused, match="请至少选择一所"):
        move_schools([], by=cast.office, origin=cast.zone, zone=zone)
    with pytest.raises(Refused, match="所选学校已在"):
        move_schools([cast.school], by=cast.office, origin=cast.zone, zone=cast.zone)
    close_zone(zone, by=cast.office, reason="合并")
    with pytest.raises(Refused, match="已撤销"):
        move_schools([cast.school], by=cast.office, origin=cast.zone, zone=zone)


def test_an_empty_zone_says_so(cast, sign_in):
    assert "没有学校和幼儿园" in text(sign_in(cast.office).get(f"{URL}?origin={second_zone(cast).pk}"))


@pytest.mark.parametrize("name", ["leader", "zone_leader", "inspector", "school_head"])
def test_nobody_else(cast, sign_in, name):
    person = getattr(cast, name)
    assert sign_in(person).get(URL).status_code == 403
    with pytest.raises(NotAllowed, match="责任区由督导办管理"):
        move_schools([cast.school], by=person, origin=cast.zone, zone=second_zone(cast))
