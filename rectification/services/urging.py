"""Urging notices: proposed with the facts, decided by the office; a failed recheck issues its own (PLAN 二（三）4)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from core import audit, calendar, transitions
from core.errors import Refused
from core.notifications import in_chinese
from core.numbering import issue_number
from rectification import emails, permissions
from rectification.enums import UrgingGround
from rectification.models import UNIT_OWES, Problem, UrgingNotice
from rectification.services.due import due
from rectification.signals import urging_issued


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
        permissions.check_can_keep_ledger(by)
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
        "date": emails.day(problem.deadline_on),
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
