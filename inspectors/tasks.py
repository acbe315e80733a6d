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


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=240,
    time_limit=300,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def end_expert_terms() -> int:
    """Take experts whose term is over out of the pool; beat calls it every night, each call does what is left to do."""
    return services.end_expert_terms(calendar.today())


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=240,
    time_limit=300,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def lapse_replies() -> int:
    """Close the time for a reply to a grade where it has run out; beat calls it every day."""
    return services.lapse_replies(calendar.today())


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=1500,
    time_limit=1560,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def compute_allowances() -> int:
    """Compute last month's allowances once they are due; beat calls it every day, each call does what is left to do."""
    return services.compute_due_statements(calendar.today())


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=540,
    time_limit=600,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def watch_terms() -> int:
    """Begin renewed terms, carry through the end of those over, warn of the next; each call does what is left."""
    today = calendar.today()
    return services.begin_terms(today) + services.close_terms(today) + services.warn_of_ending_terms(today)


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=240,
    time_limit=300,
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
)
def remind_conduct() -> int:
    """Remind of overdue reports about inspectors; beat calls it every day, each call does what is left to do."""
    return services.remind_conduct(calendar.today())
