"""The sweep over every open deadline, all through the working day."""

from celery import shared_task
from django.db import OperationalError

from core import calendar
from rectification.urging import services


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=1500,
    time_limit=1560,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def remind() -> None:
    """Send today's reminders and propose urging notices; beat calls it all day, each call does what is left to do."""
    services.remind(calendar.today())
