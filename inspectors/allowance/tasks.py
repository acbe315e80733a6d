"""Last month's allowances, computed each night once they are due."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.allowance import services


@shared_task(**DAILY)
def compute_allowances() -> int:
    """Compute last month's allowances once they are due."""
    return services.compute_due_statements(calendar.today())
