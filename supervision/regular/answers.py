"""Answers to the corps: regular visits made, handed in in time, and at every own school each month (PLAN 二（五）2)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.models import KeptKind, PlaqueAssignment, WorkKind
from inspectors.questions import KeptItem, WorkItem, register_kept, register_work
from supervision.evidence.answers import ONE_DAY
from supervision.models import RegularVisit
from supervision.regular.services.coverage import last_of
from supervision.visit.answers import _in_time


@register_work
def regular_visits_done(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[WorkItem]:
    """Regular visits that the office has filed."""
    filed = RegularVisit.objects.filter(
        state="filed", inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until
    )
    for visit in filed.select_related("unit").annotate(day=TruncDate("state_since")):
        yield WorkItem(
            inspector_id=visit.inspector_id,
            kind=WorkKind.REGULAR_VISIT,
            source=f"regular_visit:{visit.pk}",
            on=visit.visited_on,
            filed_on=visit.day,
            days=ONE_DAY,
            title=visit.unit.name,
            url=visit.get_absolute_url(),
            unit_id=visit.unit_id,
            unit_name=visit.unit.name,
        )


def months_over(since: dt.date, until: dt.date) -> list[dt.date]:
    """The first days of the months in session that lie wholly between the days and are over today."""
    session, end = set(policy.numbers("session_months")), min(until, calendar.today())
    day = (since - calendar.ONE_DAY + dt.timedelta(days=31)).replace(day=1) if since.day > 1 else since
    found = []
    while last_of(day) < end:
        if day.month in session:
            found.append(day)
        day = last_of(day) + calendar.ONE_DAY
    return found


@register_kept
def own_schools_visited(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[KeptItem]:
    """For each school and month in session that an inspector's plaque hung there throughout: visited often enough?

    Only the inspector's own visits count, once they are handed in (PLATE: once a month).
    """
    months, asked = months_over(since, until), policy.number("visits_per_month")
    if not months:
        return
    visits = RegularVisit.objects.counted().filter(
        inspector__in=inspector_ids, visited_on__range=(months[0], last_of(months[-1]))
    )
    made: Counter[Any] = Counter(
        (inspector, unit, day.replace(day=1))
        for inspector, unit, day in visits.order_by().values_list("inspector", "unit", "visited_on")
    )
    plaques = PlaqueAssignment.objects.filter(inspector__in=inspector_ids, began_on__lt=until)
    plaques = plaques.filter(Q(ended_on=None) | Q(ended_on__gt=since))
    # Thousands of rows: what is the same for all is made once.
    address, titles = reverse("regular_visits"), {month: date_format(month, "YEAR_MONTH_FORMAT") for month in months}
    words = _("%(count)s of %(asked)s visits")
    for plaque in plaques.select_related("unit").order_by("unit__code"):
        for month in months:
            if plaque.began_on > month or (plaque.ended_on and plaque.ended_on <= last_of(month)):
                continue
            count = made[plaque.inspector_id, plaque.unit_id, month]
            yield KeptItem(
                inspector_id=plaque.inspector_id,
                kind=KeptKind.COVERAGE,
                source=f"coverage:{plaque.unit_id}:{month}",
                on=month,
                title=titles[month],
                url=f"{address}?unit={plaque.unit_id}&month={month:%Y-%m}",
                met=count >= asked,
                note=words % {"count": count, "asked": asked},
                unit_name=plaque.unit.name,
            )


@register_kept
def regular_visits_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[KeptItem]:
    """Regular visits: signed and handed in within the setting `backdate_days`?"""
    visits = RegularVisit.objects.filter(inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until)
    days = dt.timedelta(days=policy.number("backdate_days"))  # read once: each reading asks the cache
    for visit in visits.select_related("unit").annotate(day=TruncDate("signed_at")):
        yield from _in_time(visit, visit.unit.name, visit.unit.name, days)
