"""Rectification reports: the unit's rounds of saying what it did, with evidence; none is ever written over."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit, calendar, files, transitions
from core.errors import Refused, TransitionRefused
from core.models import StoredFile
from rectification.due import due
from rectification.models import Problem, RectificationReport
from rectification.plan import permissions as plan_permissions
from rectification.report import emails


@transaction.atomic
def write_report(
    problem: Problem, *, by: Any, text: str, files: Iterable["File[Any]"] = (), remove: Iterable[Any] = ()
) -> RectificationReport:
    """Write the unit's draft round: `text`, further evidence `files`, and the keys of drafted files to `remove`.

    The first call after a return opens the next round; earlier rounds stay as they are. Returns the draft; raises
    NotAllowed for anybody but the unit, TransitionRefused where no report is due, Refused for a file that isn't taken
    in.
    """
    plan_permissions.check_can_act_for(by, problem.unit_id)
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    transitions.check_step(problem, "submit_report", by=by)
    report = problem.reports.filter(state="draft").first()
    if report is None:
        last: int = problem.reports.aggregate(last=Max("round"))["last"] or 0
        fresh = RectificationReport(
            problem=problem,
            round=last + 1,
            text=text.strip(),
            due_on=problem.deadline_on,
            due_basis=problem.deadline_basis,
        )
        report = transitions.create(fresh, by=by)
    else:
        report.text = text.strip()
        report.save(update_fields=["text"])
        audit.record("write_report", by=by, obj=report)
    _change_files(report, by=by, add=files, remove=set(map(str, remove)))
    return report


@transaction.atomic
def submit_report(report: RectificationReport, *, by: Any) -> RectificationReport:
    """Hand the round in; the office has `review_days`.

    Raises NotYourTurn for anybody but the unit, TransitionRefused for a round that is no draft, Refused without text.
    Clause: REG 22; PLAN 二（三）4.
    """
    transitions.check_step(report, "submit_report", by=by)
    if not report.text.strip():
        raise Refused(_("The report does not say what was done."))
    review = due("review_days")
    transitions.apply_transition(report.problem, "submit_report", by=by, **review)
    report = transitions.apply_transition(report, "submit_report", by=by, submitted_on=calendar.today(), **review)
    emails.report_submitted(report)
    return report


@transaction.atomic
def return_report(report: RectificationReport, *, by: Any, reason: str) -> RectificationReport:
    """Return the round with the reason; the problem is the unit's again, with the deadline it had.

    Raises NotYourTurn for anybody but the office, TransitionRefused for a round that is not submitted, Refused without
    a reason.
    """
    transitions.check_step(report, "return_report", by=by)
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=report.problem_id)
    transitions.apply_transition(
        problem,
        "return_report",
        by=by,
        reason=reason,
        due_on=problem.deadline_on,
        due_basis=problem.deadline_basis,
    )
    report = transitions.apply_transition(report, "return_report", by=by, reason=reason, review_reason=reason.strip())
    emails.report_returned(report)
    return report


def submitted_report(problem: Problem) -> RectificationReport:
    """The round that waits for the office; raises TransitionRefused where none does."""
    report = problem.reports.filter(state="submitted").order_by("-round").first()
    if report is None:
        raise TransitionRefused(_("No report waits for review."))
    return report


def _change_files(report: RectificationReport, *, by: Any, add: Iterable["File[Any]"], remove: set[str]) -> None:
    for kept in StoredFile.objects.filter(pk__in=files.files_of(report).values("pk")):
        if str(kept.pk) in remove:
            files.remove(kept, by=by)
    for upload in add:
        files.store(upload, holder=report, by=by)
