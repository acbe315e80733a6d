"""Background work of the inspector corps; beat calls each once a day, and each call does what is left to do."""

from celery import shared_task

from core import calendar
from inspectors.conduct import services
from inspectors.training.tasks import DAILY


@shared_task(**DAILY)
def remind_conduct() -> int:
    """Remind of overdue reports about inspectors."""
    return services.remind_conduct(calendar.today())
