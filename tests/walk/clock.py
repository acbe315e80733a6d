"""Another day: everything that asks Django's clock what time it is, asks this instead."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

CLOCK = "django.utils.timezone.now"
# The day on which every run of the tests begins, whenever that is: a Tuesday, far from holidays and from the ends of
# month and year. `TEST_DAY=2028-02-29 pytest …` shows what holds on another day.
FIRST_DAY = dt.date.fromisoformat(os.environ.get("TEST_DAY", "2026-11-24"))


@contextmanager
def on(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Run the block on `day`, at `hour` o'clock in the county."""
    with mock.patch(CLOCK, return_value=_moment(day, hour)):
        yield


@contextmanager
def running_from(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Run the block from `hour` o'clock on `day` on; the clock goes on from there."""
    ahead = _moment(day, hour) - dt.datetime.now(tz=dt.UTC)

    def now() -> dt.datetime:
        return dt.datetime.now(tz=dt.UTC) + ahead

    with mock.patch(CLOCK, now):
        yield


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=timezone.get_default_timezone())
