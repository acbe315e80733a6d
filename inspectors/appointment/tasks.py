"""The daily look at terms: ends entered ahead, renewals that begin, terms that are over or end soon."""

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
