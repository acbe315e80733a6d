"""A worker killed in the middle of a PDF loses nothing: the next one builds the document, once."""

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from core import calendar
from core.models import AuditEvent, StoredFile
from reports.document import services
from reports.models import BuildState, OfficialDocument
from tests.people import make_cast
from tests.walk import inspection as inspections
from tests.walk.worker import celery_worker

PATIENCE = 90


def wait_for(what: Callable[[], bool], *, every: float = 0.1) -> None:
    """Wait until `what` is true; a fault if it never is."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(every)


def the_document() -> OfficialDocument:
    """The one document of these tests, fresh."""
    return OfficialDocument.objects.get()


@pytest.mark.django_db(transaction=True)
def test_killed_while_building(tmp_path: Path) -> None:
    """SIGKILL during the build; beat's sweep queues the document again and another worker finishes it."""
    log = tmp_path / "worker.log"
    with celery_worker(log) as doomed:
        with transaction.atomic():
            calendar.seed_holidays([calendar.today().year])
            inspections.notified(make_cast())
        wait_for(lambda: the_document().build_state == BuildState.BUILDING, every=0.005)
        os.killpg(doomed.pid, signal.SIGKILL)
        doomed.wait()
    assert the_document().pdf is None
    # Three minutes later, as the sweep sees it.
    OfficialDocument.objects.update(created_at=the_document().created_at - dt.timedelta(minutes=4))
    with celery_worker(log):
        assert services.queue_waiting_builds() == 1
        wait_for(lambda: the_document().build_state == BuildState.BUILT)
    assert StoredFile.objects.filter(purpose="pdf").count() == 1
    assert AuditEvent.objects.filter(action="build_document").count() == 1
    assert services.queue_waiting_builds() == 0
