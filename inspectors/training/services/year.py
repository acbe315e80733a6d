"""The year of training that somebody asks about: what is asked, and how long there is left."""

import datetime as dt
from dataclasses import dataclass

from accounts import policy
from core import calendar


@dataclass(frozen=True)
class Year:
    """A calendar year, the class hours asked in it, its last day and how many days are left (0: it is over)."""

    number: int
    asked: int
    last: dt.date
    left: int


def year_of(number: int) -> Year:
    """The year `number` with what the setting `training_hours` asks."""
    last = dt.date(number, 12, 31)
    return Year(number, policy.number("training_hours"), last, max((last - calendar.today()).days, 0))
