"""Background work of supervision."""

from celery import shared_task
from django.db import OperationalError

from core import calendar
from supervision.survey import services


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=240,
    time_limit=300,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def close_due_surveys() -> int:
    """Close the questionnaires whose last day is past; beat calls it all day, each call does what is left to do."""
    return services.close_due_surveys(calendar.today())
