"""Rectification plans: the unit's rounds of answering an order; what was submitted is never written over."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit, calendar, transitions
from core.calendar.days import date_in_words
from core.errors import Refused, TransitionRefused
from rectification.due import due
from rectification.models import PlannedMeasure, Problem, RectificationOrder, RectificationPlan
from rectification.plan import emails, permissions


def open_plan(
    order: RectificationOrder,
    problems: Iterable[Problem],
    *,
    by: Any,
    arrangement: str = "",
    filled: Mapping[Any, PlannedMeasure] | None = None,
) -> RectificationPlan:
    """Open the next draft round for `problems`, or add them to the round that is a draft already; due after
    `plan_days`.

    `filled` gives, by problem, the items of a returned round, so that the unit goes on from what it wrote.
    """
    plan = order.plans.filter(state="draft").select_for_update().first()
    if plan is None:
        last: int = order.plans.aggregate(last=Max("round"))["last"] or 0
        fresh = RectificationPlan(order=order, round=last + 1, arrangement=arrangement, **due("plan_days"))
        plan = transitions.create(fresh, by=by)
    known = set(plan.items.values_list("problem_id", flat=True))
    items = []
    for problem in problems:
        if problem.pk not in known:
            old = (filled or {}).get(problem.pk)
            items.append(
                PlannedMeasure(
                    plan=plan,
                    problem=problem,
                    measures=old.measures if old else "",
                    responsible=old.responsible if old else "",
                    finish_on=old.finish_on if old else None,
                )
            )
    PlannedMeasure.objects.bulk_create(items)
    return plan


@transaction.atomic
def save_plan(
    plan: RectificationPlan, *, by: Any, arrangement: str, items: Iterable[Mapping[str, Any]]
) -> RectificationPlan:
    """Write the unit's draft: the `arrangement`, and per problem (key `problem`) measures, responsible, finish_on.

    A draft may have gaps. Returns the plan; raises NotAllowed for anybody but the unit, TransitionRefused for a round
    that was submitted, Refused for a date after the problem's deadline.
    """
    permissions.check_can_act_for(by, plan.order.unit_id)
    plan = RectificationPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _check_draft(plan)
    rows = {item.problem_id: item for item in plan.items.select_related("problem")}
    for given in items:
        problem = given["problem"]
        item = rows[getattr(problem, "pk", problem)]
        item.measures = given.get("measures", "").strip()
        item.responsible = given.get("responsible", "").strip()
        item.finish_on = given.get("finish_on")
        _check_finish(item.problem, item.finish_on)
    plan.arrangement = arrangement.strip()
    plan.save(update_fields=["arrangement"])
    PlannedMeasure.objects.bulk_update(rows.values(), ["measures", "responsible", "finish_on"])
    audit.record("save_plan", by=by, obj=plan)
    return plan


@transaction.atomic
def submit_plan(plan: RectificationPlan, *, by: Any) -> RectificationPlan:
    """Hand the round in; the office has `review_days`.

    Raises NotYourTurn for anybody but the unit, TransitionRefused for a round that is no draft, Refused where
    something is missing, naming the problem. Clause: PLAN 二（三）4.
    """
    transitions.check_step(plan, "submit_plan", by=by)
    if not plan.arrangement.strip():
        raise Refused(_("The plan does not say who leads and how the work is organised."))
    for item in plan.items.select_related("problem"):
        if not (item.measures.strip() and item.responsible.strip() and item.finish_on):
            raise Refused(
                _("%(number)s lacks measures, a responsible person or a date.") % {"number": item.problem.number},
                rule=_("The plan says for every problem what is done, by whom and by when."),
            )
        _check_finish(item.problem, item.finish_on)
    plan = transitions.apply_transition(plan, "submit_plan", by=by, submitted_on=calendar.today(), **due("review_days"))
    emails.plan_submitted(plan)
    return plan


@transaction.atomic
def accept_plan(plan: RectificationPlan, *, by: Any) -> RectificationPlan:
    """Accept the round: its problems are being put right, each until its own deadline.

    Raises NotYourTurn for anybody but the office, TransitionRefused for a round that is not submitted.
    """
    rows = Problem.objects.select_for_update(of=("self",)).filter(plan_items__plan=plan, state="ordered")
    problems = list(rows.order_by("pk"))
    plan = transitions.apply_transition(plan, "accept_plan", by=by)
    for problem in problems:
        transitions.apply_transition(
            problem, "accept_plan", by=by, due_on=problem.deadline_on, due_basis=problem.deadline_basis
        )
    emails.plan_accepted(plan)
    return plan


@transaction.atomic
def return_plan(
    plan: RectificationPlan, *, by: Any, reason: str, item_reasons: Mapping[Any, str] | None = None
) -> RectificationPlan:
    """Return the round with the reason, and per problem (by its key) what is wrong there; the next round is opened.

    The returned round stays as it was submitted; the next starts from its text, due after `plan_days`. Returns the
    returned round; raises NotYourTurn for anybody but the office, TransitionRefused for a round that is not submitted,
    Refused without a reason.
    """
    plan = transitions.apply_transition(plan, "return_plan", by=by, reason=reason, review_reason=reason.strip())
    items = list(plan.items.select_related("problem"))
    for item in items:
        item.review_reason = (item_reasons or {}).get(item.problem_id, "").strip()
    PlannedMeasure.objects.bulk_update(items, ["review_reason"])
    following = open_plan(
        plan.order,
        [item.problem for item in items],
        by=by,
        arrangement=plan.arrangement,
        filled={item.problem_id: item for item in items},
    )
    emails.plan_returned(plan, following)
    return plan


def _check_draft(plan: RectificationPlan) -> None:
    if plan.state != "draft":
        raise TransitionRefused(
            _("This round was submitted and can no longer be changed."),
            rule=_("Nothing that was submitted is written over."),
            remedy=_("If the office returns it, the next round can be changed."),
        )


def _check_finish(problem: Problem, finish_on: dt.date | None) -> None:
    if finish_on is not None and problem.deadline_on is not None and finish_on > problem.deadline_on:
        raise Refused(
            _("%(number)s is to be finished on %(finish)s, but its deadline is %(deadline)s.")
            % {
                "number": problem.number,
                "finish": date_in_words(finish_on),
                "deadline": date_in_words(problem.deadline_on),
            },
            rule=_("A measure ends within the problem's deadline."),
            remedy=_("Choose an earlier date."),
        )
