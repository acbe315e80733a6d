"""Reading holidays as people write them: a line each, or the sentences of the State Council's notice as they are."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.calendar import ONE_DAY
from core.errors import Refused
from core.models import CalendarDay

NOTE = r"(?:\s*[（(][^）)]*[）)])?"  # the day of the week in brackets
DAY = rf"(\d{{1,2}})\s*日?{NOTE}"
MONTH = r"(\d{1,2})\s*[月/.-]\s*"
YEAR = r"(?:(\d{4})\s*[年/.-]\s*)?"
SPAN = re.compile(rf"{YEAR}{MONTH}{DAY}(?:\s*(?:至|到|—|–|~|～)\s*{YEAR}(?:{MONTH})?{DAY})?")
NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*(?!月)")
WORKED, FREE = ("上班",), ("放假", "休息")
AFTER_WORD = re.compile(r"(?:放假|休息|上班)(?:调休)?\s*(\S.*)$")


@dataclass(frozen=True)
class Stretch:
    """Days that follow one another and are free or worked for the same reason."""

    first: dt.date
    last: dt.date
    kind: str
    name: str

    @property
    def days(self) -> list[dt.date]:
        """Each day of it."""
        return [self.first + index * ONE_DAY for index in range((self.last - self.first).days + 1)]


def parse_lines(text: str, *, year: int) -> list[Stretch]:
    """Read lines like “元旦：1月1日（周五）至3日（周日）放假。1月4日上班。” or “2027-01-01 放假 元旦”.

    A date without its year is in `year`. Raises Refused that names the first line which cannot be read.
    """
    stretches: list[Stretch] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            stretches += _read(line.strip(), year)
        except ValueError:
            raise Refused(
                _("Line %(number)s cannot be read: “%(line)s”.") % {"number": number, "line": line.strip()[:60]},
                remedy=_(
                    "Write the name, the dates, and whether they are free or worked; see the example in the field."
                ),
            ) from None
    if not stretches:
        raise Refused(_("There is no line to read."))
    return stretches


def _read(line: str, year: int) -> list[Stretch]:
    line = NUMBERING.sub("", line)
    head, mark, rest = line.replace(":", "：").partition("：")
    name, body = (head.strip(), rest) if mark else ("", line)
    if not name and (after := AFTER_WORD.search(body)):
        name = after.group(1).strip(" 。，；")
    found = [stretch for clause in re.split("[。；，;]", body) for stretch in _clause(clause, name[:40], year)]
    if not found or not name:
        raise ValueError(line)
    return found


def _clause(clause: str, name: str, year: int) -> Iterator[Stretch]:
    spans = list(SPAN.finditer(clause))
    if not spans:
        return
    if any(word in clause for word in WORKED):
        kind = CalendarDay.Kind.WORKDAY.value
    elif any(word in clause for word in FREE):
        kind = CalendarDay.Kind.HOLIDAY.value
    else:
        raise ValueError(clause)
    for span in spans:
        first_year, month, day, last_year, last_month, last_day = span.groups()
        first = dt.date(int(first_year or year), int(month), int(day))
        last = first
        if last_day:
            last = dt.date(int(last_year or first.year), int(last_month or first.month), int(last_day))
        yield Stretch(first, last, kind, name)
