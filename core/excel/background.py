"""Long workbooks in the background: small ones at once, large ones by Celery, the result told in the inbox."""

from typing import Any

from django.core.files.base import File
from django.db import transaction

from core import tasks
from core.excel.kinds import check_can_import, get_kind
from core.excel.runs import check_confirmable, confirm_import, is_small, make_preview, receive
from core.models import ImportRun

Status = ImportRun.Status


def start_import(token: str, upload: "File[Any]", *, by: Any) -> ImportRun:
    """Take a workbook in; make its preview now where it is small, otherwise in the background.

    Returns the run. Raises what `core.excel.runs.receive` raises.
    """
    with transaction.atomic():
        run = receive(token, upload, by=by)
        if is_small(run):
            return make_preview(run)
        transaction.on_commit(lambda: tasks.preview_import.delay(str(run.pk)))
    return run


@transaction.atomic
def start_confirmation(run: ImportRun, *, by: Any) -> ImportRun:
    """Confirm a run: write it now where it is small, otherwise in the background. Pressing twice changes nothing.

    Returns the fresh run. Raises what `core.excel.runs.confirm_import` raises.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status in {Status.CONFIRMED, Status.WRITING}:
        return run
    if is_small(run):
        return confirm_import(run, by=by)
    check_can_import(by, get_kind(run.kind))
    check_confirmable(run)
    run.status, run.confirmed_by = Status.WRITING, by
    run.save(update_fields=["status", "confirmed_by"])
    transaction.on_commit(lambda: tasks.write_import.delay(str(run.pk)))
    return run
