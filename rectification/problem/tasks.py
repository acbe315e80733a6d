"""The ledger's exports that are too long to wait for."""

from celery import shared_task
from django.db import OperationalError

from core.tasks import one_at_a_time
from rectification.models import LedgerExport
from rectification.problem import services


@shared_task(
    acks_late=True,
    ignore_result=True,
    soft_time_limit=900,
    time_limit=960,
    autoretry_for=(OperationalError,),
    retry_backoff=10,
    max_retries=3,
)
def build_export(export_id: str) -> None:
    """Write the workbook that somebody asked for; delivered twice, it is written once."""
    with one_at_a_time(f"build_export {export_id}") as mine:
        if mine:
            services.build_export(LedgerExport.objects.select_related("asked_by").get(pk=export_id))
