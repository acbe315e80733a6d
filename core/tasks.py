"""Background work of the core."""

from celery import shared_task

from core import notifications


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=120, time_limit=150)
def send_waiting_mail() -> int:
    """Send the e-mails that are due; beat calls it every minute."""
    return notifications.send_waiting()
