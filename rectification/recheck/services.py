"""Rechecks: another inspector looks; passed strikes off, not passed orders again and urges (REG 22)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core import calendar, files, transitions
from core.calendar.days import date_in_words
from core.errors import Refused
from core.notifications import in_chinese
from inspectors.models import Inspector
from rectification.due import due
from rectification.models import Problem, Recheck, RecheckResult, UrgingGround
from rectification.order.services import close_what_is_done
from rectification.plan.services import open_plan
from rectification.recheck import emails, permissions
from rectification.report.services import submitted_report
from rectification.signals import problem_struck_off
from rectification.urging.services import drop_proposal, issue_urging, propose_urging


@transaction.atomic
def assign_recheck(problem: Problem, *, by: Any, inspector: Inspector) -> Recheck:
    """Accept the unit's report and appoint `inspector` to recheck on site within `recheck_days`.

    Returns the open recheck. Raises NotYourTurn for anybody but the office, TransitionRefused where no report waits,
    Refused for the finder, a recused, untrained, out-of-term or fully loaded inspector. Clause: PLAN 二（三）5.
    """
    transitions.check_step(problem, "assign_recheck", by=by)
    permissions.check_can_recheck(inspector, problem)
    report = submitted_report(problem)
    problem = transitions.apply_transition(
        problem, "assign_recheck", by=by, data={"inspector": inspector.name}, **due("recheck_days")
    )
    transitions.apply_transition(report, "accept_report", by=by)
    recheck = Recheck.objects.create(problem=problem, inspector=inspector, appointed_by=by)
    emails.recheck_assigned(recheck, problem)
    return recheck


@transaction.atomic
def reassign_recheck(problem: Problem, *, by: Any, inspector: Inspector) -> Recheck:
    """Appoint `inspector` in place of the one who can't do the recheck; it is due as before.

    Returns the open recheck. Raises NotYourTurn for anybody but the office, TransitionRefused where none is open,
    Refused as in `assign_recheck`.
    """
    transitions.check_step(problem, "reassign_recheck", by=by)
    permissions.check_can_recheck(inspector, problem)
    problem = transitions.apply_transition(
        problem,
        "reassign_recheck",
        by=by,
        data={"inspector": inspector.name},
        due_on=problem.due_on,
        due_basis=problem.due_basis,
    )
    recheck = problem.rechecks.select_for_update(of=("self",)).get(recorded_at=None)
    recheck.inspector = inspector
    recheck.appointed_by = by
    recheck.save(update_fields=["inspector", "appointed_by"])
    emails.recheck_assigned(recheck, problem)
    return recheck


def open_recheck(problem: Problem) -> Recheck | None:
    """The recheck that waits to be recorded, if any."""
    return problem.rechecks.filter(recorded_at=None).select_related("inspector").first()


@transaction.atomic
def record_recheck(
    problem: Problem,
    *,
    by: Any,
    held_on: dt.date,
    note: str,
    result: str,
    photos: Iterable["File[Any]"] = (),
) -> Problem:
    """Record what the appointed inspector saw on `held_on`, and what it came to.

    Passed: struck off; the order is closed and the inspection verified when it was the last. Not passed: ordered again
    with `redo_days`, a new round of the plan, and an urging notice issued at once. Returns the problem. Raises
    NotYourTurn for anybody but the appointed inspector, TransitionRefused where no recheck is open, Refused for a day
    that can't be, a missing note, or an inspector recused meanwhile. Clause: REG 22; PLAN 二（三）4, 5.
    """
    passed = result == RecheckResult.PASSED
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    transitions.check_step(problem, "pass_recheck", by=by)
    recheck = problem.rechecks.select_for_update(of=("self",)).select_related("inspector").get(recorded_at=None)
    _check_record(recheck, held_on=held_on, note=note)
    if passed:
        problem = transitions.apply_transition(
            problem, "pass_recheck", by=by, reason=note, struck_off_on=calendar.today()
        )
    else:
        missed = problem.deadline_on
        problem = _order_again(problem, by=by, note=note)
    recheck.held_on = held_on
    recheck.note = note.strip()
    recheck.result = result
    recheck.recorded_at = timezone.now()
    recheck.save(update_fields=["held_on", "note", "result", "recorded_at"])
    for photo in photos:
        files.store(photo, holder=recheck, by=by, purpose="photo")
    if passed:
        _strike_off(problem, by=by)
    else:
        _urge(problem, recheck, missed=missed, by=by)
    return problem


def _check_record(recheck: Recheck, *, held_on: dt.date, note: str) -> None:
    if not note.strip():
        raise Refused(_("Please say what was seen on site."))
    if held_on > calendar.today():
        raise Refused(_("The recheck can't have been held in the future."))
    reported = recheck.problem.reports.filter(state="accepted").order_by("-round").first()
    if reported is not None and reported.submitted_on is not None and held_on < reported.submitted_on:
        raise Refused(
            _("The recheck can't have been held before the report of %(date)s.")
            % {"date": date_in_words(reported.submitted_on)}
        )
    permissions.check_can_go_on_rechecking(recheck)


def _order_again(problem: Problem, *, by: Any, note: str) -> Problem:
    redo = due("redo_days")
    return transitions.apply_transition(
        problem,
        "fail_recheck",
        by=by,
        reason=note,
        deadline_on=redo["due_on"],
        deadline_basis=redo["due_basis"],
        failed_rechecks=problem.failed_rechecks + 1,
        **redo,
    )


def _strike_off(problem: Problem, *, by: Any) -> None:
    drop_proposal(problem, reason=gettext_noop("The problem is struck off."))
    close_what_is_done(problem)
    emails.struck_off(problem)
    problem_struck_off.send(Problem, problem_id=problem.pk, by_id=by.pk)


def _urge(problem: Problem, recheck: Recheck, *, missed: dt.date | None, by: Any) -> None:
    drop_proposal(problem, reason=gettext_noop("The recheck was not passed: another notice takes its place."))
    urging = propose_urging(
        problem, by=None, ground=UrgingGround.RECHECK_FAILED, facts=_failed_facts(recheck), missed=missed
    )
    issue_urging(urging, by=None, new_deadline_on=problem.deadline_on, caused_by=by)
    if problem.order is not None:  # after the notice: locks are taken in one order
        open_plan(problem.order, [problem], by=None)
    emails.recheck_failed(problem, recheck)


@in_chinese
def _failed_facts(recheck: Recheck) -> str:
    return _("On %(date)s %(inspector)s rechecked on site; it was not passed: %(note)s") % {
        "date": date_in_words(recheck.held_on),
        "inspector": recheck.inspector.name,
        "note": recheck.note,
    }


def _open(inspector_id: Any) -> QuerySet[Recheck]:
    found = Recheck.objects.filter(inspector=inspector_id, recorded_at=None, problem__state="rechecking")
    return found.select_related("problem__unit", "inspector").order_by("problem__due_on", "pk")


def tell_of_open_rechecks(inspector_id: Any) -> list[Recheck]:
    """Tell the office which rechecks need another inspector, now that this one serves no more. Returns them."""
    found = list(_open(inspector_id))
    for recheck in found:
        emails.recheck_left_open(recheck)
    return found
