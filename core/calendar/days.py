"""Working days and deadlines that explain themselves (domain: days count from the day after receipt)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import chinese_calendar
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import CalendarDay
from core.workflow import gettext_noop

ONE_DAY = dt.timedelta(days=1)


class DayUnit(StrEnum):
    """How a number of days is counted."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Skipped:
    """A stretch of days that did not count, or a weekend that did: the reason, from the holiday table."""

    first: dt.date
    last: dt.date
    name: str
    counted: bool = False


@dataclass(frozen=True)
class Deadline:
    """The last day `on` of `days` `unit` after `start`, with the reasons for it."""

    on: dt.date
    start: dt.date
    days: int
    unit: DayUnit
    skipped: list[Skipped] = field(default_factory=list)
    unknown_years: list[int] = field(default_factory=list)

    def basis(self, policy: str = "") -> dict[str, Any]:
        """The deadline as JSON for `due_basis`; `policy` is the key of the setting that gave the number of days."""
        return {
            "start": self.start.isoformat(),
            "days": self.days,
            "unit": self.unit.value,
            "policy": policy,
            "unknown_years": self.unknown_years,
            "skipped": [[s.first.isoformat(), s.last.isoformat(), s.name, s.counted] for s in self.skipped],
        }


@dataclass(frozen=True)
class Days:
    """The holiday table up to `last`, read once: answers for single days without asking the database again."""

    table: Mapping[dt.date, CalendarDay]
    known_years: frozenset[int]
    last: dt.date

    def is_working(self, day: dt.date) -> bool:
        """Whether `day` is worked: the table's word first, else Monday to Friday.

        Raises ValueError for a day beyond what was read, rather than taking every holiday there for a workday.
        """
        if day > self.last:
            raise ValueError(f"The holiday table was read up to {self.last} only, and {day} is asked for.")
        row = self.table.get(day)
        if row is not None:
            return row.kind == CalendarDay.Kind.WORKDAY
        return day.weekday() < 5

    def name(self, day: dt.date) -> str:
        """Why `day` is as it is: the holiday's name or the msgid for a weekend."""
        row = self.table.get(day)
        return row.name if row is not None else gettext_noop("weekend")


def load_days(first: dt.date, last: dt.date) -> Days:
    """Read the holiday table from `first` to `last`; two queries."""
    rows = CalendarDay.objects.filter(day__range=(first, last))
    years = CalendarDay.objects.order_by().values_list("day__year", flat=True).distinct()
    return Days(table={row.day: row for row in rows}, known_years=frozenset(years), last=last)


def deadline(start: dt.date, days: int, unit: DayUnit, *, table: Days | None = None) -> Deadline:
    """Count `days` from the day after `start` (REG; domain §2) and return the `Deadline`.

    Working days skip weekends and holidays and count make-up workdays. Calendar days count all, and a last day that is
    not worked moves to the next working day. Years that the holiday table does not know count weekends only and are
    named in `unknown_years`. Pass `table` to count many deadlines with one read.
    """
    span = table or load_days(start, start + dt.timedelta(days=days * 2 + 60))
    day, left = start, days
    skipped: list[Skipped] = []
    while left > 0 or not span.is_working(day):
        day += ONE_DAY
        worked = span.is_working(day)
        counts = worked or unit is DayUnit.CALENDAR
        if counts and left > 0:
            left -= 1
        if not worked and (unit is DayUnit.WORKING or left == 0):
            _add(skipped, Skipped(day, day, span.name(day)))
        elif worked and unit is DayUnit.WORKING and day.weekday() >= 5:
            _add(skipped, Skipped(day, day, span.name(day), counted=True))
        if left <= 0 and worked:
            break
    first_year = (start + ONE_DAY).year if days else start.year
    unknown = [year for year in range(first_year, day.year + 1) if year not in span.known_years]
    return Deadline(on=day, start=start, days=days, unit=unit, skipped=skipped, unknown_years=unknown)


def _add(skipped: list[Skipped], new: Skipped) -> None:
    last = skipped[-1] if skipped else None
    if last and last.last + ONE_DAY == new.first and (last.name, last.counted) == (new.name, new.counted):
        skipped[-1] = Skipped(last.first, new.last, new.name, new.counted)
    else:
        skipped.append(new)


def working_days_between(first: dt.date, last: dt.date, *, table: Days | None = None) -> int:
    """Working days after `first` up to and including `last`; negative when `last` lies before `first`."""
    if last < first:
        return -working_days_between(last, first, table=table)
    span = table or load_days(first, last)
    count, day = 0, first
    while day < last:
        day += ONE_DAY
        count += span.is_working(day)
    return count


def explain(basis: Mapping[str, Any]) -> list[str]:
    """The reasons behind a stored deadline, in sentences for a page, in the page's language."""
    if not basis or "days" not in basis:
        return []
    start = dt.date.fromisoformat(basis["start"])
    words = {"days": basis["days"], "start": date_in_words(start)}
    counted = basis["unit"] == DayUnit.WORKING
    lines = [
        _("%(days)s working days, counted from the day after %(start)s.") % words
        if counted
        else _("%(days)s days, counted from the day after %(start)s.") % words
    ]
    for first, last, name, worked in basis.get("skipped", []):
        span = _span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        if worked:
            lines.append(_("%(span)s is a make-up workday and counts (%(name)s).") % {"span": span, "name": name})
        else:
            lines.append(_("%(span)s does not count: %(name)s.") % {"span": span, "name": _(name)})
    lines += [
        _("The holidays of %(year)s are not known yet: only weekends were skipped. Entering them re-dates this.")
        % {"year": year}
        for year in basis.get("unknown_years", [])
    ]
    return lines


def date_in_words(day: dt.date | None) -> str:
    """A date for a sentence, in the language of the page; nothing for none."""
    if day is None:
        return ""
    return _("%(year)s-%(month)s-%(day)s") % {"year": day.year, "month": day.month, "day": day.day}


def _span(first: dt.date, last: dt.date) -> str:
    if first == last:
        return date_in_words(first)
    return _("%(first)s–%(last)s") % {"first": date_in_words(first), "last": date_in_words(last)}


def today() -> dt.date:
    """Today in the county (Asia/Shanghai)."""
    return timezone.localdate()


def begin_of(day: dt.date) -> dt.datetime:
    """The moment at which `day` begins in the county: days of moments are asked for as ranges, which indexes know."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def seed_holidays(years: Iterable[int]) -> list[int]:
    """Fill the table for `years` from the library, leaving the office's own rows alone; returns the years it knows."""
    rows = [row for year in years for row in library_rows(year)]
    CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
    return sorted({row.day.year for row in rows})


def library_rows(year: int) -> list[CalendarDay]:
    """What the library knows of `year`, as unsaved rows in order; none for a year that it does not know."""
    table = (
        (chinese_calendar.holidays, CalendarDay.Kind.HOLIDAY),
        (chinese_calendar.workdays, CalendarDay.Kind.WORKDAY),
    )
    rows = [_seed(day, kind, name) for days, kind in table for day, name in days.items() if day.year == year]
    return sorted(rows, key=lambda row: row.day)


def _seed(day: dt.date, kind: CalendarDay.Kind, name: str) -> CalendarDay:
    chinese = chinese_calendar.Holiday(name).chinese
    return CalendarDay(day=day, kind=kind, name=chinese, source=CalendarDay.Source.LIBRARY)
