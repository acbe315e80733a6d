"""The sweep: reminders before, on and after each deadline, and proposals for what is late; days are simulated."""

import datetime as dt
import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from accounts import policy
from accounts.models import OrganisationGrant, PolicySetting
from core.models import AuditEvent, Delivery, Notification
from rectification.models import Problem, RectificationPlan, UrgingNotice
from rectification.plan import services as plan_services
from rectification.urging import services as urging_services
from rectification.urging import tasks
from rectification.urging.services import Swept
from tests.people import act_for, make_cast
from tests.walk import clock
from tests.walk import problem as walk

ORDERED = dt.date(2026, 9, 1)
DEADLINE = dt.date(2026, 10, 20)
REMINDERS = ("reminder", "reminder_copy", "plan_reminder")


def day(offset: int) -> dt.date:
    return DEADLINE + dt.timedelta(days=offset)


@pytest.fixture
def problem(cast):
    """Being put right, due on DEADLINE."""
    with clock.on(ORDERED):
        made = walk.registered(cast, deadline_on=DEADLINE)
        return walk.planned(cast, walk.ordered(cast, problems=[made]))


def sweep(*offsets: int) -> list[Swept]:
    return [urging_services.remind(day(offset)) for offset in offsets]


def sent(kind: str = "reminder") -> list[str]:
    return list(Notification.objects.filter(kind=kind).order_by("created_at").values_list("title", flat=True))


def keys(kind: str = "reminder") -> list[int]:
    return [
        int(key.rsplit(":", 1)[1])
        for key in Notification.objects.filter(kind=kind).order_by("created_at").values_list("key", flat=True)
    ]


def test_day_by_day_exactly_the_days_of_the_policy(problem):
    for offset in range(-20, 11):
        sweep(offset)
    assert keys() == [-7, -3, -1, 0, 3, 6, 9]
    titles = sent()
    assert "还剩7天" in titles[0]
    assert "今天" in titles[3]
    assert "逾期3天" in titles[4]


def test_each_reminder_has_its_delivery_records(problem, cast):
    sweep(-7)
    message = Notification.objects.get(kind="reminder")
    assert message.recipient == cast.school_head
    assert message.about == problem
    channels = dict(Delivery.objects.filter(notification=message).values_list("channel", "state"))
    assert channels == {"inbox": "sent", "email": "pending"}


def test_a_second_run_on_the_same_day_does_nothing(problem):
    assert sweep(-7)[0].reminders == 1
    assert sweep(-7, -7) == [Swept(), Swept()]


def test_three_days_down_only_the_latest_is_caught_up(problem):
    sweep(-8)
    assert sweep(1)[0].reminders == 2  # the unit, and a copy to its department
    assert keys() == [0]
    assert "逾期1天" in sent()[0]
    assert sweep(2) == [Swept()]
    sweep(3)
    assert keys() == [0, 3]


def test_down_on_the_exact_day_the_missed_reminder_comes_the_next(problem):
    sweep(-6)
    assert keys() == [-7]
    assert "还剩6天" in sent()[0]


def test_down_for_a_month_after_the_deadline_one_message(problem):
    sweep(31)
    assert keys() == [30]


def test_nothing_before_the_first_reminder(problem):
    assert sweep(-8, -30) == [Swept(), Swept()]


def test_a_changed_deadline_is_reminded_of_anew(problem):
    sweep(-7, -3)
    later = day(10)
    Problem.objects.filter(pk=problem.pk).update(deadline_on=later, due_on=later)
    assert sweep(-1, 0, 1) == [Swept(), Swept(), Swept()]
    sweep(3)
    assert keys() == [-7, -3, -7]
    Problem.objects.filter(pk=problem.pk).update(deadline_on=day(4), due_on=day(4))
    sweep(3)
    assert keys() == [-7, -3, -7, -1]


def test_what_came_before_the_order_was_never_missed(cast):
    with clock.on(day(-2)):
        made = walk.registered(cast, deadline_on=DEADLINE)
        walk.ordered(cast, problems=[made])
    assert sweep(-2)[0].reminders == 0
    sweep(-1)
    assert keys() == [-1]


@pytest.mark.parametrize("state", ["registered", "reported", "rechecking", "struck_off", "withdrawn"])
def test_only_what_the_unit_owes(problem, state):
    Problem.objects.filter(pk=problem.pk).update(state=state)
    assert sweep(-7, 0, 5) == [Swept(), Swept(), Swept()]


def test_everybody_of_the_unit_is_told_but_not_whose_grant_has_ended(problem, cast):
    act_for(cast.zone_leader, cast.school)
    act_for(cast.expert, cast.school, expires_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    act_for(cast.kindergarten_head, cast.school)
    cast.kindergarten_head.is_active = False
    cast.kindergarten_head.save()
    sweep(-7)
    told = Notification.objects.filter(kind="reminder").values_list("recipient__username", flat=True)
    assert set(told) == {"school", "zone"}


def test_the_governing_department_gets_copies_only_when_overdue(problem, cast):
    sweep(-7, 0)
    assert sent("reminder_copy") == []
    sweep(3)
    (copy,) = Notification.objects.filter(kind="reminder_copy")
    assert copy.recipient == cast.liaison
    assert cast.school.name in copy.title


def test_a_unit_without_account_or_department_loses_nothing(problem):
    OrganisationGrant.objects.all().delete()
    Problem.objects.get().unit.__class__.objects.update(governing=None)
    assert sweep(3) == [Swept(reminders=0, proposals=1)]
    assert sweep(3) == [Swept()]


def test_overdue_is_proposed_once_for_each_deadline_and_the_office_hears(problem, cast):
    assert [swept.proposals for swept in sweep(0, 1, 1, 2)] == [0, 1, 0, 0]
    proposal = UrgingNotice.objects.get()
    assert (proposal.state, proposal.ground, proposal.deadline_on) == ("proposed", "overdue", DEADLINE)
    assert "逾期1天" in proposal.facts
    assert AuditEvent.objects.filter(action="create_urging_notice", about_id=str(proposal.pk), actor=None).exists()
    told = Notification.objects.filter(kind="urgings_proposed")
    assert set(told.values_list("recipient__username", flat=True)) == {"office", "head"}
    assert told[0].url.endswith("?state=proposed")
    urging_services.dismiss_urging(proposal, by=cast.office, reason="已电话催办")
    assert [swept.proposals for swept in sweep(3, 9)] == [0, 0]
    Problem.objects.filter(pk=problem.pk).update(deadline_on=day(10), due_on=day(10))
    assert [swept.proposals for swept in sweep(10, 11)] == [0, 1]


def test_a_proposal_made_by_hand_is_not_doubled(problem):
    with clock.on(day(1)):
        urging_services.propose_urging(problem, by=None)
    assert sweep(2)[0].proposals == 0
    Problem.objects.filter(pk=problem.pk).update(urging_proposed_for=None)
    assert sweep(2)[0].proposals == 0
    assert UrgingNotice.objects.count() == 1


def test_a_plan_that_is_due_and_late_is_reminded_of(cast):
    with clock.on(ORDERED):
        order = walk.ordered(cast)
        plan = walk.draft_plan(order)
    for late in range(-2, 7):
        urging_services.remind(plan.due_on + dt.timedelta(days=late))
    assert keys("plan_reminder") == [0, 3, 6]
    assert "今天" in sent("plan_reminder")[0]
    assert "逾期3天" in sent("plan_reminder")[1]
    plan_services.submit_plan(walk.written_plan(cast, order), by=cast.school_head)
    RectificationPlan.objects.update(due_on=plan.due_on)
    urging_services.remind(plan.due_on + dt.timedelta(days=9))
    assert len(keys("plan_reminder")) == 3


def test_the_policy_sets_the_days(problem):
    PolicySetting.objects.create(key="reminder_before", value="14,2")
    PolicySetting.objects.create(key="reminder_every", value=0)
    policy.forget()
    for offset in range(-20, 20):
        sweep(offset)
    assert keys() == [-14, -2]


def test_the_task_sweeps_today(problem, monkeypatch):
    with clock.on(day(-3)):
        tasks.remind()
    assert keys() == [-3]


def make_many(cast, count):
    """`count` problems being put right: one walked, the rest copied from it."""
    with clock.on(ORDERED):
        first = walk.planned(cast, walk.ordered(cast, problems=[walk.registered(cast, deadline_on=DEADLINE)]))
    fields = {f.attname: getattr(first, f.attname) for f in Problem._meta.concrete_fields if not f.primary_key}
    Problem.objects.bulk_create(Problem(**{**fields, "number": f"问题〔2025〕{n}号"}) for n in range(count - 1))


@pytest.mark.parametrize("offset", [-7, 3])
def test_statements_are_counted_in_batches_not_in_problems(cast, offset):
    counted = []
    for count in (10, 200):
        with transaction.atomic():
            make_many(cast, count)
            cache.clear()
            with CaptureQueriesContext(
                connection,
            ) as spent:
                done = urging_services.remind(day(offset))
            assert done.reminders == count * (2 if offset > 0 else 1)
            assert done.proposals == (count if offset > 0 else 0)
            counted.append(len([query for query in spent if "SAVEPOINT" not in query["sql"]]))
            transaction.set_rollback(True)
    assert counted[0] == counted[1] <= 25


def test_more_than_a_batch_is_swept_in_several(cast, monkeypatch):
    make_many(cast, 7)
    monkeypatch.setattr(urging_services, "BATCH", 3)
    assert sweep(3) == [Swept(reminders=14, proposals=7)]
    assert sweep(3) == [Swept()]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once(monkeypatch):
    cast = make_cast()
    with transaction.atomic():
        make_many(cast, 40)
    monkeypatch.setattr(urging_services, "BATCH", 5)
    gate, done, faults = threading.Barrier(3), [], []

    def work():
        try:
            gate.wait()
            done.append(urging_services.remind(day(3)))
        except Exception as exc:
            faults.append(exc)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    urging_services.remind(day(3))
    assert Notification.objects.filter(kind="reminder").count() == 40
    assert Notification.objects.filter(kind="reminder_copy").count() == 40
    assert UrgingNotice.objects.count() == 40
    assert sum(swept.proposals for swept in done) <= 40
    assert Delivery.objects.filter(notification__kind__in=REMINDERS).count() == 160
