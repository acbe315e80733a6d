"""The inbox: a person's own messages, newest first, with how they were delivered."""

import pytest

from core import notifications
from core.models import Notification
from tests.accounts.work import statements


def tell(user, *titles, url="/desk/me/"):
    return [
        message
        for title in titles
        for message in notifications.notify([user], kind="test", title=title, body="正文", url=url)
    ]


def test_shows_own_messages_with_their_delivery(cast, sign_in):
    tell(cast.office, "给办公室")
    tell(cast.leader, "给主任")
    text = sign_in(cast.office).get("/desk/inbox/").content.decode()
    assert "给办公室" in text
    assert "给主任" not in text
    assert "送达记录" in text
    assert "待发送" in text  # the e-mail


def test_only_unread(cast, sign_in):
    read, _unread = tell(cast.office, "读过的", "没读的")
    notifications.mark_read(cast.office, ids=[read.pk])
    client = sign_in(cast.office)
    text = client.get("/desk/inbox/?show=unread").content.decode()
    assert "没读的" in text
    assert "读过的" not in text
    notifications.mark_read(cast.office)
    assert "没有未读消息" in client.get("/desk/inbox/?show=unread").content.decode()


def test_empty_says_what_arrives_here(cast, sign_in):
    assert "还没有消息" in sign_in(cast.leader).get("/desk/inbox/").content.decode()


def test_pages_by_key(cast, sign_in):
    tell(cast.office, *[f"第{n:02}条" for n in range(65)])
    client = sign_in(cast.office)
    seen, url = [], "/desk/inbox/"
    while url:
        page = client.get(url).context["page"]
        seen += [message.title for message in page]
        url, back = page.next_url, page.previous_url
    assert seen == [f"第{n:02}条" for n in reversed(range(65))]
    assert [m.title for m in client.get(back).context["page"]] == seen[30:60]
    assert client.get("/desk/inbox/?after=[1]").context["page"].object_list[0].title == "第64条"


def test_htmx_gets_the_list_alone(cast, sign_in):
    tell(cast.office, "一条")
    text = sign_in(cast.office).get("/desk/inbox/", headers={"HX-Request": "true"}).content.decode()
    assert "一条" in text
    assert "<html" not in text


def test_as_many_statements_for_fifty_messages_as_for_one(cast, sign_in):
    client = sign_in(cast.office)
    tell(cast.office, "一条")
    one = statements(client, "/desk/inbox/")
    tell(cast.office, *[f"第{n}条" for n in range(50)])
    assert statements(client, "/desk/inbox/") == one <= 12


def test_opening_marks_as_read_and_leads_on(cast, sign_in):
    (message,) = tell(cast.office, "一条")
    answer = sign_in(cast.office).post(f"/desk/inbox/{message.pk}/open/")
    assert answer["Location"] == "/desk/me/"
    message.refresh_from_db()
    assert message.read_at is not None


@pytest.mark.parametrize("url", ["", "https://evil.example/"])
def test_a_message_leads_nowhere_else(cast, sign_in, url):
    (message,) = tell(cast.office, "一条", url=url)
    assert sign_in(cast.office).post(f"/desk/inbox/{message.pk}/open/")["Location"] == "/desk/inbox/"


def test_a_strangers_message_is_not_found(cast, sign_in):
    (message,) = tell(cast.office, "一条")
    assert sign_in(cast.leader).post(f"/desk/inbox/{message.pk}/open/").status_code == 404
    assert sign_in(cast.office).get(f"/desk/inbox/{message.pk}/open/").status_code == 405


def test_mark_all_as_read(cast, sign_in):
    tell(cast.office, "甲", "乙")
    tell(cast.leader, "丙")
    assert sign_in(cast.office).post("/desk/inbox/read/")["Location"] == "/desk/inbox/"
    assert Notification.objects.filter(read_at=None).count() == 1
