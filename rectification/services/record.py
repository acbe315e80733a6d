"""Whether inspectors did their rechecks in time, for the corps' register (PLAN 二（三）5, 二（四）5)."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.enums import RecordKind
from inspectors.record import RecordItem, register_record
from rectification.models import Recheck


@register_record
def rechecks_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[RecordItem]:
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
        yield RecordItem(
            inspector_id=recheck.inspector_id,
            kind=RecordKind.RECHECK_IN_TIME,
            source=f"recheck:{recheck.pk}",
            on=recheck.given,
            title=recheck.problem.number,
            url=recheck.problem.get_absolute_url(),
            met=recheck.held_on is not None and recheck.held_on <= last,
            note=note % words,
            unit_name=recheck.problem.unit.name,
        )
