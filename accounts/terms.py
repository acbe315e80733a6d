"""School years and terms: September to August, two terms, and the months in session (a setting)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts import policy


@dataclass(frozen=True, order=True)
class Term:
    """A term of a school year: `year` is the calendar year in which the school year began, `number` 1 or 2.

    The first runs from September to the end of January, the second from February to the end of August.
    """

    year: int
    number: int

    @property
    def starts_on(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 9, 1) if self.number == 1 else dt.date(self.year + 1, 2, 1)

    @property
    def ends_on(self) -> dt.date:
        """Its last day."""
        return dt.date(self.year + 1, 1, 31) if self.number == 1 else dt.date(self.year + 1, 8, 31)

    @property
    def code(self) -> str:
        """Its mark in an address, such as `2026-1`."""
        return f"{self.year}-{self.number}"

    @property
    def before(self) -> "Term":
        """The term before it."""
        return Term(self.year, 1) if self.number == 2 else Term(self.year - 1, 2)

    @property
    def after(self) -> "Term":
        """The term after it."""
        return Term(self.year, 2) if self.number == 1 else Term(self.year + 1, 1)

    def months(self) -> list[dt.date]:
        """The first days of its months in session (setting `session_months`), in order."""
        session = set(policy.numbers("session_months"))
        first = self.starts_on
        days = [dt.date(first.year + (first.month + n - 1) // 12, (first.month + n - 1) % 12 + 1, 1) for n in range(7)]
        return [day for day in days if day <= self.ends_on and day.month in session]

    def __str__(self) -> str:
        words = {"year": self.year, "next": self.year + 1}
        if self.number == 1:
            return _("First term of %(year)s–%(next)s") % words
        return _("Second term of %(year)s–%(next)s") % words


def term_of(day: dt.date) -> Term:
    """The term in which `day` lies."""
    if day.month >= 9:
        return Term(day.year, 1)
    return Term(day.year - 1, 1 if day.month == 1 else 2)


def term_from(code: str) -> Term | None:
    """The term whose mark is `code`; None for a mark that makes no sense."""
    year, _dash, number = code.partition("-")
    if not (year.isdecimal() and len(year) == 4 and number in {"1", "2"}):
        return None
    return Term(int(year), int(number))
