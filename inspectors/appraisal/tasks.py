"""The daily reminders of self-summaries, and the end of the time for a reply."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.appraisal import services


@shared_task(**DAILY)
def remind_summaries() -> int:
    """Remind of self-summaries that are due, tell the office who is late."""
    return services.remind_summaries(calendar.today())


@shared_task(**DAILY)
def lapse_replies() -> int:
    """Close the time for a reply to a grade where it has run out."""
    return services.lapse_replies(calendar.today())
