"""Answers to the corps: rechecks that are open, done, and done in time (REG 22; PLAN 二（五）2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.models import KeptKind, WorkKind
from inspectors.questions import Duty, KeptItem, WorkItem, register_duties, register_kept, register_work
from rectification.models import Recheck
from rectification.recheck.services import _open


@register_duties
def open_rechecks(inspector_id: UUID) -> Iterator[Duty]:
    """The rechecks that an inspector was appointed to and has not recorded, the most urgent first."""
    for recheck in _open(inspector_id):
        problem = recheck.problem
        title = _("Recheck: %(number)s, %(unit)s") % {"number": problem.number, "unit": problem.unit}
        due = date_format(problem.due_on) if problem.due_on else "—"
        yield Duty(title, _("due %(day)s") % {"day": due}, problem.get_absolute_url())


@register_work
def rechecks_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Rechecks on record, whatever they came to; a recheck that was only appointed is none yet."""
    recorded = Recheck.objects.filter(inspector__in=inspector_ids, recorded_at__isnull=False)
    recorded = recorded.filter(held_on__gte=since, held_on__lt=until).annotate(day=TruncDate("recorded_at"))
    for recheck in recorded.select_related("problem__unit"):
        on: Any = recheck.held_on
        yield WorkItem(
            inspector_id=recheck.inspector_id,
            kind=WorkKind.RECHECK,
            source=f"recheck:{recheck.pk}",
            on=on,
            filed_on=recheck.day,
            days=Decimal(1),
            title=recheck.problem.number,
            url=recheck.problem.get_absolute_url(),
            unit_id=recheck.problem.unit_id,
            unit_name=recheck.problem.unit.name,
        )


@register_kept
def rechecks_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[KeptItem]:
    """Rechecks by the day on which they were given out: done within `recheck_days`? Open ones once these are over."""
    number, unit = policy.days("recheck_days")
    table = calendar.load_days(since, until + dt.timedelta(days=number * 2 + 60))
    given = Recheck.objects.filter(
        inspector__in=inspector_ids,
        created_at__gte=calendar.begin_of(since),
        created_at__lt=calendar.begin_of(until),
    )
    for recheck in given.annotate(given=TruncDate("created_at")).select_related("problem__unit"):
        last = calendar.deadline(recheck.given, number, unit, table=table).on
        if recheck.held_on is None and calendar.today() <= last:
            continue
        note = _("due %(due)s, done %(day)s") if recheck.held_on else _("due %(due)s, still open")
        words = {"due": date_format(last), "day": date_format(recheck.held_on) if recheck.held_on else ""}
        yield KeptItem(
            inspector_id=recheck.inspector_id,
            kind=KeptKind.RECHECK_IN_TIME,
            source=f"recheck:{recheck.pk}",
            on=recheck.given,
            title=recheck.problem.number,
            url=recheck.problem.get_absolute_url(),
            met=recheck.held_on is not None and recheck.held_on <= last,
            note=note % words,
            unit_name=recheck.problem.unit.name,
        )
