"""The daily reminder of reports about inspectors."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.conduct import services


@shared_task(**DAILY)
def remind_conduct() -> int:
    """Remind of overdue reports about inspectors."""
    return services.remind_conduct(calendar.today())
