"""Lines of a career that the platform did not see."""

import datetime as dt

import pytest

from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import CareerEvent, Inspector
from inspectors.roster.services import add_career_event, record_career
from tests.pages import queries, text


def url(inspector):
    return f"/desk/inspectors/{inspector.pk}/career/add/"


def page_of(inspector):
    return f"/desk/inspectors/{inspector.pk}/"


def test_the_office_notes_what_was_before(cast, sign_in, first):
    client = sign_in(cast.office)
    assert client.get(url(first)).status_code == 200
    given = {"kind": "commended", "on": "2019-09-10", "text": "被评为全县优秀教育工作者"}
    assert client.post(url(first), given).status_code == 302
    line = CareerEvent.objects.get()
    assert (line.inspector, line.kind, line.on, line.recorded_by) == (
        first,
        "commended",
        dt.date(2019, 9, 10),
        cast.office,
    )
    event = AuditEvent.objects.get(action="add_career_event")
    assert (event.about_id, event.data["on"]) == (str(first.pk), "2019-09-10")
    content = text(client.get(page_of(first)))
    for words in ("被评为全县优秀教育工作者", "2019年9月10日", "登记经历"):
        assert words in content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "请填写此项"),
        ({"on": ""}, "请填写此项"),
        ({"on": "2099-01-01"}, "尚未到来"),
        ({"on": "1970-01-01"}, "早于督学出生日期"),
        ({"kind": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_refused(cast, sign_in, first, changes, words):
    Inspector.objects.filter(pk=first.pk).update(born=dt.date(1978, 5, 1))
    given = {"kind": "other", "on": "2019-09-10", "text": "调入县教育局"} | changes
    page = sign_in(cast.office).post(url(first), given)
    assert page.status_code == 422
    assert words in text(page)
    assert not CareerEvent.objects.exists()


def test_the_career_is_for_the_county_and_oneself(cast, sign_in, first):
    record_career(first, by=cast.office, kind="other", text="调入县教育局")
    for name in ("office", "leader", "inspector"):
        assert "调入县教育局" in text(sign_in(getattr(cast, name)).get(page_of(first)))
    for name in ("other_inspector", "zone_leader"):
        assert "调入县教育局" not in text(sign_in(getattr(cast, name)).get(page_of(first)))


def test_wrong_roles_and_strangers(cast, sign_in, first):
    for name in ("leader", "zone_leader", "inspector"):
        assert sign_in(getattr(cast, name)).get(url(first)).status_code == 403
    assert sign_in(cast.school_head).get(url(first)).status_code == 404
    with pytest.raises(NotAllowed, match="督学名册由教育督导办公室管理"):
        add_career_event(first, by=cast.inspector, kind="other", on=calendar.today(), text="x")
    with pytest.raises(Refused, match="请填写经历内容"):
        add_career_event(first, by=cast.office, kind="other", on=calendar.today(), text="  ")


def test_a_longer_career_needs_no_more_queries(cast, sign_in, first):
    client = sign_in(cast.office)
    record_career(first, by=cast.office, kind="other", text="一")
    few = queries(client, page_of(first))
    for number in range(9):
        record_career(first, by=cast.office, kind="other", text=f"经历{number}")
    assert queries(client, page_of(first)) == few
