"""Lifting a recusal is for the head of the office."""

import pytest

from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.recusal.services import add_recusal, lift_recusal
from tests.pages import text


@pytest.fixture
def recusal(cast, first):
    """A recusal of the first inspector at the school."""
    return add_recusal(first, by=cast.office_head, unit=cast.school, ground="on_staff")


def url(recusal):
    return f"/desk/inspectors/recusals/{recusal.pk}/lift/"


def test_the_head_lifts_it_with_a_reason(cast, sign_in, recusal):
    client = sign_in(cast.office_head)
    assert "可以督导第一示例中学" in text(client.get(url(recusal)))
    assert client.post(url(recusal), {"reason": "已调离该校满三年"}).status_code == 302
    recusal.refresh_from_db()
    assert recusal.lifted_at is not None
    assert AuditEvent.objects.get(action="lift_recusal").reason == "已调离该校满三年"
    again = client.post(url(recusal), {"reason": "再一次"})
    assert again.status_code == 422
    assert "已经解除" in text(again)


def test_without_a_reason_it_is_refused(cast, sign_in, recusal):
    assert sign_in(cast.office_head).post(url(recusal), {"reason": ""}).status_code == 422
    with pytest.raises(Refused, match="请填写理由"):
        lift_recusal(recusal, by=cast.office_head, reason=" ")


def test_nobody_else_lifts(cast, sign_in, recusal):
    for name in ("office", "leader", "inspector"):
        assert sign_in(getattr(cast, name)).get(url(recusal)).status_code == 403
    for name in ("other_inspector", "school_head", "zone_leader"):
        assert sign_in(getattr(cast, name)).get(url(recusal)).status_code == 404
    with pytest.raises(NotAllowed, match="解除回避由教育督导办公室主任决定"):
        lift_recusal(recusal, by=cast.office, reason="x")
