"""The audit log: append-only, chained, and honest about whoever has touched it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from accounts.models import Organisation, User
from core import audit
from core.models import AuditEvent, AuditLink, AuditNote, Notification
from tests.core.threads import run_together
from tests.people import make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = ("core_auditevent", "core_auditlink")


@contextmanager
def superuser_without_triggers() -> Iterator[Any]:
    """What a database administrator could do: switch the triggers off, change things, switch them on again."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        try:
            yield cursor
        finally:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
            _allow_truncate(cursor)


def _allow_truncate(cursor: Any) -> None:
    """Leave the trigger against emptying off, as the fixtures of the whole suite do."""
    for table, name in (("core_auditevent", "no_truncate"), ("core_auditlink", "link_no_truncate")):
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [table, f"pgtrigger_{name}_%"],
        )
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {cursor.fetchone()[0]}")


def write(count: int = 5) -> list[AuditEvent]:
    """Some events, each in a transaction of its own."""
    user = make_user("office", "办公室甲", "office")
    return [audit.record("sign_in", by=user, obj=user, reason=f"第{n}次", data={"n": n}) for n in range(count)]


def test_an_event_says_who_did_what_to_what() -> None:
    user = make_user("office", "办公室甲", "office")
    event = audit.record("sign_in", by=user, obj=user, reason="理由", data={"ip": "10.0.0.1"})
    event.refresh_from_db()
    assert (event.actor, event.actor_name, event.about, event.about_text) == (user, "办公室甲", user, "办公室甲")
    assert str(event).endswith("办公室甲 sign_in")
    assert str(event.link).startswith(f"{event.link.position} ")
    assert not AuditNote.objects.exists()
    assert str(AuditNote(first_event=event.pk)) == str(event.pk)
    platform = audit.record("sweep", by=None)
    assert (platform.actor, platform.actor_name, platform.about_id) == (None, "", "")
    assert list(audit.events_about(user)) == [event]


def test_many_events_in_one_statement(django_assert_num_queries: Any) -> None:
    people = [make_user(f"p{n}", f"甲{n}", "office") for n in range(3)]
    audit.record("warm", by=None, obj=people[0])
    with django_assert_num_queries(3):  # begin, insert, commit
        about = [(person, {"place": place}) for place, person in enumerate(people)]
        audit.record_many("told", by=None, about=about, reason="批量", to_state="draft")
    with django_assert_num_queries(0):
        audit.record_many("told", by=None, about=[])
    events = list(AuditEvent.objects.filter(action="told").order_by("id"))
    assert [event.about for event in events] == people
    assert [event.data for event in events] == [{"place": 0}, {"place": 1}, {"place": 2}]
    assert {(event.reason, event.to_state, event.about_text[:1]) for event in events} == {("批量", "draft", "甲")}
    assert AuditLink.objects.filter(event__in=events).count() == 3
    assert audit.verify().sound


@pytest.mark.parametrize("model", [AuditEvent, AuditLink])
def test_neither_events_nor_links_can_be_changed_or_deleted(model: type[Model]) -> None:
    write(1)
    table = model._meta.db_table
    column = {"core_auditevent": "reason", "core_auditlink": "hash"}[table]
    for sql in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), connection.cursor() as cursor:
            cursor.execute(sql)
    assert model._base_manager.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_the_log_cannot_be_emptied(table: str) -> None:
    write(1)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        try:
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute(f"TRUNCATE {table} CASCADE")
        finally:
            _allow_truncate(cursor)
    assert AuditEvent.objects.count() == 1


def test_a_sound_chain_links_every_event_to_the_one_before() -> None:
    events = write()
    assert [link.event for link in AuditLink.objects.order_by("position")] == events
    assert len(set(AuditLink.objects.values_list("hash", flat=True))) == 5
    verdict = audit.verify()
    assert (verdict.events, verdict.broken, verdict.sound) == (5, [], True)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue().startswith("5 events, chain sound.")


def test_a_transaction_links_its_events_in_their_order() -> None:
    with transaction.atomic():
        events = write(4)
        assert not AuditLink.objects.exists()
    assert [link.event for link in AuditLink.objects.order_by("position")] == events


def test_a_rollback_leaves_neither_event_nor_link() -> None:
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    assert audit.verify() == audit.Verdict(0, [], "")


def test_checking_constraints_midway_does_not_lose_later_events() -> None:
    with transaction.atomic():
        user = make_user("office", "办公室甲", "office")
        audit.record("first", by=user)
        connection.check_constraints()
        audit.record("second", by=user)
        with transaction.atomic():
            audit.record("third", by=user)
    linked = AuditLink.objects.order_by("position").values_list("event__action", flat=True)
    assert list(linked) == ["first", "second", "third"]
    assert audit.verify().sound


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'nothing happened'",
        "at = at - interval '1 day'",
        "actor_id = NULL",
        "actor_name = ''",
        "action = 'other'",
        "about_text = ''",
        "about_id = ''",
        "from_state = 'x'",
        "data = '{}'",
        # The same letters, moved from one field to the next.
        "action = left(action, 4), actor_name = actor_name || right(action, 3)",
        "from_state = to_state || reason, reason = ''",
    ],
)
def test_a_changed_event_is_found(change: str) -> None:
    target = write()[2]
    with superuser_without_triggers() as cursor:
        cursor.execute(f"UPDATE core_auditevent SET {change} WHERE id = %s", [target.pk])
    assert audit.verify().broken == [(target.pk, "changed")]
    err = StringIO()
    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_audit", stderr=err)
    assert f"event {target.pk}: changed" in err.getvalue()


def test_a_deleted_event_is_found() -> None:
    target = write()[2]
    with superuser_without_triggers() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE id = %s", [target.pk])
    assert (target.pk, "deleted") in audit.verify().broken
    with superuser_without_triggers() as cursor:
        cursor.execute("DELETE FROM core_auditlink WHERE event_id = %s", [target.pk])
    # With its link gone too, the next link no longer follows from the one before it.
    assert audit.verify().broken == [(target.pk + 1, "changed")]
    with superuser_without_triggers() as cursor:
        cursor.execute("DELETE FROM core_auditlink; DELETE FROM core_auditevent")


def test_an_unlinked_event_is_found() -> None:
    target = write()[2]
    with superuser_without_triggers() as cursor:
        cursor.execute("DELETE FROM core_auditlink WHERE event_id = %s", [target.pk])
    assert (target.pk, "unlinked") in audit.verify().broken


def test_events_swapped_in_the_chain_are_found() -> None:
    events = write()
    with superuser_without_triggers() as cursor:
        cursor.execute(
            "UPDATE core_auditlink SET event_id = 3000000 - event_id WHERE event_id = ANY(%s);"
            "UPDATE core_auditlink SET event_id = CASE WHEN event_id = %s THEN %s ELSE %s END WHERE event_id > 2000000",
            [[events[1].pk, events[2].pk], 3000000 - events[1].pk, events[2].pk, events[1].pk],
        )
    assert not audit.verify().sound


def test_a_tail_that_was_cut_off_is_found_by_a_hash_kept_elsewhere() -> None:
    events = write()
    kept = audit.verify().head
    out = StringIO()
    call_command("verify_audit", expect=kept, stdout=out)
    assert kept in out.getvalue()
    with superuser_without_triggers() as cursor:
        cursor.execute("DELETE FROM core_auditlink WHERE event_id = %s", [events[-1].pk])
        cursor.execute("DELETE FROM core_auditevent WHERE id = %s", [events[-1].pk])
    assert audit.verify().sound
    with pytest.raises(CommandError, match="no longer in the chain"):
        call_command("verify_audit", expect=kept, stdout=StringIO())


def test_twenty_at_once_leave_a_sound_chain() -> None:
    user = make_user("office", "办公室甲", "office")

    def work(number: int) -> None:
        for turn in range(5):
            with transaction.atomic():
                audit.record("work", by=user, data={"thread": number, "turn": turn})
                Notification.objects.create(recipient=user, kind="x", title=str(turn))
                audit.record("again", by=user, obj=user)

    assert run_together([lambda n=n: work(n) for n in range(20)]) == [None] * 20
    verdict = audit.verify()
    assert (verdict.events, verdict.broken) == (200, [])
    assert AuditLink.objects.count() == 200
    # Events of one transaction stand together in the chain.
    order = list(AuditLink.objects.order_by("position").values_list("event__action", flat=True))
    assert order == ["work", "again"] * 100


def test_two_commits_that_need_each_others_rows_do_not_lock_each_other_out() -> None:
    """One holds a row that the other's foreign key has to look at, while both want to write the chain."""
    user = make_user("office", "办公室甲", "office")
    unit = make_unit("5104210001", "甲校", "primary")

    def lock_then_log() -> None:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=unit.pk)
            audit.record("locked", by=user)

    def log_then_refer(number: int) -> None:
        with transaction.atomic():
            audit.record("refer", by=user)
            Organisation.objects.create(
                code=f"51042101{number:02}", name=f"乙校{number}", kind="primary", governing=unit
            )

    jobs: list[Any] = []
    for number in range(10):
        jobs += [lock_then_log, lambda number=number: log_then_refer(number)]
    assert run_together(jobs) == [None] * 20
    assert audit.verify().sound
    assert User.objects.count() == 1
