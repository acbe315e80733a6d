"""Recording a recusal."""

import datetime as dt

import pytest

from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import PlaqueAssignment, Recusal
from inspectors.plaque.services import assign_plaque
from inspectors.recusal.services import add_recusal
from tests.pages import text


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/recusals/add/"


def test_the_head_records_one_and_a_plaque_there_ends(cast, sign_in, first):
    assign_plaque(cast.school, by=cast.office, inspector=first)
    client = sign_in(cast.office_head)
    assert client.get(url(first)).status_code == 200
    page = client.post(url(first), {"unit": cast.school.pk, "ground": "family_there", "reason": "配偶任职"})
    assert page.status_code == 302
    recusal = Recusal.objects.get()
    assert (recusal.unit, recusal.recorded_by) == (cast.school, cast.office_head)
    assert str(recusal) == "督学甲 – 第一示例中学"
    assert not PlaqueAssignment.objects.current().exists()
    event = AuditEvent.objects.get(action="add_recusal")
    assert event.data == {"unit": "第一示例中学", "ground": "family_there"}


def test_only_the_head_others_raise_it(cast, sign_in, first):
    data = {"unit": cast.school.pk, "ground": "on_staff"}
    for name in ("office", "inspector", "leader", "zone_leader"):
        page = sign_in(getattr(cast, name)).post(url(first), data)
        assert page.status_code == 403
        assert "改为提出回避申请" in text(page)
        with pytest.raises(NotAllowed, match="回避由督导办主任决定"):
            add_recusal(first, by=getattr(cast, name), unit=cast.school, ground="on_staff")
    assert not Recusal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ground": "on_staff"}, "这项回避已经登记"),
        ({"ground": "other"}, "说明原因"),
        ({"ground": "family_there", "until": dt.date(2020, 1, 1)}, "最后一天应在今天之后"),
    ],
)
def test_refusals(cast, first, fields, words):
    add_recusal(first, by=cast.office_head, unit=cast.school, ground="on_staff")
    with pytest.raises(Refused) as caught:
        add_recusal(first, by=cast.office_head, unit=cast.school, **fields)
    assert words in str(caught.value) or fields["ground"] == "other"


def test_a_refusal_is_said_on_the_form(cast, sign_in, first):
    add_recusal(first, by=cast.office_head, unit=cast.school, ground="on_staff")
    page = sign_in(cast.office_head).post(url(first), {"unit": cast.school.pk, "ground": "on_staff"})
    assert page.status_code == 422
    assert "这项回避已经登记" in text(page)


def test_one_with_an_end_holds_until_then(cast, first):
    tomorrow = calendar.today() + dt.timedelta(days=1)
    add_recusal(first, by=cast.office_head, unit=cast.school, ground="left_recently", until=tomorrow)
    assert Recusal.objects.in_force(on=calendar.today()).count() == 1
    assert Recusal.objects.in_force(on=tomorrow).count() == 0
