"""Problems: put on the ledger, and taken off it again only before anything was ordered."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Organisation
from core import calendar, files, transitions
from core.errors import Refused
from core.models import StoredFile
from core.numbering import issue_number
from inspectors.models import Inspector
from rectification import permissions
from rectification.enums import Source
from rectification.models import Problem, RectificationOrder
from rectification.services.due import due
from rectification.services.order import cancel_order, close_what_is_done
from supervision.models import Finding, FollowUp, Indicator, Inspection

SERIES = "问题"


@transaction.atomic
def register_problem(
    *,
    by: Any,
    unit: Organisation,
    source: str,
    text: str,
    requirement: str,
    severity: str,
    deadline_on: dt.date | None = None,
    registered_on: dt.date | None = None,
    source_note: str = "",
    inspection: Inspection | None = None,
    finding: Finding | None = None,
    follow_up: FollowUp | None = None,
    indicator: Indicator | None = None,
    found_by: Inspector | None = None,
    lead: Organisation | None = None,
) -> Problem:
    """Put a problem on the ledger under its own number.

    Takes what is wrong, what is asked, how grave it is and where it comes from; `deadline_on` where somebody has set it
    already (a higher body's letter), otherwise it follows from the severity. Photographs of the finding are taken over:
    whoever sees the problem sees them. Returns the problem; raises NotAllowed, or Refused without text or requirement.
    """
    permissions.check_can_keep_ledger(by)
    if not text.strip() or not requirement.strip():
        raise Refused(_("A problem says what is wrong and what is to be done."))
    start = registered_on or calendar.today()
    problem = Problem(
        unit=unit,
        source=source,
        source_note=source_note,
        inspection=inspection,
        finding=finding,
        follow_up=follow_up,
        indicator=indicator or (finding.indicator if finding is not None else None),
        found_by=found_by or (finding.visit.inspector if finding is not None else None),
        lead=lead,
        text=text.strip(),
        requirement=requirement.strip(),
        severity=severity,
        registered_on=start,
        **_reached(severity, start, deadline_on),
    )
    problem.number = issue_number(SERIES, on=start, by=by, about=problem).text
    transitions.create(problem, by=by, data={"source": str(source), "note": source_note})
    if finding is not None:
        take_over_photographs(problem, finding)
    return problem


@transaction.atomic
def register_problems(problems: Sequence[Problem], *, by: Any) -> list[Problem]:
    """Put many filled-in, unsaved problems of a table on the ledger, each under its own number.

    A problem without a deadline gets that of its severity. Returns them saved; raises NotAllowed for anybody but the
    office. Clause: PLAN 二（三）5.
    """
    permissions.check_can_keep_ledger(by)
    today = calendar.today()
    reached: dict[str, dict[str, Any]] = {}
    for problem in problems:
        problem.registered_on = today
        if problem.deadline_on is None:
            limit = reached.setdefault(problem.severity, due(f"order_days_{problem.severity}", today))
            problem.deadline_on, problem.deadline_basis = limit["due_on"], limit["due_basis"]
        problem.number = issue_number(SERIES, on=today, by=by, about=problem).text
    return transitions.create_many(Problem, problems, by=by)


def register_opinion_item(item: Any, *, by: Any, inspection: Inspection, on: dt.date, note: str) -> Problem:
    """Put one problem of an issued opinion letter on the ledger; its time runs from the letter's date `on`."""
    source = Source.REGULAR if inspection.task.mode == "regular" else Source.INSPECTION
    return register_problem(
        by=by,
        unit=inspection.unit,
        source=source,
        source_note=note,
        inspection=inspection,
        finding=item.finding,
        text=item.text,
        requirement=item.requirement,
        severity=item.severity,
        registered_on=on,
    )


@transaction.atomic
def withdraw_problem(problem: Problem, *, by: Any, reason: str) -> Problem:
    """Take a problem that was never ordered off the ledger, with the reason; its number stays in the register.

    Raises NotYourTurn for anybody but the office head, TransitionRefused once it is ordered, Refused without a reason.
    A drafted order that is left without problems is cancelled, an inspection that is left without open ones verified.
    """
    order: RectificationOrder | None = problem.order
    problem = transitions.apply_transition(problem, "withdraw_problem", by=by, reason=reason, order=None)
    if order is not None and not order.problems.exists():
        why = gettext_noop("The last problem was taken out.")
        cancel_order(order, by=None, reason=why)
    close_what_is_done(problem)
    return problem


def take_over_photographs(problem: Problem, holder: Model) -> None:
    """Give the problem rows of its own for the photographs of `holder`; the bytes lie on the disk once."""
    holder_type = ContentType.objects.get_for_model(Problem)
    StoredFile.objects.bulk_create(
        StoredFile(
            file=photo.file.name,
            name=photo.name,
            extension=photo.extension,
            content_type=photo.content_type,
            size=photo.size,
            sha256=photo.sha256,
            purpose="finding",
            caption=photo.caption,
            holder_type=holder_type,
            holder_id=str(problem.pk),
            stored_by_id=photo.stored_by_id,
        )
        for photo in files.files_of(holder)
    )


def _reached(severity: str, start: dt.date, given: dt.date | None) -> dict[str, Any]:
    """The deadline that was given, or the one that follows from the severity, as fields."""
    reached = due(f"order_days_{severity}", start) if given is None else {"due_on": given, "due_basis": {}}
    return {"deadline_on": reached["due_on"], "deadline_basis": reached["due_basis"]}
