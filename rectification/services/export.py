"""The ledger as a workbook: exactly what the page shows; short ones at once, long ones in the background."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from celery import signature
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policy
from core import audit, calendar, files
from core.errors import Refused
from core.excel.writing import SheetWriter
from rectification import emails
from rectification.models import LedgerExport, Problem

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
    writer.note(_("As of %(date)s") % {"date": emails.day(today)})
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
    transaction.on_commit(lambda: signature("rectification.tasks.build_export", args=[str(export.pk)]).delay())
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
