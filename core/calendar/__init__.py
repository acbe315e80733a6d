"""The county's calendar: working days, deadlines that explain themselves, and counting them again when it changes."""

from core.calendar.days import (
    ONE_DAY,
    Days,
    DayUnit,
    Deadline,
    Skipped,
    begin_of,
    deadline,
    explain,
    library_rows,
    load_days,
    seed_holidays,
    today,
    working_days_between,
)
from core.calendar.redating import Move, find_moves, redate

__all__ = [
    "ONE_DAY",
    "DayUnit",
    "Days",
    "Deadline",
    "Move",
    "Skipped",
    "begin_of",
    "deadline",
    "explain",
    "find_moves",
    "library_rows",
    "load_days",
    "redate",
    "seed_holidays",
    "today",
    "working_days_between",
]
