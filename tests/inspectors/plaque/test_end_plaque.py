"""Ending a plaque without a successor."""

import datetime as dt

import pytest

from core.errors import NotAllowed, Refused
from core.models import Notification
from inspectors.models import PlaqueAssignment
from inspectors.plaque.services import assign_plaque, end_plaque
from tests.pages import text


@pytest.fixture
def plaque(cast, first):
    """The first inspector's plaque at the school."""
    return assign_plaque(cast.school, by=cast.office, inspector=first, began_on=dt.date(2026, 3, 1))


def url(plaque):
    return f"/desk/inspectors/plaques/{plaque.pk}/end/"


def test_the_office_ends_it(cast, sign_in, plaque):
    client = sign_in(cast.office)
    assert "没有责任督学，直到另行安排" in text(client.get(url(plaque)))
    assert client.post(url(plaque), {"reason": "学校撤并"})["Location"] == f"/desk/inspectors/{plaque.inspector_id}/"
    plaque.refresh_from_db()
    assert plaque.end_reason == "学校撤并"
    again = client.post(url(plaque), {"reason": "再一次"})
    assert again.status_code == 422
    assert "已经结束" in text(again)


def test_refusals(cast, plaque):
    with pytest.raises(Refused, match="请填写理由"):
        end_plaque(plaque, by=cast.office, reason=" ")
    with pytest.raises(Refused, match="不能早于开始日期"):
        end_plaque(plaque, by=cast.office, reason="x", on=dt.date(2026, 2, 1))


def test_wrong_roles_and_strangers(cast, sign_in, plaque):
    for name in ("leader", "zone_leader", "inspector", "school_head"):
        assert sign_in(getattr(cast, name)).post(url(plaque), {"reason": "x"}).status_code == 403
    assert sign_in(cast.other_school_head).post(url(plaque), {"reason": "x"}).status_code == 404
    with pytest.raises(NotAllowed, match="责任督学由教育督导办公室安排"):
        end_plaque(plaque, by=cast.inspector, reason="x")
    assert PlaqueAssignment.objects.current().count() == 1


def test_inspector_and_unit_are_told(cast, first):
    plaque = assign_plaque(cast.school, by=cast.office, inspector=first)
    end_plaque(plaque, by=cast.office, reason="调离")
    told = {row.recipient: row.title for row in Notification.objects.filter(kind="end_plaque")}
    assert set(told) == {cast.inspector, cast.school_head}
    assert told[cast.school_head].endswith("起不再担任第一示例中学责任督学")
