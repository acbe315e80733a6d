"""Background work of the inspector corps."""

from celery import shared_task
from django.db import OperationalError

from core import calendar
from inspectors import services


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=240,
    time_limit=300,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def remind_training() -> int:
    """Remind those who are short of class hours; beat calls it every day, each call does what is left to do."""
    return services.remind_training(calendar.today())
