"""A clock that runs on but can be set ahead: weeks of a procedure in one journey."""

import datetime as dt
from collections.abc import Iterator
from unittest import mock

import pytest
from django.utils import timezone

from core import calendar


class Clock:
    """Django's clock, moved ahead by whole days; the server's threads see the same."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()
        self.day = timezone.now  # the test's own day, on which this one is set

    def now(self) -> dt.datetime:
        """The moment it is for the platform."""
        return self.day() + self.ahead

    def go_to(self, day: dt.date) -> None:
        """Set the clock to the same hour of `day`."""
        self.ahead += day - calendar.today()

    def go_working_days(self, days: int) -> None:
        """Set the clock to the working day that lies `days` working days ahead."""
        self.go_to(calendar.deadline(calendar.today(), days, calendar.DayUnit.WORKING).on)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The journey's clock; it begins on a working day at noon, so that no step falls on a weekend or past midnight."""
    clock = Clock()
    noon = timezone.localtime().replace(hour=12, minute=0)
    clock.ahead = noon - timezone.localtime()
    with mock.patch("django.utils.timezone.now", clock.now):
        yield clock
