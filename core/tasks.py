"""Background work of the core."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import shared_task
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from core import notifications
from core.errors import NotAllowed, Refused
from core.excel import runs
from core.excel.outcome import tell_outcome
from core.models import ImportRun

LOST_AFTER = dt.timedelta(minutes=15)
# What beat calls once a day: each call does what is left to do, so that it may be tried again.
DAILY: dict[str, Any] = {
    "acks_late": True,
    "ignore_result": True,
    "soft_time_limit": 540,
    "time_limit": 600,
    "autoretry_for": (OperationalError,),
    "retry_backoff": 30,
    "max_retries": 3,
}


@contextmanager
def one_at_a_time(name: str) -> Iterator[bool]:
    """Claim the work called `name` for the block; gives False where another worker is at it, who has it to himself.

    For work too long for one transaction, whose message may be delivered twice. The claim belongs to the database
    connection: a worker that dies gives it up at once, so that whoever gets the message next can do the work.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.is_usable():  # a connection that broke has given it up already
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=120, time_limit=150)
def send_waiting_mail() -> int:
    """Send the e-mails that are due; beat calls it every minute."""
    return notifications.send_waiting()


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=480, time_limit=540)
def preview_import(run_id: str) -> None:
    """Make the preview of a large workbook and tell whoever uploaded it; done again harmlessly after a crash."""
    waiting = ImportRun.objects.filter(pk=run_id, status=ImportRun.Status.READING)
    with transaction.atomic():
        run = waiting.select_for_update(skip_locked=True).first()  # none: done, or another worker is at it
        if run is not None:
            tell_outcome(runs.make_preview(run))


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=480, time_limit=540)
def write_import(run_id: str) -> None:
    """Write a large workbook that was confirmed and tell who confirmed it; done again harmlessly after a crash."""
    waiting = ImportRun.objects.filter(pk=run_id, status=ImportRun.Status.WRITING)
    with transaction.atomic():
        run = waiting.select_for_update(skip_locked=True).first()
        if run is None:
            return
        try:
            run = runs.confirm_import(run, by=run.confirmed_by)
        except (Refused, NotAllowed) as exc:
            run = runs.put_back(run, reason=str(exc))
        tell_outcome(run)


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=30, time_limit=60)
def resume_imports() -> int:
    """Hand out again what has waited for the background longer than it can take: a message may have been lost.

    Beat calls it every ten minutes; returns how many it handed out.
    """
    late = timezone.now() - LOST_AFTER
    waiting = ImportRun.objects.filter(created_at__lt=late).values_list("pk", flat=True)
    reading = list(waiting.filter(status=ImportRun.Status.READING))
    writing = list(waiting.filter(status=ImportRun.Status.WRITING))
    for pk in reading:
        preview_import.delay(str(pk))
    for pk in writing:
        write_import.delay(str(pk))
    return len(reading) + len(writing)
