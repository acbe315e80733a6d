"""The committee's page, and giving, correcting and ending a post."""

import datetime as dt

import pytest

from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from supervision.committee import services
from supervision.models import CommitteePost
from tests.pages import HTMX, queries, text

URL = "/desk/supervision/committee/"
FIELDS = {
    "post": "副主任",
    "person": "陈海",
    "position": "县政府办公室副主任",
    "organisation_name": "县教育和体育局",
    "began_on": dt.date(2026, 1, 1),
}
TYPED = FIELDS | {"began_on": "2026-01-01", "order": "", "note": "", "user": ""}


@pytest.fixture
def post(cast):
    """A post held now."""
    return services.add_post(by=cast.office, **FIELDS)


def test_posts_in_order_present_and_past(cast, sign_in, post):
    services.add_post(by=cast.office, **FIELDS | {"post": "主任", "person": "余飞家", "order": 1})
    services.add_post(by=cast.office, **FIELDS | {"person": "前任"})
    services.end_post(CommitteePost.objects.get(person="前任"), by=cast.office, ended_on=dt.date(2026, 5, 1))
    page = sign_in(cast.office).get(URL)
    assert [item.person for item in page.context["current"]] == ["陈海", "余飞家"]
    assert [item.person for item in page.context["past"]] == ["前任"]
    content = text(page)
    for words in ("现任组成人员", "历任组成人员", "2026年5月1日", "增加任职"):
        assert words in content


def test_before_the_first_post(cast, sign_in):
    assert "还没有登记组成人员" in text(sign_in(cast.office).get(URL))
    assert "还没有登记组成人员" in text(sign_in(cast.leader).get(URL))


def test_who_looks_and_who_does_not(cast, sign_in, post):
    for name in ("leader", "liaison", "inspector", "zone_leader"):
        content = text(sign_in(getattr(cast, name)).get(URL))
        assert "陈海" in content
        assert "结束任职" not in content
    for name in ("school_head", "expert", "sysadmin"):
        assert sign_in(getattr(cast, name)).get(URL).status_code == 403


def test_more_posts_need_no_more_queries(cast, sign_in, post):
    client = sign_in(cast.office)
    few = queries(client, URL)
    for number in range(50):
        services.add_post(by=cast.office, **FIELDS | {"person": f"委员{number}"})
    assert queries(client, URL) == few <= 12


def test_add_post(cast, sign_in):
    client = sign_in(cast.office)
    assert "县教育和体育局" in text(client.get(f"{URL}posts/add/"))
    assert client.post(f"{URL}posts/add/", TYPED)["Location"] == URL
    post = CommitteePost.objects.get()
    assert (post.person, post.order, post.organisation) == ("陈海", 1, cast.education_bureau)
    assert AuditEvent.objects.filter(action="add_post").count() == 1
    again = client.post(f"{URL}posts/add/", TYPED)
    assert again.status_code == 422
    assert "已登记同一天起担任这一职务" in text(again)
    assert client.post(f"{URL}posts/add/", TYPED | {"person": ""}, headers=HTMX).status_code == 422


def test_edit_post(cast, sign_in, post):
    client = sign_in(cast.office)
    url = f"{URL}posts/{post.pk}/edit/"
    assert "陈海" in text(client.get(url))
    assert client.post(url, TYPED | {"position": "县政府办公室主任", "organisation_name": "县府办"}).status_code == 302
    post.refresh_from_db()
    assert (post.position, post.organisation, post.order) == ("县政府办公室主任", None, 1)
    event = AuditEvent.objects.get(action="edit_post")
    assert event.data["changes"]["position"] == ["县政府办公室副主任", "县政府办公室主任"]
    client.post(url, TYPED | {"position": "县政府办公室主任", "organisation_name": "县府办"})
    assert AuditEvent.objects.filter(action="edit_post").count() == 1
    other = services.add_post(by=cast.office, **FIELDS | {"person": "另一人"})
    page = client.post(f"{URL}posts/{other.pk}/edit/", TYPED | {"organisation_name": "县府办"})
    assert page.status_code == 422


def test_what_has_ended_is_not_changed(cast, sign_in, post):
    services.end_post(post, by=cast.office, ended_on=dt.date(2026, 5, 1))
    page = sign_in(cast.office).post(f"{URL}posts/{post.pk}/edit/", TYPED | {"note": "x"})
    assert page.status_code == 409
    assert "已经结束，不能再更改" in text(page)


def test_end_post(cast, sign_in, post):
    client = sign_in(cast.office)
    url = f"{URL}posts/{post.pk}/end/"
    assert "历任记录" in text(client.get(url))
    early = client.post(url, {"ended_on": "2025-12-31"})
    assert early.status_code == 422
    assert "不能早于" in text(early)
    assert client.post(url, {"ended_on": "2026-05-01"}).status_code == 302
    post.refresh_from_db()
    assert post.ended_on == dt.date(2026, 5, 1)
    assert client.post(url, {"ended_on": "2026-06-01"}).status_code == 409
    assert AuditEvent.objects.filter(action="end_post").count() == 1


def test_only_the_office(cast, sign_in, post):
    for name in ("leader", "liaison", "inspector"):
        client = sign_in(getattr(cast, name))
        for step in ("add", f"{post.pk}/edit", f"{post.pk}/end"):
            assert client.get(f"{URL}posts/{step}/").status_code == 403
    assert sign_in(cast.school_head).get(f"{URL}posts/{post.pk}/edit/").status_code == 404
    for step in (
        lambda: services.add_post(by=cast.leader, **FIELDS),
        lambda: services.edit_post(post, by=cast.leader, note="x"),
        lambda: services.end_post(post, by=cast.leader, ended_on=dt.date(2026, 5, 1)),
    ):
        with pytest.raises(NotAllowed, match="此操作由督导办办理"):
            step()


def test_the_services_refuse_on_their_own(cast, post):
    with pytest.raises(Refused, match="陈海已登记同一天起担任这一职务"):
        services.add_post(by=cast.office, **FIELDS)
    services.end_post(post, by=cast.office, ended_on=dt.date(2026, 5, 1))
    with pytest.raises(TransitionRefused, match="这一任职已经结束"):
        services.end_post(post, by=cast.office, ended_on=dt.date(2026, 5, 1))
