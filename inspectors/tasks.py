"""Background work of the inspector corps; beat calls each once a day, and each call does what is left to do."""

from typing import Any

from celery import shared_task
from django.db import OperationalError

from core import calendar
from inspectors import services

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


@shared_task(**DAILY)
def remind_summaries() -> int:
    """Remind of self-summaries that are due, tell the office who is late."""
    return services.remind_summaries(calendar.today())


@shared_task(**DAILY)
def end_expert_terms() -> int:
    """Take experts whose term is over out of the pool."""
    return services.end_expert_terms(calendar.today())


@shared_task(**DAILY)
def lapse_replies() -> int:
    """Close the time for a reply to a grade where it has run out."""
    return services.lapse_replies(calendar.today())


@shared_task(**DAILY)
def compute_allowances() -> int:
    """Compute last month's allowances once they are due."""
    return services.compute_due_statements(calendar.today())


@shared_task(**DAILY)
def watch_terms() -> int:
    """Carry through ends entered ahead, begin renewed terms, close those over, warn of the next."""
    today = calendar.today()
    ended = services.carry_ends(today)
    return ended + services.begin_terms(today) + services.close_terms(today) + services.warn_of_ending_terms(today)


@shared_task(**DAILY)
def remind_conduct() -> int:
    """Remind of overdue reports about inspectors."""
    return services.remind_conduct(calendar.today())
