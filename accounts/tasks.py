"""Background work of accounts."""

import datetime as dt

from celery import shared_task

from accounts.models import User
from accounts.services import grants, holidays, redated
from core import calendar


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=240, time_limit=300)
def remove_expired_grants() -> int:
    """Take away the grants whose time is over; beat calls it every night."""
    return grants.remove_expired_grants()


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=1500, time_limit=1800)
def redate_deadlines(*, first: str, last: str, since: int, by: str, reason: str) -> int:
    """Count the open deadlines between two days again after a large change, then tell people; may run twice."""
    days = calendar.load_days(holidays.FIRST, holidays.LAST)
    span = {"first": dt.date.fromisoformat(first), "last": dt.date.fromisoformat(last)}
    moved = calendar.redate(days, **span, by=User.objects.get(pk=by), reason=reason)
    redated.tell_redated(since=since, by=User.objects.get(pk=by), reason=reason)
    return moved


@shared_task(acks_late=True, ignore_result=True, soft_time_limit=540, time_limit=600)
def tell_redated(*, since: int, by: str, reason: str) -> int:
    """Tell everybody whose deadlines a change of the holiday table moved; may run twice."""
    return redated.tell_redated(since=since, by=User.objects.get(pk=by), reason=reason)
