"""Background work of the core."""

from celery import shared_task

from core import notifications
from core.errors import Refused
from core.excel import runs
from core.excel.outcome import tell_outcome
from core.models import ImportRun


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=120, time_limit=150)
def send_waiting_mail() -> int:
    """Send the e-mails that are due; beat calls it every minute."""
    return notifications.send_waiting()


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=480, time_limit=540)
def preview_import(run_id: str) -> None:
    """Make the preview of a large workbook and tell whoever uploaded it; done again harmlessly after a crash."""
    run = ImportRun.objects.filter(pk=run_id, status=ImportRun.Status.READING).first()
    if run is not None:
        tell_outcome(runs.make_preview(run))


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=480, time_limit=540)
def write_import(run_id: str) -> None:
    """Write a large workbook that was confirmed and tell who confirmed it; done again harmlessly after a crash."""
    run = ImportRun.objects.filter(pk=run_id, status=ImportRun.Status.WRITING).select_related("confirmed_by").first()
    if run is None:
        return
    try:
        run = runs.confirm_import(run, by=run.confirmed_by)
    except Refused as exc:
        run = runs.put_back(run, reason=str(exc))
    tell_outcome(run)
