"""Problems: put on the ledger from every source, taken off it before anything was ordered, out to Excel."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from celery import signature
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import policy
from accounts.models import Organisation
from core import audit, calendar, files, transitions
from core.calendar.days import date_in_words
from core.errors import Refused
from core.excel.writing import SheetWriter
from core.models import StoredFile
from core.numbering import issue_number
from core.transitions import apply_transition
from inspectors.models import Inspector
from rectification.due import due
from rectification.models import LedgerExport, Problem, RectificationOrder, Source
from rectification.order import permissions as order_permissions
from rectification.order.services import cancel_order, close_what_is_done, create_order
from rectification.problem import emails
from supervision.models import Finding, FollowUp, Indicator, Inspection, Opinion

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
    order_permissions.check_can_keep_ledger(by)
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
    order_permissions.check_can_keep_ledger(by)
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


DIRECT = 2000  # rows: up to here the workbook is made while the person waits

MOST = 100_000

STEP = 1000

WIDTHS = (20, 26, 14, 12, 14, 10, 14, 28, 46, 46, 14, 14, 12, 12, 22, 10, 14)


def ledger(user: Any, asked: Mapping[str, Any]) -> "QuerySet[Problem]":
    """The problems that `user` sees and that answer the filters `asked`, newest first."""
    rows: QuerySet[Problem] = Problem.objects.visible_to(user).matching(asked, at=calendar.today())
    return rows.order_by("-registered_on", "-id")


def write_ledger(rows: "QuerySet[Problem]", *, progress: Callable[[int], object] | None = None) -> bytes:
    """The workbook of `rows`; `progress` is told the number of rows written, every now and then."""
    today = calendar.today()
    writer = SheetWriter(WIDTHS)
    writer.title(f"{policy.text('county_name')}{_('Problem ledger')}")
    writer.note(_("As of %(date)s") % {"date": date_in_words(today)})
    writer.header(_titles())
    related = rows.select_related("unit__zone", "unit__township", "order")
    for number, problem in enumerate(related.iterator(chunk_size=STEP), 1):
        writer.line(list(_cells(problem, today)))
        if progress is not None and number % STEP == 0:
            progress(number)
    return writer.bytes()


@transaction.atomic
def export_problems(*, by: Any, asked: Mapping[str, Any]) -> LedgerExport:
    """Ask for the ledger under the filters `asked` as a workbook, built in the background.

    Returns the export, whose page shows how far it is; the finished workbook is announced in the inbox. Raises Refused
    for no rows, and for more than a workbook can sensibly hold.
    """
    total = ledger(by, asked).order_by()[: MOST + 1].count()
    if total == 0:
        raise Refused(_("There is nothing to export."), remedy=_("Change or clear the filters."))
    if total > MOST:
        raise Refused(
            _("More than %(most)s rows are too many for one workbook.") % {"most": MOST},
            remedy=_("Narrow the ledger down, for instance to a year."),
        )
    export = LedgerExport.objects.create(asked_by=by, filters=dict(asked), total=total)
    audit.record("export_problems", by=by, obj=export, data={"count": total, "filter": dict(asked)})
    transaction.on_commit(lambda: signature("rectification.problem.tasks.build_export", args=[str(export.pk)]).delay())
    return export


def build_export(export: LedgerExport) -> LedgerExport:
    """Write the workbook of `export`, keep it as its file and tell who asked; a second call does nothing."""
    if export.finished_at is not None:
        return export
    rows = ledger(export.asked_by, export.filters)
    own = LedgerExport.objects.filter(pk=export.pk)
    data = write_ledger(rows, progress=lambda done: own.update(done=done) and None)
    with transaction.atomic():
        name = f"{_('Problem ledger')}-{calendar.today():%Y%m%d}.xlsx"
        files.store_bytes(data, name=name, holder=export, by=export.asked_by, purpose="export")
        own.update(finished_at=timezone.now(), done=export.total)
        export.refresh_from_db()
        emails.export_built(export)
    return export


def _titles() -> list[str]:
    return [
        _("Ledger number"),
        _("Unit"),
        _("Kind of unit"),
        _("Zone"),
        _("Township"),
        _("Severity"),
        _("Source"),
        _("Source, in words"),
        _("Problem"),
        _("What is to be done"),
        _("Registered on"),
        _("To be put right by"),
        _("State"),
        _("Days overdue"),
        _("Rectification order"),
        _("Failed rechecks"),
        _("Struck off on"),
    ]


def _cells(problem: Problem, today: dt.date) -> Iterator[Any]:
    unit = problem.unit
    yield problem.number
    yield unit.name
    yield unit.get_kind_display()
    yield unit.zone.name if unit.zone else ""
    yield unit.township.name if unit.township else ""
    yield problem.get_severity_display()
    yield problem.get_source_display()
    yield problem.source_note
    yield problem.text
    yield problem.requirement
    yield problem.registered_on
    yield problem.deadline_on
    yield problem.get_state_display()
    late = problem.deadline_on is not None and problem.is_overdue(today)
    yield (today - problem.deadline_on).days if late and problem.deadline_on else None
    yield problem.order.number if problem.order else ""
    yield problem.failed_rechecks
    yield problem.struck_off_on


@transaction.atomic
def register_opinion(opinion: Opinion, *, by: Any) -> RectificationOrder | None:
    """Register every problem of the issued letter and draft one order for them all.

    Takes the opinion and who issued it. Returns the draft, or None for a letter without problems. Clause: REG 21–22;
    PLAN 二（三）2, 5.
    """
    inspection: Inspection = opinion.inspection
    on = opinion.issued_on or calendar.today()
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Opinion letter %(number)s") % {"number": opinion.number}
    items = opinion.items.select_related("finding__visit__inspector", "finding__indicator")
    problems = [register_opinion_item(item, by=by, inspection=inspection, on=on, note=note) for item in items]
    if not problems:
        return None
    return create_order(
        by=by, unit=inspection.unit, problems=problems, basis=inspection.task.name, inspection=inspection
    )


@transaction.atomic
def register_follow_up(
    follow_up: FollowUp,
    *,
    by: Any,
    text: str,
    requirement: str,
    severity: str,
    deadline_on: dt.date | None = None,
    lead: Organisation | None = None,
) -> Problem:
    """Put what an inspector reported to the office on the ledger; problem and visit lead to each other.

    Takes the words as the ledger is to have them. Returns the problem, found by the visit's inspector, who does not
    recheck it. Raises NotYourTurn for anybody but the office, TransitionRefused once it is registered or closed,
    Refused without text or requirement.
    """
    follow_up = apply_transition(follow_up, "register_follow_up", by=by)
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Regular visit of %(date)s") % {"date": date_format(follow_up.visit.visited_on)}
    problem = register_problem(
        by=by,
        unit=follow_up.unit,
        source=Source.REGULAR,
        source_note=note,
        follow_up=follow_up,
        indicator=follow_up.item.indicator,
        found_by=follow_up.inspector,
        text=text,
        requirement=requirement,
        severity=severity,
        deadline_on=deadline_on,
        lead=lead,
    )
    take_over_photographs(problem, follow_up.item)
    return problem
