"""The nightly end of terms in the expert pool."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.expert import services


@shared_task(**DAILY)
def end_expert_terms() -> int:
    """Take experts whose term is over out of the pool."""
    return services.end_expert_terms(calendar.today())
