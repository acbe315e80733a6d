"""Background work of the inspector corps; beat calls each once a day, and each call does what is left to do."""

from celery import shared_task

from core import calendar
from core.tasks import DAILY
from inspectors.appointment import services
from inspectors.term import services as term_services


@shared_task(**DAILY)
def watch_terms() -> int:
    """Carry through ends entered ahead, begin renewed terms, close those over, warn of the next."""
    today = calendar.today()
    ended = term_services.carry_ends(today)
    return (
        ended
        + services.begin_terms(today)
        + term_services.close_terms(today)
        + term_services.warn_of_ending_terms(today)
    )
