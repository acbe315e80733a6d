"""Print files of plaques, and the sweep over everything that still waits for its PDF."""

from celery import shared_task

from core.tasks import one_at_a_time
from reports.document import services as document_services
from reports.plaque import services


@shared_task(acks_late=True, reject_on_worker_lost=True, soft_time_limit=900, time_limit=930)
def build_plaque_print(pk: str) -> None:
    """Build one print file of plaques; queued again while it is being built, it is left to who is at it."""
    with one_at_a_time(f"build_plaque_print {pk}") as mine:
        if mine:
            services.build_plaque_print(pk)


@shared_task(acks_late=True, soft_time_limit=60, time_limit=90)
def build_waiting_documents() -> int:
    """Queue again what a lost queue or a killed worker left without a PDF; beat calls it each minute."""
    return document_services.queue_waiting_builds() + services.queue_waiting_prints()
