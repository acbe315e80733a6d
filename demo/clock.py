"""The demo's clock: what happened weeks ago is done by the real services as of that day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

from core import calendar


@contextmanager
def as_of(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Run the block as if it were `day`, at `hour` o'clock in the county: everything asks Django's clock."""
    moment = dt.datetime.combine(day, dt.time(hour), tzinfo=timezone.get_default_timezone())
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def workday(days_ago: int) -> dt.date:
    """The last working day that lies at least `days_ago` calendar days back (negative: ahead)."""
    day = calendar.today() - dt.timedelta(days=days_ago)
    days = calendar.load_days(day - dt.timedelta(days=20), day)
    while not days.is_working(day):
        day -= calendar.ONE_DAY
    return day
