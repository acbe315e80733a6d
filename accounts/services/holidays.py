"""The holiday table: kept by the office, seeded by the library; every change counts the open deadlines again."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from celery import signature
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.holiday_lines import Stretch
from accounts.models import User
from accounts.permissions import check_can_edit_holidays
from core import audit, calendar
from core.calendar import Days
from core.errors import Refused
from core.models import AuditEvent, CalendarDay

AT_ONCE = 2000  # more records than these are moved by a worker after the commit
LONGEST = 31  # days in one stretch
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True)
class Change:
    """What is to become of the table: rows to write and days to take out."""

    write: tuple[CalendarDay, ...] = ()
    remove: tuple[CalendarDay, ...] = ()

    @property
    def days(self) -> list[dt.date]:
        """Every day that it touches, in order."""
        return sorted(row.day for row in (*self.write, *self.remove))


@dataclass(frozen=True)
class Effect:
    """What a change does to open deadlines: records that move, by the msgid of their workflow."""

    moved: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many records move."""
        return sum(self.moved.values())

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The counts with the workflow's name in the page's language."""
        return [(_(label), count) for label, count in self.moved.most_common()]


def plan_add(stretches: Iterable[Stretch]) -> Change:
    """The change that enters `stretches` into the table.

    Raises Refused for a stretch that is reversed, too long or far away, for a make-up workday on a weekday, and where
    the table says the same already.
    """
    rows: dict[dt.date, CalendarDay] = {}
    for stretch in stretches:
        _check(stretch)
        for day in stretch.days:
            rows[day] = CalendarDay(day=day, kind=stretch.kind, name=stretch.name, source=CalendarDay.Source.OFFICE)
    known = CalendarDay.objects.in_bulk(list(rows))
    new = [row for day, row in rows.items() if day not in known or _says(known[day]) != _says(row)]
    if not new:
        raise Refused(_("The table says so already."), remedy=_("Nothing needs to be entered."))
    return Change(write=tuple(new))


def plan_remove(day: dt.date) -> Change:
    """The change that takes `day` out of the table; raises Refused where it is not in it."""
    row = CalendarDay.objects.filter(pk=day).first()
    if row is None:
        raise Refused(_("This day is no longer in the table."))
    return Change(remove=(row,))


def plan_seed(year: int) -> Change:
    """The change that enters what the library knows of `year`; the office's own rows stay.

    Raises Refused for a year that the library does not know, and where nothing is missing.
    """
    library = calendar.library_rows(year)
    if not library:
        raise Refused(
            _("The library does not know the holidays of %(year)s yet.") % {"year": year},
            remedy=_("Enter them by hand when the State Council has announced them, usually in November."),
        )
    known = set(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
    missing = tuple(row for row in library if row.day not in known)
    if not missing:
        raise Refused(_("Every day that the library knows of %(year)s is in the table.") % {"year": year})
    return Change(write=missing)


def effect_of(change: Change) -> Effect:
    """How many open deadlines would move; reads only."""
    days = _table_after(change)
    first, last = _span(change, days)
    effect = Effect()
    for move in calendar.find_moves(days, first=first, last=last):
        if move.moved:
            effect.moved[move.model.workflow.label] += move.count
    return effect


@transaction.atomic
def change_holidays(change: Change, *, by: User) -> Effect:
    """Write `change`, log it, and move the open deadlines; returns what moved or, for very many, will be moved.

    Raises NotAllowed for anybody outside the office.
    """
    check_can_edit_holidays(by)
    effect = effect_of(change)
    first, last = _span(change, _table_after(change))
    since = AuditEvent.objects.values_list("pk", flat=True).first() or 0  # what moves is noted after this event
    CalendarDay.objects.filter(pk__in=[row.day for row in change.remove]).delete()
    CalendarDay.objects.bulk_create(
        change.write, update_conflicts=True, unique_fields=["day"], update_fields=["kind", "name", "source"]
    )
    audit.record_rows("add_holiday", by=by, model=CalendarDay, rows=_told(change.write))
    audit.record_rows("remove_holiday", by=by, model=CalendarDay, rows=_told(change.remove))
    reason = reason_of(change)
    if effect.count <= AT_ONCE:
        calendar.redate(calendar.load_days(FIRST, LAST), first=first, last=last, by=by, reason=reason)
        if effect.count:
            transaction.on_commit(lambda: _hand_over("tell_redated", since=since, by=str(by.pk), reason=reason))
    else:
        span = {"first": first.isoformat(), "last": last.isoformat()}
        transaction.on_commit(lambda: _hand_over("redate_deadlines", since=since, by=str(by.pk), reason=reason, **span))
    return effect


def reason_of(change: Change) -> str:
    """The change in one sentence, for the log of every deadline that it moves."""
    parts = [_in_words(rows, added) for rows, added in ((change.write, True), (change.remove, False)) if rows]
    return _("The holiday table was changed: %(what)s.") % {"what": _("; ").join(parts)}


def _in_words(rows: tuple[CalendarDay, ...], added: bool) -> str:
    named = dict.fromkeys(f"{row.name}{_('（')}{row.get_kind_display()}{_('）')}" for row in rows)
    words = {"days": _("、").join(list(named)[:6]), "first": rows[0].day.isoformat(), "count": len(rows)}
    if added:
        return _("%(count)s days entered from %(first)s: %(days)s") % words
    return _("%(count)s days taken out from %(first)s: %(days)s") % words


def _hand_over(task: str, **words: str | int) -> None:
    signature(f"accounts.tasks.{task}", kwargs=words).delay()


def _told(rows: tuple[CalendarDay, ...]) -> list[tuple[dt.date, str, dict[str, str]]]:
    return [(row.day, str(row), {"kind": row.kind, "name": row.name}) for row in rows]


def _table_after(change: Change) -> Days:
    """The table as it will be."""
    days = calendar.load_days(FIRST, LAST)
    table = {day: row for day, row in days.table.items() if day not in {row.day for row in change.remove}}
    table |= {row.day: row for row in change.write}
    return Days(table=table, known_years=frozenset(day.year for day in table), last=days.last)


def _span(change: Change, after: Days) -> tuple[dt.date, dt.date]:
    """The first and the last day whose meaning changes: whole years where a year becomes known or unknown."""
    first, last = change.days[0], change.days[-1]
    before = set(CalendarDay.objects.order_by().values_list("day__year", flat=True).distinct())
    for year in before ^ after.known_years:
        first, last = min(first, dt.date(year, 1, 1)), max(last, dt.date(year, 12, 31))
    return first, last


def _says(row: CalendarDay) -> tuple[str, str]:
    return row.kind, row.name


def _check(stretch: Stretch) -> None:
    if stretch.last < stretch.first:
        raise Refused(_("The last day lies before the first."))
    if (stretch.last - stretch.first).days >= LONGEST:
        raise Refused(_("A stretch has at most %(days)s days.") % {"days": LONGEST})
    years = range(calendar.today().year - 3, calendar.today().year + 4)
    if stretch.first.year not in years or stretch.last.year not in years:
        raise Refused(_("Only the years %(first)s to %(last)s are kept.") % {"first": years[0], "last": years[-1]})
    if stretch.kind == CalendarDay.Kind.WORKDAY:
        for day in stretch.days:
            if day.weekday() < 5:
                raise Refused(
                    _("%(day)s is a weekday and worked anyway; only a Saturday or Sunday can be a make-up workday.")
                    % {"day": day.isoformat()}
                )
