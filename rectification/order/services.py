"""Rectification orders: problems of one unit bundled, issued under a number, closed when all are struck off."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import calendar, transitions
from core.errors import Refused
from core.numbering import issue_number
from rectification.models import Problem, RectificationOrder
from rectification.order import emails, permissions
from rectification.plan.services import open_plan
from rectification.signals import order_issued
from supervision.models import Inspection


@transaction.atomic
def create_order(
    *, by: Any, unit: Organisation, problems: Sequence[Problem], basis: str, inspection: Inspection | None = None
) -> RectificationOrder:
    """Draft an order to `unit` for registered problems of its own, on the occasion `basis`.

    Returns the draft. Raises NotAllowed for anybody but the office; Refused without problems, or where one is another
    unit's, already ordered, withdrawn or in another draft. Clause: PLAN 二（三）2.
    """
    permissions.check_can_keep_ledger(by)
    rows = Problem.objects.select_for_update(of=("self",)).filter(pk__in=[problem.pk for problem in problems])
    chosen = list(rows.order_by("pk"))
    if not chosen:
        raise Refused(_("An order needs at least one problem."), remedy=_("Choose registered problems of one unit."))
    for problem in chosen:
        if problem.unit_id != unit.pk:
            raise Refused(
                _("%(number)s belongs to another unit.") % {"number": problem.number},
                rule=_("An order goes to one unit."),
                remedy=_("Choose registered problems of one unit."),
            )
        if problem.state != "registered" or problem.order_id is not None:
            raise Refused(
                _("%(number)s is ordered already, or stands in another draft.") % {"number": problem.number},
                remedy=_("Leave it out."),
            )
    order = transitions.create(
        RectificationOrder(unit=unit, inspection=inspection, basis=basis.strip()[:200]),
        by=by,
        data={"problems": sorted(problem.number for problem in chosen)},
    )
    Problem.objects.filter(pk__in=[problem.pk for problem in chosen]).update(order=order)
    return order


@transaction.atomic
def cancel_order(order: RectificationOrder, *, by: Any, reason: str = "") -> RectificationOrder:
    """Drop a draft; its problems are free for another order. Raises TransitionRefused once it is issued."""
    problems = [problem.pk for problem in order.problems.select_for_update(of=("self",)).order_by("pk")]
    order = transitions.apply_transition(order, "cancel_order", by=by, reason=reason)
    Problem.objects.filter(pk__in=problems).update(order=None)
    return order


@transaction.atomic
def issue_order(order: RectificationOrder, *, by: Any) -> RectificationOrder:
    """Issue the draft under the next number of `series_order`: the unit has to act from now on.

    Every problem is ordered, with the deadline it has; the first round of the unit's plan is opened, due after
    `plan_days`; the inspection is being rectified. Unit and governing department are told; `order_issued` is sent.
    Returns the order; raises TransitionRefused for one that is no draft, NotYourTurn for anybody but the office,
    Refused without problems. Clause: REG 21; PLAN 二（三）2.
    """
    transitions.check_step(order, "issue_order", by=by)
    problems = list(order.problems.select_for_update(of=("self",)).order_by("pk"))
    if not problems:
        raise Refused(_("This order has no problems left."), remedy=_("Cancel the draft."))
    today = calendar.today()
    number = issue_number(policy.text("series_order"), on=today, by=by, about=order)
    problems.sort(key=lambda problem: (problem.registered_on, problem.pk))
    last = max(problems, key=lambda problem: problem.deadline_on or today)
    order = transitions.apply_transition(
        order,
        "issue_order",
        by=by,
        number=number.text,
        issued_on=today,
        due_on=last.deadline_on,
        due_basis=last.deadline_basis,
    )
    ordered = [
        transitions.apply_transition(
            problem, "issue_order", by=by, due_on=problem.deadline_on, due_basis=problem.deadline_basis
        )
        for problem in problems
    ]
    plan = open_plan(order, ordered, by=by)
    inspection = order.inspection
    if inspection is not None and inspection.state == "opinion_issued":
        transitions.apply_transition(inspection, "begin_rectifying", by=by)
    emails.order_issued(order, plan)
    order_issued.send(RectificationOrder, order_id=order.pk, by_id=by.pk)
    return order


def close_what_is_done(problem: Problem) -> None:
    """Close the order of `problem` and verify its inspection where no problem of theirs is open any more.

    Both rows are locked first: of two problems struck off at the same moment the second sees the first.
    """
    if problem.order_id is not None:
        order = RectificationOrder.objects.select_for_update().get(pk=problem.order_id)
        if order.state == "issued" and not order.problems.open().exists():
            transitions.apply_transition(order, "close_order", by=None)
    if problem.inspection_id is not None:
        inspection = Inspection.objects.select_for_update().get(pk=problem.inspection_id)
        if inspection.workflow.step("verify_inspection", inspection.state) and not inspection.problems.open().exists():
            transitions.apply_transition(inspection, "verify_inspection", by=None)
