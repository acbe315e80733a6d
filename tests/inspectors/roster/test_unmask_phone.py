"""Reading a full telephone number is logged."""

from core.models import AuditEvent
from tests.pages import HTMX, text


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/phone/unmask/"


def test_the_office_reads_it_and_the_log_knows(cast, sign_in, first):
    page = sign_in(cast.office).post(url(first))
    assert page.status_code == 200
    assert "13800005035" in text(page)
    assert "本次查看已记录" in text(page)
    event = AuditEvent.objects.get(action="unmask_phone")
    assert (event.actor, event.about_id) == (cast.office, str(first.pk))
    assert "13800005035" not in str(event.data)


def test_htmx_gets_the_number_alone(cast, sign_in, first):
    content = text(sign_in(cast.office).post(url(first), headers=HTMX))
    assert "13800005035" in content
    assert "<html" not in content
    assert "<dt>" not in content


def test_one_reads_ones_own(cast, sign_in, first):
    assert "13800005035" in text(sign_in(cast.inspector).post(url(first)))


def test_nobody_else_does(cast, sign_in, first):
    for name in ("leader", "zone_leader", "other_inspector"):
        page = sign_in(getattr(cast, name)).post(url(first))
        assert page.status_code == 403
        assert "13800005035" not in text(page)
    assert not AuditEvent.objects.filter(action="unmask_phone").exists()


def test_looking_is_not_reading(cast, sign_in, first):
    assert sign_in(cast.office).get(url(first)).status_code == 405
