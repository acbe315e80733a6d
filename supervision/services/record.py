"""How inspectors kept what regular visits and inspections ask, for the corps' register (PLATE, PLAN 二（四）5)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from core import calendar
from inspectors.enums import RecordKind
from inspectors.models import PlaqueAssignment
from inspectors.record import RecordItem, register_record
from supervision.models import Proposal, RegularVisit, Visit
from supervision.services.regular_coverage import last_of


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


@register_record
def own_schools_visited(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[RecordItem]:
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
            yield RecordItem(
                inspector_id=plaque.inspector_id,
                kind=RecordKind.COVERAGE,
                source=f"coverage:{plaque.unit_id}:{month}",
                on=month,
                title=titles[month],
                url=f"{address}?unit={plaque.unit_id}&month={month:%Y-%m}",
                met=count >= asked,
                note=words % {"count": count, "asked": asked},
                unit_name=plaque.unit.name,
            )


@register_record
def regular_visits_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[RecordItem]:
    """Regular visits: signed and handed in within the setting `backdate_days`?"""
    visits = RegularVisit.objects.filter(inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until)
    days = dt.timedelta(days=policy.number("backdate_days"))  # read once: each reading asks the cache
    for visit in visits.select_related("unit").annotate(day=TruncDate("signed_at")):
        yield from _in_time(visit, visit.unit.name, visit.unit.name, days)


@register_record
def visits_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[RecordItem]:
    """Visit records of inspections: signed and handed in within the setting `backdate_days`?"""
    visits = Visit.objects.filter(inspector__in=inspector_ids, visited_on__gte=since, visited_on__lt=until)
    related = visits.select_related("inspection__unit", "inspection__task")
    days = dt.timedelta(days=policy.number("backdate_days"))
    for visit in related.annotate(day=TruncDate("signed_at")):
        yield from _in_time(visit, visit.inspection.task.name, visit.inspection.unit.name, days)


def _in_time(visit: Any, title: str, unit_name: str, days: dt.timedelta) -> Iterator[RecordItem]:
    """The record of a visit against its last day; nothing while it is unsigned and still has time."""
    last = visit.visited_on + days
    signed = visit.day if visit.day is not None and visit.state != "draft" else None
    if signed is None and calendar.today() <= last:
        return
    note = _("handed in on %(day)s") % {"day": date_format(signed)} if signed else _("not handed in")
    yield RecordItem(
        inspector_id=visit.inspector_id,
        kind=RecordKind.VISIT_IN_TIME,
        source=f"{visit._meta.model_name}:{visit.pk}",
        on=visit.visited_on,
        title=title,
        url=visit.get_absolute_url(),
        met=signed is not None and signed <= last,
        note=note,
        unit_name=unit_name,
    )


@register_record
def opinions_in_time(inspector_ids: list[UUID], since: dt.date, until: dt.date) -> Iterator[RecordItem]:
    """Preliminary opinions that leaders wrote: carried within the days of the opinion letter (REG 21)?"""
    days = dt.timedelta(days=policy.number("opinion_days"))
    carried = Proposal.objects.filter(state="carried", proposed_by__inspector__in=inspector_ids)
    carried = carried.filter(state_since__gte=calendar.begin_of(since), state_since__lt=calendar.begin_of(until))
    carried = carried.annotate(day=TruncDate("state_since"), person=F("proposed_by__inspector"))
    for opinion in carried.select_related("inspection__unit", "inspection__task"):
        inspection = opinion.inspection
        yield RecordItem(
            inspector_id=opinion.person,
            kind=RecordKind.REPORT_IN_TIME,
            source=f"proposal:{opinion.pk}",
            on=opinion.day,
            title=inspection.task.name,
            url=opinion.get_absolute_url(),
            met=opinion.day <= inspection.ends_on + days,
            note=_("inspection ended on %(day)s") % {"day": date_format(inspection.ends_on)},
            unit_name=inspection.unit.name,
        )
