"""Adding a zone to the register."""

import pytest

from accounts.models import Zone
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.zone.services import add_zone
from tests.pages import HTMX, text

URL = "/desk/inspectors/zones/add/"


def test_the_office_adds_one_with_the_next_number(cast, sign_in):
    client = sign_in(cast.office)
    assert 'value="2"' in text(client.get(URL))
    page = client.post(URL, {"number": 2, "name": " 第二责任区 "})
    zone = Zone.objects.get(number=2)
    assert page["Location"] == zone.get_absolute_url()
    assert zone.name == "第二责任区"
    assert AuditEvent.objects.get(action="add_zone").about_id == str(zone.pk)


def test_numbers_and_names_are_given_once(cast, sign_in):
    page = sign_in(cast.office).post(URL, {"number": 1, "name": "新责任区"}, headers=HTMX)
    assert page.status_code == 422
    assert "编号1已被其他责任区使用" in text(page)
    with pytest.raises(Refused, match="已有责任区名为"):
        add_zone(by=cast.office, number=9, name=cast.zone.name)
    with pytest.raises(Refused, match="请填写责任区名称"):
        add_zone(by=cast.office, number=9, name="  ")


def test_the_very_first_is_number_one(cast, sign_in):
    Zone.objects.update(number=90)
    assert 'value="91"' in text(sign_in(cast.office).get(URL))


@pytest.mark.parametrize("name", ["leader", "zone_leader", "inspector", "school_head"])
def test_nobody_else(cast, sign_in, name):
    person = getattr(cast, name)
    assert sign_in(person).get(URL).status_code == 403
    with pytest.raises(NotAllowed, match="责任区由督导办管理"):
        add_zone(by=person, number=9, name="第九责任区")
