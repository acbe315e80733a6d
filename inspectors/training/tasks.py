"""Background work of the inspector corps; beat calls each once a day, and each call does what is left to do."""

from typing import Any

from celery import shared_task
from django.db import OperationalError

from core import calendar
from inspectors.training import services

DAILY: dict[str, Any] = {
    "acks_late": True,
    "ignore_result": True,
    "soft_time_limit": 540,
    "time_limit": 600,
    "autoretry_for": (OperationalError,),
    "retry_backoff": 30,
    "max_retries": 3,
}


@shared_task(**DAILY)
def remind_training() -> int:
    """Remind those who are short of class hours."""
    return services.remind_training(calendar.today())
