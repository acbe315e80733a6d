"""Urging notices, and the sweep that reminds of every deadline and proposes them (PLAN 二（三）4)."""

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
from core import audit, calendar, transitions
from core.calendar.days import date_in_words
from core.errors import Refused
from core.notifications import Message, in_chinese, notify_each
from core.numbering import issue_number
from rectification.due import due
from rectification.models import UNIT_OWES, Problem, RectificationPlan, UrgingGround, UrgingNotice
from rectification.order import permissions as order_permissions
from rectification.signals import urging_issued
from rectification.urging import emails


@transaction.atomic
def propose_urging(
    problem: Problem,
    *,
    by: Any,
    ground: str = UrgingGround.OVERDUE,
    facts: str = "",
    missed: dt.date | None = None,
) -> UrgingNotice:
    """Propose an urging notice for `problem`; the office decides.

    Takes the ground, the `facts` (default: gathered from the ledger) and the `missed` deadline (default: the current
    one). `by` None is the platform. Returns the proposal; raises NotAllowed for anybody but the office, Refused where
    a proposal is open, the deadline was urged already, or nothing is overdue.
    """
    if by is not None:
        order_permissions.check_can_keep_ledger(by)
    problem = Problem.objects.select_for_update(of=("self",)).select_related("unit", "order").get(pk=problem.pk)
    missed = missed or problem.deadline_on
    if problem.urging_notices.filter(state="proposed").exists():
        raise Refused(_("An urging notice for %(number)s is proposed already.") % {"number": problem.number})
    if ground == UrgingGround.OVERDUE:
        _check_overdue(problem)
        Problem.objects.filter(pk=problem.pk).update(urging_proposed_for=missed)
    proposal = UrgingNotice(
        problem=problem,
        unit=problem.unit,
        ground=ground,
        facts=facts.strip() or overdue_facts(problem, calendar.today()),
        deadline_on=missed,
    )
    return transitions.create(proposal, by=by)


@transaction.atomic
def issue_urging(
    urging: UrgingNotice, *, by: Any, facts: str = "", new_deadline_on: dt.date | None = None, caused_by: Any = None
) -> UrgingNotice:
    """Issue the notice under the next number of `series_urging`, with a new deadline (default: `redo_days` from today).

    The problem's own deadline moves to the new one; the old one stays on the notice and in the log. The unit is told;
    `urging_issued` is sent, in the name of `caused_by` where the platform issues. Returns the notice. Raises
    NotYourTurn for anybody but the office (or the platform, after a failed recheck), TransitionRefused for one that is
    no proposal, Refused for a day in the past or a problem that is no longer the unit's to put right. Clause: REG 22;
    PLAN 二（三）4.
    """
    transitions.check_step(urging, "issue_urging", by=by)
    today = calendar.today()
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=urging.problem_id)
    if problem.state not in UNIT_OWES:
        raise Refused(
            _("%(number)s is no longer the unit's to put right: it is “%(state)s”.")
            % {"number": problem.number, "state": problem.get_state_display()},
            remedy=_("Dismiss the proposal."),
        )
    if new_deadline_on is not None and new_deadline_on < today:
        raise Refused(_("The new deadline lies in the past."), remedy=_("Choose a later date."))
    redo = due("redo_days")
    if new_deadline_on is not None and new_deadline_on != redo["due_on"]:
        redo = {"due_on": new_deadline_on, "due_basis": {}}
    _move_deadline(problem, redo, by=by)
    number = issue_number(policy.text("series_urging"), on=today, by=by, about=urging)
    urging = transitions.apply_transition(
        urging,
        "issue_urging",
        by=by,
        number=number.text,
        issued_on=today,
        new_deadline_on=redo["due_on"],
        facts=facts.strip() or urging.facts,
    )
    emails.urging_issued(urging)
    urging_issued.send(UrgingNotice, urging_id=urging.pk, by_id=(by or caused_by).pk)
    return urging


@transaction.atomic
def issue_urgings(problems: Iterable[Problem], *, by: Any, new_deadline_on: dt.date) -> list[UrgingNotice]:
    """Issue an urging notice for each of `problems`, proposing it first where nobody has; all or none.

    Returns the notices; raises what `propose_urging` and `issue_urging` raise, naming the problem.
    """
    issued = []
    for problem in problems:
        proposal = problem.urging_notices.filter(state="proposed").first() or propose_urging(problem, by=by)
        issued.append(issue_urging(proposal, by=by, new_deadline_on=new_deadline_on))
    return issued


def why_not_urged(problem: Problem) -> Refused | None:
    """Why no urging notice can be issued for `problem` today, or None: what the preview of many shows."""
    try:
        if not any(notice.state == "proposed" for notice in problem.urging_notices.all()):
            _check_overdue(problem)
    except Refused as refusal:
        return refusal
    return None


@transaction.atomic
def dismiss_urging(urging: UrgingNotice, *, by: Any, reason: str) -> UrgingNotice:
    """Dismiss the proposal with the reason; the same deadline is not proposed again.

    Raises NotYourTurn for anybody but the office, TransitionRefused for one that is no proposal, Refused without a
    reason.
    """
    return transitions.apply_transition(urging, "dismiss_urging", by=by, reason=reason)


def drop_proposal(problem: Problem, *, reason: str) -> None:
    """Dismiss, by the platform, the open proposal of a problem for which it has become pointless."""
    proposal = problem.urging_notices.filter(state="proposed").first()
    if proposal is not None:
        transitions.apply_transition(proposal, "dismiss_urging", by=None, reason=reason)


@in_chinese
def overdue_facts(problem: Problem, on: dt.date) -> str:
    """The facts of an overdue problem in a sentence, as of the day `on`."""
    if problem.deadline_on is None:
        return problem.text
    return _("%(number)s was to be put right by %(date)s; it is %(days)s days overdue and not reported.") % {
        "number": problem.number,
        "date": date_in_words(problem.deadline_on),
        "days": (on - problem.deadline_on).days,
    }


def _check_overdue(problem: Problem) -> None:
    if not problem.is_overdue(calendar.today()):
        raise Refused(
            _("%(number)s is not overdue.") % {"number": problem.number},
            rule=_("Urged is what was not put right by its deadline, or did not pass its recheck."),
        )
    decided = [(notice.ground, notice.deadline_on) for notice in problem.urging_notices.all()]
    if (UrgingGround.OVERDUE, problem.deadline_on) in decided:
        raise Refused(
            _("For the deadline of %(number)s a notice was decided already.") % {"number": problem.number},
            remedy=_("A new deadline that passes can be urged again."),
        )


def _move_deadline(problem: Problem, redo: dict[str, Any], *, by: Any) -> None:
    if problem.deadline_on == redo["due_on"]:
        return
    audit.record(
        "move_deadline",
        by=by,
        obj=problem,
        data={"from": str(problem.deadline_on), "to": str(redo["due_on"])},
    )
    Problem.objects.filter(pk=problem.pk).update(deadline_on=redo["due_on"], deadline_basis=redo["due_basis"], **redo)


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
    words = {"number": problem.number, "days": abs(left), "date": date_in_words(problem.deadline_on)}
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
