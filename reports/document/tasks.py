"""The PDF of one official document."""

from celery import shared_task

from core.tasks import one_at_a_time
from reports.document import services


@shared_task(
    acks_late=True,
    reject_on_worker_lost=True,
    autoretry_for=(OSError,),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=300,
    time_limit=330,
)
def build_document(document_id: str) -> None:
    """Build the PDF of one official document; delivered twice, it is built once."""
    with one_at_a_time(f"build_document {document_id}") as mine:
        if mine:
            services.build_pdf(document_id)
