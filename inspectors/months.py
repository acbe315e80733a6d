"""Months and ISO weeks as the corps counts work by: each is named by its first day."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

ONE_DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


def month_of(day: dt.date) -> dt.date:
    """The first day of the month in which `day` lies."""
    return day.replace(day=1)


def month_after(month: dt.date, count: int = 1) -> dt.date:
    """The first day of the month `count` months after `month` (negative: before it)."""
    years, place = divmod(month.month - 1 + count, 12)
    return dt.date(month.year + years, place + 1, 1)


def last_day(month: dt.date) -> dt.date:
    """The last day of the month that begins on `month`."""
    return month_after(month) - ONE_DAY


def week_of(day: dt.date) -> dt.date:
    """The Monday of the ISO week in which `day` lies."""
    return day - dt.timedelta(days=day.weekday())


def month_words(month: dt.date) -> str:
    """What the month is called on a page."""
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


def week_words(monday: dt.date) -> str:
    """What the ISO week is called on a page."""
    year, number, _day = monday.isocalendar()
    return _("Week %(number)s of %(year)s") % {"number": number, "year": year}


def parse_month(text: str) -> dt.date | None:
    """The month written as the browser writes it ("2026-10"); None for anything else."""
    try:
        return dt.datetime.strptime(text.strip(), "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
