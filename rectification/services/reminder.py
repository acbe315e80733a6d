"""The sweep over every open deadline: reminders before, on and after it, and urging notices proposed for what is late.

Everything is claimed in batches with SKIP LOCKED and marked on the claimed rows in the same transaction, so that the
number of statements grows with the batches and not with the rows, several workers share the work, and a second run
finds nothing left to do. After a time in which no worker ran only the latest reminder of each deadline is sent.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, DateField, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import OrganisationGrant
from core import transitions
from core.notifications import Message, in_chinese, notify_each
from rectification import emails
from rectification.enums import UrgingGround
from rectification.models import UNIT_OWES, Problem, RectificationPlan, UrgingNotice
from rectification.services.urging import overdue_facts

BATCH = 1000


@dataclass(frozen=True)
class Swept:
    """What one sweep did: messages sent, urging notices proposed."""

    reminders: int = 0
    proposals: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        """Both together."""
        return Swept(self.reminders + other.reminders, self.proposals + other.proposals)


@in_chinese
def remind(on: dt.date) -> Swept:
    """Send every reminder that is due on the day `on`, and propose urging notices for what has become overdue.

    Returns what was done; a second call on the same day does nothing more. Clause: PLAN 二（三）4.
    """
    done = Swept(proposals=_in_batches(lambda: _propose_batch(on)))
    if done.proposals:
        emails.urgings_proposed(done.proposals, f"{reverse('urgings')}?state=proposed")
    before = policy.numbers("reminder_before")
    every = policy.number("reminder_every")
    reminders = _in_batches(lambda: _problem_batch(on, before, every))
    reminders += _in_batches(lambda: _plan_batch(on, every))
    return done + Swept(reminders=reminders)


def _in_batches(batch: Callable[[], tuple[int, int]]) -> int:
    """Run `batch` (returning how many rows it claimed and how many things came of them) until nothing is left."""
    made = 0
    while True:
        with transaction.atomic():
            claimed, results = batch()
        made += results
        if claimed < BATCH:
            return made


def _propose_batch(on: dt.date) -> tuple[int, int]:
    late = (
        Problem.objects.overdue(at=on)
        .exclude(urging_proposed_for=F("deadline_on"), urging_proposed_for__isnull=False)
        .select_related("unit")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("deadline_on", "id")[:BATCH]
    )
    problems = list(late)
    if not problems:
        return 0, 0
    Problem.objects.filter(pk__in=[problem.pk for problem in problems]).update(urging_proposed_for=F("deadline_on"))
    made = transitions.create_many(
        UrgingNotice,
        [
            UrgingNotice(
                problem=problem,
                unit_id=problem.unit_id,
                ground=UrgingGround.OVERDUE,
                facts=overdue_facts(problem, on),
                deadline_on=problem.deadline_on,
            )
            for problem in problems
        ],
        by=None,
    )
    return len(problems), len(made)


def _problem_batch(on: dt.date, before: Sequence[int], every: int) -> tuple[int, int]:
    owed = Problem.objects.filter(
        state__in=UNIT_OWES, deadline_on__lte=on + dt.timedelta(days=max(before, default=0))
    ).select_related("unit", "order")
    problems = _claim(owed, "deadline_on", on, before=before, every=every, since="order__issued_on")
    if not problems:
        return 0, 0
    units = {problem.unit_id for problem in problems}
    governing = {problem.unit.governing_id for problem in problems if problem.is_overdue(on)}
    people = _people((units | governing) - {None})
    messages = []
    for problem in problems:
        key = f"remind:{problem.pk}:{problem.deadline_on}:{problem.now_offset}"
        title = _reminder(problem, on)
        for person in people.get(problem.unit_id, ()):
            messages.append(Message.to(person, "reminder", title, problem, problem.text, key=key))
        if problem.is_overdue(on):
            copy = _("Copy: %(unit)s – %(reminder)s") % {"unit": problem.unit.name, "reminder": title}
            for person in people.get(problem.unit.governing_id, ()):
                messages.append(Message.to(person, "reminder_copy", copy, problem, problem.text, key=key))
    return len(problems), notify_each(messages, about=Problem)


def _plan_batch(on: dt.date, every: int) -> tuple[int, int]:
    drafts = RectificationPlan.objects.filter(state="draft", due_on__lte=on).select_related("order__unit")
    plans = _claim(drafts, "due_on", on, before=[0], every=every)
    if not plans:
        return 0, 0
    people = _people({plan.order.unit_id for plan in plans})
    messages = []
    for plan in plans:
        late = (on - plan.due_on).days
        words = {"number": plan.order.number, "days": late}
        title = (
            _("Plan to %(number)s: %(days)s days overdue") % words
            if late
            else _("Plan to %(number)s: due today") % words
        )
        key = f"remind:{plan.pk}:{plan.due_on}:{plan.now_offset}"
        for person in people.get(plan.order.unit_id, ()):
            messages.append(Message.to(person, "plan_reminder", title, plan, plan.order.basis, key=key))
    return len(plans), notify_each(messages, about=RectificationPlan)


def _claim(
    rows: QuerySet[Any], field: str, on: dt.date, *, before: Iterable[int], every: int, since: str = ""
) -> list[Any]:
    """Take up to one batch of `rows` whose latest reminder has not gone out, and mark it as gone out; two statements.

    A reminder lies some days from the deadline in `field` (the offset; negative before it). Due is the one with the
    greatest offset whose day has come by `on`: what a stopped worker missed is caught up once. A day not after the one
    in `since` does not count: the unit was told on that day. Each row gets `now_offset`.
    """
    offset = _latest_offset(field, on, before, every)
    due = rows.annotate(now_offset=offset).exclude(now_offset=None)
    due = due.exclude(Q(reminded_for__isnull=False, reminded_for=F(field), reminded_offset__gte=F("now_offset")))
    if since:
        due = due.annotate(reminder_day=_date_sum(F(field), F("now_offset")))
        due = due.filter(Q(reminder_day__gt=F(since)) | Q(**{f"{since}__isnull": True}))
    claimed = list(due.select_for_update(skip_locked=True, of=("self",)).order_by(field, "id")[:BATCH])
    if claimed:
        marked = rows.model._base_manager.filter(pk__in=[row.pk for row in claimed])
        marked.update(reminded_for=F(field), reminded_offset=offset)
    return claimed


def _latest_offset(field: str, on: dt.date, before: Iterable[int], every: int) -> Case:
    """In SQL: the offset of the latest reminder up to the day `on`, null where none has come yet."""
    away = Func(
        Value(on, DateField()), F(field), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    cases = [When(GreaterThanOrEqual(away, Value(-ahead)), then=Value(-ahead)) for ahead in sorted(before)]
    if every > 0:
        after = CombinedExpression(CombinedExpression(away, "/", Value(every)), "*", Value(every))
        cases.insert(0, When(GreaterThanOrEqual(away, Value(every)), then=after))
    return Case(*cases, default=Value(None), output_field=IntegerField())


def _date_sum(day: F, days: F) -> Func:
    return Func(day, days, template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField())


def _reminder(problem: Problem, on: dt.date) -> str:
    assert problem.deadline_on is not None  # noqa: S101 - claimed by its deadline
    left = (problem.deadline_on - on).days
    words = {"number": problem.number, "days": abs(left), "date": emails.day(problem.deadline_on)}
    if left > 0:
        return _("%(number)s is to be put right by %(date)s: %(days)s days left") % words
    if left == 0:
        return _("%(number)s is to be put right today") % words
    return _("%(number)s is %(days)s days overdue; it was to be put right by %(date)s") % words


def _people(organisations: set[Any]) -> dict[Any, list[Any]]:
    """The active accounts that act for each of `organisations`; one statement."""
    grants = OrganisationGrant.objects.in_force().filter(content_object__in=organisations, user__is_active=True)
    people: dict[Any, list[Any]] = {}
    for grant in grants.select_related("user"):
        people.setdefault(grant.content_object_id, []).append(grant.user)
    return people
