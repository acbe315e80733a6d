"""Changing the facts of an inspector, held against the rules of appointment."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.errors import NotAllowed, TransitionRefused
from core.models import AuditEvent
from inspectors.roster import services
from inspectors.roster.forms import InspectorForm
from inspectors.roster.services.roster import EDITABLE
from tests.pages import HTMX, text


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/edit/"


def filled(inspector, **changes):
    form = InspectorForm(instance=inspector, initial={"seen": services.fingerprint(inspector)})
    data = {name: form[name].value() for name in (*EDITABLE, "seen")}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return data | changes


def test_a_change_is_saved_and_logged_without_the_number(cast, sign_in, first):
    client = sign_in(cast.office)
    assert client.get(url(first)).status_code == 200
    page = client.post(url(first), filled(first, title="高级教师", phone="13900000000"))
    assert page.status_code == 302
    first.refresh_from_db()
    assert (first.title, first.phone) == ("高级教师", "13900000000")
    event = AuditEvent.objects.get(action="edit_inspector")
    assert event.data["changes"]["title"] == ["", "高级教师"]
    assert "13900000000" not in str(event.data)


def test_nothing_changed_writes_nothing(cast, sign_in, first):
    assert sign_in(cast.office).post(url(first), filled(first)).status_code == 302
    assert not AuditEvent.objects.filter(action="edit_inspector").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"education": "college"}, "督学应具有大学本科以上学历（《教育督导条例》第七条第四项）"),
        ({"experience_years": "9"}, "督学应从事教育工作10年以上"),
        ({"kind": "part_time", "terms_in_row": "4", "term_until": "2028-09-01"}, "连续任职不得超过3个任期"),
        ({"kind": "part_time"}, "兼职督学的任期为3年"),
        ({"term_until": "2025-01-01"}, "聘任止早于聘任起"),
        ({"phone": "12345"}, "不是电话号码"),
        ({"certificate": "川米督〔2025〕902"}, "已存在"),
        ({"name": ""}, "请填写此项"),
    ],
)
def test_rules_are_said_beside_the_field_and_what_was_typed_stays(cast, sign_in, first, changes, words):
    page = sign_in(cast.office).post(url(first), filled(first, title="新职称", **changes))
    assert page.status_code == 422
    assert words in text(page)
    assert "新职称" in text(page)
    first.refresh_from_db()
    assert first.title == ""


def test_a_stale_form_is_refused(cast, sign_in, first):
    client = sign_in(cast.office)
    data = filled(first, title="一级教师")
    services.edit_inspector(first, by=cast.office_head, employer="别处")
    page = client.post(url(first), data)
    assert page.status_code == 409
    assert "已被他人更改" in text(page)
    first.refresh_from_db()
    assert (first.title, first.employer) == ("", "别处")


def test_wrong_roles(cast, sign_in, first):
    for name in ("leader", "inspector", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(url(first)).status_code == 403
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        services.edit_inspector(first, by=cast.inspector, name="我")


def test_the_service_refuses_on_its_own(cast, first):
    with pytest.raises(ValidationError):
        services.edit_inspector(first, by=cast.office, term_until=dt.date(2020, 1, 1))
    with pytest.raises(TransitionRefused, match="您打开页面之后"):
        services.edit_inspector(first, by=cast.office, seen="something else")


def test_htmx_gets_the_form_alone(cast, sign_in, first):
    page = sign_in(cast.office).post(url(first), filled(first, name=""), headers=HTMX)
    assert page.status_code == 422
    assert "<html" not in text(page)
