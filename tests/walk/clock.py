"""Another day: everything that asks Django's clock what time it is, asks this instead."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

CLOCK = "django.utils.timezone.now"


@contextmanager
def on(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Run the block on `day`, at `hour` o'clock in the county."""
    moment = dt.datetime.combine(day, dt.time(hour), tzinfo=timezone.get_default_timezone())
    with mock.patch(CLOCK, return_value=moment):
        yield
