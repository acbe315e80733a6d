"""Telling people: once, by inbox and mail, tried again when it fails, and never what was rolled back."""

import ast
import datetime as dt
import threading
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone, translation

from core import notifications, tasks
from core.models import Delivery, Notification
from core.notifications import Message, in_chinese, notify, notify_each, send_waiting
from tests.core.smtp import mail_server
from tests.core.threads import run_together
from tests.house.source import PACKAGES, place, python_files, tree
from tests.people import Cast, make_user


class FailingBackend(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("mail server is down")


class DyingBackend(EmailBackend):
    """A worker that is killed while it talks to the server about its second mail."""

    def send_messages(self, messages: Any) -> int:
        if len(mail.outbox) == 1:
            raise SystemExit
        return super().send_messages(messages)


class WatchingBackend(EmailBackend):
    """Takes mail only where no transaction is open."""

    def send_messages(self, messages: Any) -> int:
        assert not connection.in_atomic_block, "the mail server is talked to inside a transaction"
        return super().send_messages(messages)


def tell(*users: Any, **fields: Any) -> list[Notification]:
    return notify(users, kind="reminder", title="整改期限临近", **fields)


def test_inbox_and_mail_each_with_a_delivery(cast: Cast) -> None:
    (message,) = tell(cast.school_head, body="请于3日内提交。", url="/desk/", about=cast.school)
    assert str(message) == "整改期限临近"
    assert message.about == cast.school
    assert sorted(str(delivery) for delivery in message.deliveries.all()) == ["email pending", "inbox sent"]
    assert tasks.send_waiting_mail() == 1
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("整改期限临近", ["school@example.invalid"])
    assert sent.body == "请于3日内提交。\n\nhttp://localhost:8000/desk/"
    delivery = message.deliveries.get(channel="email")
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 1, "")
    assert send_waiting() == 0
    assert list(notifications.deliveries_about(cast.school)) == list(message.deliveries.all())


def test_without_an_address_or_account_no_mail(cast: Cast) -> None:
    cast.office.email = ""
    cast.leader.is_active = False
    (message,) = tell(cast.office, cast.leader)
    assert (message.recipient, message.deliveries.count()) == (cast.office, 1)


def test_news_of_a_record_lead_to_its_page_or_to_another_or_nowhere(cast: Cast) -> None:
    """Whoever has no account is told nothing, and whoever stands among the people twice is told once."""
    (message,) = notifications.tell([None, cast.office, cast.office], "edit_unit", "学校已更名", cast.school, "正文")
    assert (message.recipient, message.kind, message.title, message.body) == (
        cast.office,
        "edit_unit",
        "学校已更名",
        "正文",
    )
    assert (message.about, message.url) == (cast.school, cast.school.get_absolute_url())
    (other,) = notifications.tell([cast.office], "edit_unit", "学校已更名", cast.school, url="/desk/")
    (none,) = notifications.tell([cast.office], "edit_unit", "学校已更名", cast.school, url="", key="once")
    assert (other.url, none.url) == ("/desk/", "")
    assert notifications.tell([cast.office], "edit_unit", "学校已更名", cast.school, key="once") == []


def test_a_key_tells_each_person_once(cast: Cast) -> None:
    assert len(tell(cast.office, key="problem-1-due-3")) == 1
    assert [message.recipient for message in tell(cast.office, cast.office_head, key="problem-1-due-3")] == [
        cast.office_head
    ]
    assert len(tell(cast.office, key="problem-1-due-1")) == 1
    assert len(tell(cast.office)) == len(tell(cast.office)) == 1
    assert Notification.objects.count() == 5
    assert Delivery.objects.count() == 10


def test_many_people_many_things(cast: Cast, django_assert_num_queries: Any) -> None:
    messages = [
        Message(user.pk, user.email, "reminder", "到期", about_id=cast.school.pk, key=f"k-{user.pk}")
        for user in (cast.office, cast.school_head)
    ]
    messages.append(Message(cast.leader.pk, "", "reminder", "到期", about_id=cast.school.pk, key="k"))
    assert notify_each(messages, about=type(cast.school)) == 3
    assert notify_each(messages, about=type(cast.school)) == 0
    assert (Notification.objects.count(), Delivery.objects.count()) == (3, 5)


def test_a_title_of_two_lines_does_not_stop_the_mail(cast: Cast) -> None:
    notify([cast.office], kind="x", title="第一行\r\nBcc: everybody@example.invalid")
    assert send_waiting() == 1
    assert mail.outbox[0].subject == "第一行 Bcc: everybody@example.invalid"


def test_a_failure_is_kept_and_tried_again_until_it_is_given_up(cast: Cast, settings: Any) -> None:
    tell(cast.office)
    settings.EMAIL_BACKEND = "tests.core.test_notifications.FailingBackend"
    now = timezone.now() + dt.timedelta(seconds=1)
    waits = []
    for attempt in range(1, notifications.MAX_ATTEMPTS + 1):
        assert send_waiting(at=now) == 0
        delivery = Delivery.objects.get(channel="email")
        assert (delivery.attempts, delivery.error) == (attempt, "mail server is down")
        waits.append((delivery.next_attempt_at - now).total_seconds() / 60)
        assert delivery.state == ("failed" if attempt == notifications.MAX_ATTEMPTS else "pending")
        send_waiting(at=now + dt.timedelta(minutes=1))
        assert Delivery.objects.get(channel="email").attempts == attempt
        now = delivery.next_attempt_at
    assert waits == [2, 4, 8, 16, 32, 64]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(at=now + dt.timedelta(days=9)) == 0


def test_a_failure_that_heals_is_delivered(cast: Cast, settings: Any) -> None:
    tell(cast.office)
    settings.EMAIL_BACKEND = "tests.core.test_notifications.FailingBackend"
    send_waiting()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(at=timezone.now() + dt.timedelta(minutes=3)) == 1
    delivery = Delivery.objects.get(channel="email")
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")


def test_one_call_sends_no_more_than_a_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "BATCH", 2)
    tell(*cast.everybody().values())
    assert [send_waiting(), send_waiting()] == [2, 2]


def test_a_batch_goes_over_one_connection(cast: Cast, settings: Any) -> None:
    tell(cast.office, cast.office_head, cast.leader)
    with mail_server(settings) as server:
        assert send_waiting() == 3
    assert sorted(server.mails) == sorted(user.email for user in (cast.office, cast.office_head, cast.leader))
    assert server.connections == 1


def test_whoever_the_server_refuses_stops_nobody_else(cast: Cast, settings: Any) -> None:
    for user in (cast.office, cast.office_head, cast.leader):
        tell(user)
    with mail_server(settings, cast.office_head.email) as server:
        assert send_waiting() == 2
    assert sorted(server.mails) == sorted([cast.office.email, cast.leader.email])
    refused = Delivery.objects.get(channel="email", state="pending")
    assert refused.notification.recipient == cast.office_head
    assert "nobody of that name" in refused.error
    assert refused.attempts == 1


def test_a_worker_that_dies_loses_no_mail_and_sends_none_again(cast: Cast, settings: Any) -> None:
    for user in (cast.office, cast.office_head, cast.leader):
        tell(user)
    settings.EMAIL_BACKEND = "tests.core.test_notifications.DyingBackend"
    now = timezone.now()
    with pytest.raises(SystemExit):
        send_waiting(at=now)
    assert Delivery.objects.filter(channel="email", state="sent").count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(at=now + notifications.LEASE / 2) == 0, "the dead worker's lease still runs"
    assert send_waiting(at=now + notifications.LEASE) == 2
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 3


def test_what_a_slow_server_left_no_time_for_is_handed_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifications, "BATCH_SECONDS", -1)
    tell(cast.office, cast.leader)
    assert send_waiting() == 0
    assert set(Delivery.objects.filter(channel="email").values_list("attempts", "error")) == {(0, "")}
    monkeypatch.undo()
    assert send_waiting() == 2


def test_a_server_that_hangs_holds_no_worker_beyond_its_limits(settings: Any) -> None:
    """The batch ends before the task is ended, and the task before its lease."""
    task = tasks.send_waiting_mail
    assert settings.EMAIL_TIMEOUT
    assert task.soft_time_limit
    assert task.time_limit
    assert task.soft_time_limit > notifications.BATCH_SECONDS + 2 * settings.EMAIL_TIMEOUT
    assert task.time_limit < notifications.LEASE.total_seconds()


def test_unread_and_read(cast: Cast) -> None:
    first, second = tell(cast.office) + tell(cast.office)
    tell(cast.leader)
    assert notifications.unread_count(cast.office) == 2
    assert notifications.mark_read(cast.office, ids=[first.pk]) == 1
    assert notifications.mark_read(cast.leader, ids=[second.pk]) == 0
    assert notifications.mark_read(cast.office) == 1
    assert notifications.unread_count(cast.office) == 0


def test_words_in_chinese_leave_each_threads_language_alone() -> None:
    """The English reader is first in and first out, while the Chinese one still writes."""
    written: dict[str, tuple[str, str]] = {}
    both_inside, first_out = threading.Barrier(2, timeout=10), threading.Event()

    @in_chinese
    def write(*, last: bool) -> str:
        both_inside.wait()
        if last:
            first_out.wait(10)
        return translation.get_language()

    def read(language: str, *, last: bool) -> None:
        with translation.override(language):
            inside = write(last=last)
            written[language] = (inside, translation.get_language())
        first_out.set()

    people = [
        threading.Thread(target=read, args=("en",), kwargs={"last": False}),
        threading.Thread(target=read, args=("zh-hans",), kwargs={"last": True}),
    ]
    for person in people:
        person.start()
    for person in people:
        person.join(20)
    assert written == {"en": ("zh-hans", "en"), "zh-hans": ("zh-hans", "zh-hans")}


def test_no_language_override_is_shared_between_threads() -> None:
    """`override` opens a block; as a decorator, or kept under a name, it is one object for all threads."""
    shared = []
    for path in python_files(*PACKAGES):
        if "override(" not in path.read_text("utf-8"):
            continue
        nodes = list(ast.walk(tree(path)))
        blocks = {id(item.context_expr) for node in nodes if isinstance(node, ast.With) for item in node.items}
        calls = [node for node in nodes if isinstance(node, ast.Call) and id(node) not in blocks]
        names = {"override", "translation.override"}
        shared += [f"{place(path)}:{call.lineno}" for call in calls if ast.unparse(call.func) in names]
    assert shared == []


@pytest.mark.django_db(transaction=True)
class TestWithCommits:
    """What only real transactions show."""

    def test_a_rollback_tells_nobody(self) -> None:
        user = make_user("office", "办公室甲", "office")
        with transaction.atomic():
            tell(user)
            transaction.set_rollback(True)
        assert not Notification.objects.exists()
        assert send_waiting() == 0

    def test_two_who_tell_the_same_at_once_tell_once(self) -> None:
        users = [make_user(f"office{n}", f"办公室{n}", "office") for n in range(5)]

        @transaction.atomic
        def work() -> int:
            return len(tell(*users, key="once"))

        outcomes = run_together([work] * 8)
        assert sorted(outcomes) == [0] * 7 + [5], outcomes
        assert (Notification.objects.count(), Delivery.objects.count()) == (5, 10)

    def test_workers_share_the_mail_and_send_each_once(self) -> None:
        users = [make_user(f"office{n}", f"办公室{n}", "office") for n in range(30)]
        tell(*users)
        assert sum(run_together([send_waiting] * 4)) == 30
        assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in users)
        assert Delivery.objects.filter(state="sent").count() == 60

    def test_no_transaction_is_open_while_the_server_is_talked_to(self, settings: Any) -> None:
        tell(make_user("office", "办公室甲", "office"))
        settings.EMAIL_BACKEND = "tests.core.test_notifications.WatchingBackend"
        assert send_waiting() == 1

    def test_a_mail_in_another_workers_hands_is_left_to_it(self) -> None:
        tell(*(make_user(f"office{n}", f"办公室{n}", "office") for n in range(2)))
        with transaction.atomic():
            held = Delivery.objects.select_for_update().filter(channel="email").earliest("next_attempt_at", "id")
            assert run_together([send_waiting]) == [1]
            held.refresh_from_db()
            assert held.state == "pending"
        assert send_waiting() == 1
