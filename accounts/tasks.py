"""Background work of accounts."""

from celery import shared_task

from accounts.services import grants


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=240, time_limit=300)
def remove_expired_grants() -> int:
    """Take away the grants whose time is over; beat calls it every night."""
    return grants.remove_expired_grants()
