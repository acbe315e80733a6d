"""A new inspector by form, each rule of appointment checked."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.errors import NotAllowed
from core.models import AuditEvent
from inspectors.models import CareerEvent, Inspector
from inspectors.roster.services import add_inspector
from tests.pages import HTMX, text
from tests.walk.roster import facts, identity

URL = "/desk/inspectors/add/"


def test_a_new_inspector_with_number_zone_and_a_line_of_career(cast, sign_in):
    client = sign_in(cast.office)
    assert "新增督学" in text(client.get("/desk/inspectors/"))
    assert client.get(URL).status_code == 200
    number = identity()
    given = facts(identity=number.lower(), born="1978-05-16", zone=str(cast.zone.pk), phone="13800001111")
    page = client.post(URL, given)
    made = Inspector.objects.get(certificate="川米督〔2026〕950")
    assert (page.status_code, page.url) == (302, f"/desk/inspectors/{made.pk}/")
    assert (made.name, made.identity, made.zone, made.phone) == ("新督学", number, cast.zone, "13800001111")
    line = CareerEvent.objects.get(inspector=made)
    assert (line.kind, line.on, line.text) == (
        "appointed",
        dt.date(2026, 1, 1),
        "聘为兼职督学，督学证号川米督〔2026〕950",
    )
    event = AuditEvent.objects.get(action="add_inspector")
    assert (event.about_id, event.data) == (str(made.pk), {"certificate": "川米督〔2026〕950"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"education": "college"}, "督学应具有大学本科以上学历（《教育督导条例》第七条第四项）"),
        ({"experience_years": "9"}, "督学应从事教育工作10年以上"),
        ({"terms_in_row": "4"}, "连续任职不得超过3个任期"),
        ({"term_until": "2029-01-02"}, "兼职督学的任期为3年"),
        ({"term_until": "2025-01-01"}, "聘任止早于聘任起"),
        ({"phone": "12345"}, "不是电话号码"),
        ({"identity": "123"}, "应为18位"),
        ({"certificate": "川米督〔2025〕902"}, "已存在"),
        ({"name": ""}, "请填写此项"),
    ],
)
def test_each_rule_is_said_beside_its_field_and_nothing_is_written(cast, sign_in, changes, words):
    before = Inspector.objects.count()
    page = sign_in(cast.office).post(URL, facts(title="一级教师", **changes))
    assert page.status_code == 422
    assert words in text(page)
    assert "一级教师" in text(page)
    assert Inspector.objects.count() == before
    assert not AuditEvent.objects.filter(action="add_inspector").exists()


def test_the_service_refuses_on_its_own(cast):
    good = {
        "name": "甲",
        "education": "bachelor",
        "experience_years": 12,
        "kind": "full_time",
        "certificate": "证1",
        "term_from": dt.date(2026, 1, 1),
    }
    with pytest.raises(ValidationError):
        add_inspector(by=cast.office, **good | {"education": "college"})
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        add_inspector(by=cast.leader, **good)
    assert add_inspector(by=cast.office_head, **good).certificate == "证1"


def test_wrong_roles(cast, sign_in):
    for name in ("leader", "inspector", "zone_leader", "school_head", "expert"):
        client = sign_in(getattr(cast, name))
        assert client.get(URL).status_code == 403
        assert client.post(URL, facts()).status_code == 403


def test_htmx_gets_the_form_alone(cast, sign_in):
    page = sign_in(cast.office).post(URL, facts(name=""), headers=HTMX)
    assert page.status_code == 422
    assert "<html" not in text(page)
