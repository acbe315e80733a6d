"""Imports from upload to confirmation: one code path for the pages, the background and the demo."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files
from core.errors import Refused
from core.excel.kinds import ImportKind, check_can_import, get_kind
from core.excel.layout import HEADER_WITHIN, Table, TableRows, find_table, numbered
from core.excel.reasons import reason_of, reason_text, wrong
from core.excel.resource import REFUSED, Outcome, SheetResource
from core.excel.workbook import only_sheet, opened
from core.models import ImportRow, ImportRun, StoredFile
from core.workflow import gettext_noop

SMALL = 500  # rows: up to here a preview is made while the person waits
PURPOSE = "import"
ROW_BATCH = 1000
Status = ImportRun.Status


def receive(token: str, upload: "File[Any]", *, by: Any) -> ImportRun:
    """Take in a workbook of the kind `token` and keep it; nothing is checked yet but its header.

    Returns the new run in the state `reading`. Raises NotAllowed, or Refused for a file that is no workbook, is unsafe
    or lacks the header or a required column.
    """
    kind = get_kind(token)
    check_can_import(by, kind)
    with _table(kind, upload) as table:
        total = sum(1 for _row in numbered(table.sheet, limit=SMALL + HEADER_WITHIN))
    with transaction.atomic():
        run = ImportRun.objects.create(kind=token, file_name=Path(upload.name or "").name[:200], by=by, total=total)
        files.store(upload, holder=run, by=by, purpose=PURPOSE)
        audit.record("import_workbook", by=by, obj=run, data={"kind": token})
    return run


def is_small(run: ImportRun) -> bool:
    """Whether the preview can be made while the person waits."""
    return run.total <= SMALL


def run_import(token: str, file: "File[Any] | Path | str", *, by: Any) -> ImportRun:
    """Take in a workbook and make its preview at once; nothing of it is written yet.

    Returns the run with its counts and rows. Raises what `receive` raises.
    """
    if isinstance(file, Path | str):
        with Path(file).open("rb") as stream:
            return run_import(token, File(stream, name=Path(file).name), by=by)
    return make_preview(receive(token, file, by=by))


@transaction.atomic
def make_preview(run: ImportRun) -> ImportRun:
    """Check every row of the run's workbook and note what each would do; returns the fresh run.

    Done anew each time it is called. A workbook that turns out unreadable half-way becomes `failed` with the reason.
    """
    run.rows.all().delete()
    try:
        passed = _go_through(run, write=False, keep=True)
    except Refused as exc:
        run.refusals = [reason_of(ValidationError(str(exc)))]
        run.status = Status.FAILED
    else:
        run.status = Status.PREVIEWED
        run.total, run.counts, run.digest = passed.total, passed.counts, passed.digest
        run.layout, run.refusals, run.remarks = passed.layout, passed.refusals, passed.remarks
    run.save()
    return run


@transaction.atomic
def confirm_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Write every good row of a previewed run, in one transaction, after checking all of them again.

    A second call changes nothing. Where the data has changed since the preview, nothing is written: the preview is made
    anew, `refreshed_at` says so, and the run waits for another confirmation. Returns the fresh run. Raises NotAllowed,
    or Refused where there is nothing to write or the workbook is refused as a whole.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status == Status.CONFIRMED:
        return run
    kind = get_kind(run.kind)
    check_can_import(by, kind)
    check_confirmable(run)
    with connection.cursor() as cursor:  # two imports of one kind follow each other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import {run.kind}"])
    try:
        with transaction.atomic():
            passed = _go_through(run, write=True, keep=False)
            if passed.digest != run.digest:
                raise _Outdated
    except (_Outdated, IntegrityError) as exc:
        previewed = run.digest
        run.refreshed_at, run.confirmed_by = timezone.now(), None
        run = make_preview(run)
        if isinstance(exc, IntegrityError) and run.digest == previewed:
            raise Refused(
                _("The rows could not be written: somebody is changing the same records at this moment."),
                remedy=_("Wait a moment and confirm again; nothing was written."),
            ) from exc
        return run
    run.status, run.confirmed_at, run.confirmed_by = Status.CONFIRMED, timezone.now(), by
    run.save(update_fields=["status", "confirmed_at", "confirmed_by"])
    audit.record("confirm_import", by=by, obj=run, data={"kind": run.kind, "counts": run.counts})
    return run


def check_confirmable(run: ImportRun) -> None:
    """Raises Refused, with the reason, where the run cannot be confirmed as it stands."""
    if run.status not in {Status.PREVIEWED, Status.WRITING}:
        raise Refused(
            _("This import does not wait for a confirmation: %(state)s.") % {"state": run.get_status_display()}
        )
    if run.refusals:
        raise Refused(
            " ".join(reason_text(reason) for reason in run.refusals), remedy=_("Mend the workbook and upload it again.")
        )
    whole = get_kind(run.kind).resource.whole
    if whole and run.counts.get(REFUSED):
        raise Refused(
            _("This kind of workbook is taken as a whole, and %(count)s of its rows are refused.")
            % {"count": run.counts[REFUSED]},
            remedy=_("Mend the refused rows and upload it again."),
        )
    if not run.good and not (whole and run.counts):
        raise Refused(_("There is nothing to import: no row is new or changed."))


@transaction.atomic
def drop_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Give a previewed run up; its workbook and preview stay to be looked at. Raises Refused where it is too late."""
    check_can_import(by, get_kind(run.kind))
    if not ImportRun.objects.filter(pk=run.pk, status=Status.PREVIEWED).update(status=Status.DROPPED):
        raise Refused(
            _("This import does not wait for a confirmation: %(state)s.") % {"state": run.get_status_display()}
        )
    audit.record("drop_import", by=by, obj=run)
    run.refresh_from_db()
    return run


def put_back(run: ImportRun, *, reason: str) -> ImportRun:
    """Let a run whose writing was refused wait for its confirmation again, with the reason on its page."""
    run.status, run.confirmed_by = Status.PREVIEWED, None
    run.remarks = [*run.remarks, {"column": "", "message": reason, "params": {}}]
    run.save(update_fields=["status", "confirmed_by", "remarks"])
    return run


def workbook_of(run: ImportRun) -> StoredFile:
    """The stored workbook of a run."""
    return files.files_of(run, purpose=PURPOSE).get()


def rows_done(run: ImportRun) -> int:
    """How many rows the background has been through."""
    return int(cache.get(_progress_key(run), 0))


class _Outdated(Exception):
    """The rows would no longer do what the preview said."""


@dataclass
class _Pass:
    """What one way through a workbook came to."""

    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    digest: str = ""
    layout: dict[str, Any] = field(default_factory=dict)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)


class _Sink:
    """Counts the outcomes, takes their hash, and keeps them as rows where asked."""

    def __init__(self, run: ImportRun, *, keep: bool) -> None:
        self.run, self.keep = run, keep
        self.counts: dict[str, int] = {}
        self.hash = hashlib.sha256()
        self._rows: list[ImportRow] = []

    def __call__(self, outcome: Outcome) -> None:
        self.counts[outcome.outcome] = self.counts.get(outcome.outcome, 0) + 1
        self.hash.update(json.dumps(vars(outcome), ensure_ascii=False, sort_keys=True).encode())
        if self.keep:
            self._rows.append(ImportRow(run=self.run, **vars(outcome) | {"label": outcome.label[:200]}))
            if len(self._rows) >= ROW_BATCH:
                self.flush()

    def flush(self) -> None:
        """Write the rows that are held back."""
        ImportRow.objects.bulk_create(self._rows)
        self._rows.clear()


def _go_through(run: ImportRun, *, write: bool, keep: bool) -> _Pass:
    kind = get_kind(run.kind)
    sink = _Sink(run, keep=keep)
    cache.set(_progress_key(run), 0, 600)
    with workbook_of(run).file.open("rb") as stream, _table(kind, File(stream, name=run.file_name)) as table:
        rows = TableRows(table, progress=lambda done: cache.set(_progress_key(run), done, 600))
        resource = kind.resource(by=run.by, write=write, sink=sink, run=run)
        resource.import_data(rows, use_transactions=False)
        sink.flush()
        passed = _Pass(total=rows.count, counts=sink.counts, layout=_layout(table, rows))
    passed.refusals, passed.remarks = _about_all(resource, passed)
    sink.hash.update(json.dumps(passed.refusals, ensure_ascii=False, sort_keys=True).encode())
    passed.digest = sink.hash.hexdigest()
    return passed


def _about_all(resource: SheetResource, passed: _Pass) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    refusals = [reason_of(item) for item in resource.refusals]
    if not passed.total:
        refusals.append(reason_of(wrong(gettext_noop("The table holds no rows below its header."))))
    return refusals, [reason_of(item) for item in resource.remarks]


def _layout(table: Table, rows: TableRows) -> dict[str, Any]:
    return {
        "title": table.title,
        "header_row": table.header_row,
        "unknown": table.unknown,
        "totals": [number for number, _cells in rows.left_out.totals],
        "notes": [[number, text] for number, text in rows.left_out.notes],
    }


@contextmanager
def _table(kind: ImportKind, upload: "File[Any]") -> Iterator[Table]:
    with opened(upload) as book:
        name = Path(upload.name or "").name
        yield find_table(
            only_sheet(book, name), name=name, titles=kind.resource.titles(), required=kind.resource.required_titles()
        )


def _progress_key(run: ImportRun) -> str:
    return f"import-rows:{run.pk}"
