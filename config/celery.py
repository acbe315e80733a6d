"""The Celery application: workers and beat start from here (`celery -A config.celery worker`)."""

import os
from typing import Any

from celery import Celery, signals

from core.apps import places

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(places)


@signals.setup_logging.connect
def keep_our_logging(**_kwargs: Any) -> None:
    """Celery leaves logging alone when this signal has a receiver: settings have set it up."""
