"""A real Celery worker, in a process group of its own, on the test's database, files and queue."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from config import embedded


@contextmanager
def celery_worker(log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker for as long as the block runs; it is asked to end, and killed if it does not.

    The test must commit (`transactional_db` or `live_server`), else the worker sees nothing.
    """
    database = os.environ.get("DATABASE_URL") or embedded.database_url()
    environment = os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": f"{database.rpartition('/')[0]}/{connection.settings_dict['NAME']}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "FILES_DIR": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "solo", "--without-mingle"]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, cwd=settings.BASE_DIR, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
