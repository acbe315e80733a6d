"""The daily reminder of missing class hours."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.training import services


@shared_task(**DAILY)
def remind_training() -> int:
    """Remind those who are short of class hours."""
    return services.remind_training(calendar.today())
