"""The public page behind the QR code on a plaque."""

import pytest
from django.test import Client

from accounts.models import Organisation, PolicySetting
from accounts.policy import forget
from inspectors.models import Inspector
from inspectors.plaque.services import assign_plaque, end_plaque
from inspectors.roster.services import set_photo
from tests.pages import text
from tests.walk.roster import portrait
from tests.walk.zone import hanging

PHONE = "13800005035"


@pytest.fixture
def plaque(cast):
    """The first inspector's plaque at the school."""
    found = hanging(cast)
    Inspector.objects.filter(pk=found.inspector_id).update(phone=PHONE)
    found.inspector.refresh_from_db()
    return found


def test_anybody_reads_name_contact_and_matters(cast, plaque):
    set_photo(plaque.inspector, by=cast.office, photo=portrait())
    content = text(Client().get(plaque.get_public_url()))
    for words in ("第一示例中学", "督学甲", PHONE, "0812-8170000", "督导事项", "反映人的信息不向学校透露"):
        assert words in content
    assert f"{plaque.get_public_url()}photo/" in content


def test_the_telephone_is_hidden_on_every_page_by_one_setting(cast, plaque):
    pages = (plaque.get_public_url(), f"/schools/{cast.school.code}/")
    assert all(PHONE in text(Client().get(page)) for page in pages)
    PolicySetting.objects.create(key="plaque_phone_public", value=False)
    forget()
    assert not any(PHONE in text(Client().get(page)) for page in pages)
    assert all("0812-8170000" in text(Client().get(page)) for page in pages)


def test_an_ended_plaque_leads_to_the_present_one(cast, plaque):
    second = Inspector.objects.get(user=cast.other_inspector)
    new = assign_plaque(cast.school, by=cast.office, inspector=second)
    content = text(Client().get(plaque.get_public_url()))
    assert "停用，不应再悬挂" in content
    assert new.get_public_url() in content
    assert PHONE not in content
    assert "督学甲" not in content
    end_plaque(new, by=cast.office, reason="调离")
    assert new.get_public_url() not in text(Client().get(plaque.get_public_url()))


def test_the_photograph_is_public_only_while_the_plaque_hangs(cast, plaque):
    url = f"{plaque.get_public_url()}photo/"
    assert Client().get(url).status_code == 404
    set_photo(plaque.inspector, by=cast.office, photo=portrait())
    page = Client().get(url)
    assert page["Content-Type"] == "image/jpeg"
    assert b"".join(page.streaming_content).startswith(b"\xff\xd8")
    end_plaque(plaque, by=cast.office, reason="调离")
    assert Client().get(url).status_code == 404


def test_a_term_that_is_over_and_a_closed_school_are_said(cast, plaque):
    Inspector.objects.update(term_until="2026-01-01")
    assert "聘期已满" in text(Client().get(plaque.get_public_url()))
    Organisation.objects.filter(pk=cast.school.pk).update(is_active=False)
    content = text(Client().get(plaque.get_public_url()))
    assert "已不在名录中" in content
    assert PHONE not in content


def test_unknown_plaques_are_not_found(cast):
    assert Client().get(f"/plaques/{cast.school.pk}/").status_code == 404


def test_find_your_schools_inspector_leads_there(cast, plaque):
    for page in ("/schools/", f"/schools/{cast.school.code}/"):
        assert plaque.get_public_url() in text(Client().get(page))
