"""The search for units and inspectors inside the forms of a task and of its teams."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation
from core import calendar
from inspectors.models import Inspector
from inspectors.recusal.services import open_requests, suggested_recusals
from supervision.models import InspectionTask, TeamMember
from supervision.team.forms import ALL, FOUND, MemberSearch, UnitSearch
from supervision.team.services import crew
from supervision.team.services.load import loads_of


@dataclass
class Person:
    """One inspector in the list to choose from, with all that speaks against choosing."""

    inspector: Inspector
    chosen: bool
    leads: bool
    load: int
    is_full: bool
    other_team: str = ""
    bars: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def uuids(value: Any) -> list[UUID]:
    """Whatever a field holds, as the keys that make sense."""
    found = []
    for given in value if isinstance(value, list | tuple) else [value]:
        try:
            found.append(UUID(str(getattr(given, "pk", given))))
        except ValueError:
            continue
    return found


def pick_units(request: HttpRequest, form: Any) -> dict[str, Any]:
    """What is chosen among the units, and what the search found: how many, and the first by name."""
    search = UnitSearch(request.POST if request.method == "POST" else None)
    chosen = uuids(form["units"].value())
    matching = search.found()
    if request.POST.get("pick") == "all_units":
        chosen += list(matching.values_list("pk", flat=True)[:ALL])
    matching = matching.exclude(pk__in=chosen)
    found = list(matching[: FOUND + 1])
    return {
        "unit_search": search,
        "chosen_units": list(Organisation.objects.filter(pk__in=chosen).select_related("zone")),
        "found_units": found[:FOUND],
        "found_count": matching.count() if len(found) > FOUND else len(found),
        "more_units": len(found) > FOUND,
    }


def pick_members(
    request: HttpRequest,
    form: Any,
    units: Iterable[Organisation],
    *,
    days: tuple[dt.date, dt.date] | None,
    task: InspectionTask | None = None,
    number: int = 1,
) -> dict[str, Any]:
    """The inspectors to choose from, the chosen first, each with recusals, load and the other team it is on."""
    search = MemberSearch(request.POST if request.method == "POST" else None)
    leader = next(iter(uuids(form["leader"].value())), None)
    team = {*uuids(form["members"].value()), *([leader] if leader else [])}
    people = [
        *Inspector.objects.filter(pk__in=team).select_related("zone"),
        *search.found().exclude(pk__in=team)[: FOUND + 1],
    ][:FOUND]
    first, last = days or (calendar.today(), calendar.today())
    loads = loads_of(people, first=first, last=last, besides=task)
    ceiling = policy.number("load_ceiling")
    rows = [
        Person(
            inspector=person,
            chosen=person.pk in team,
            leads=person.pk == leader,
            load=loads.get(person.pk, 0),
            is_full=loads.get(person.pk, 0) >= ceiling,
        )
        for person in people
    ]
    for row in rows:
        if days and not (row.inspector.is_serving(first) and row.inspector.is_serving(last)):
            row.bars.append(_("Term does not cover the days on site"))
    _weigh(rows, list(units))
    if task is not None:
        _note_other_teams(rows, task, number)
    return {"member_search": search, "people": rows, "ceiling": ceiling, "today": calendar.today()}


def days_of(form: Any) -> tuple[dt.date, dt.date] | None:
    """The days on site as the form has them; None while they make no sense."""
    found = []
    for name in ("starts_on", "ends_on"):
        value = form[name].value()
        try:
            day = value if isinstance(value, dt.date) else parse_date(str(value))
        except ValueError:
            day = None
        if day is None:
            return None
        found.append(day)
    return (found[0], found[1]) if found[0] <= found[1] else None


def _weigh(rows: list[Person], units: list[Organisation]) -> None:
    """Write beside each person which of the units is closed to it, or may be."""
    by_key = {row.inspector.pk: row for row in rows}
    people = [row.inspector for row in rows]
    for inspector, unit, recusal in crew.check_recusals(people, units):
        by_key[inspector.pk].bars.append(f"{unit}：{recusal.get_ground_display()} {recusal.reason}".strip())
    for request in open_requests(people, units):
        by_key[request.inspector_id].doubts.append(
            _("%(unit)s: request for recusal not decided yet") % {"unit": request.unit}
        )
    keys = {unit.pk for unit in units}
    for inspector, unit in suggested_recusals(people):
        if unit.pk in keys:
            by_key[inspector.pk].doubts.append(_("%(unit)s is the employer: raise a recusal") % {"unit": unit})


def _note_other_teams(rows: list[Person], task: InspectionTask, number: int) -> None:
    others = TeamMember.objects.filter(task=task).exclude(team__number=number).select_related("team")
    teams = {member.inspector_id: str(member.team) for member in others}
    for row in rows:
        row.other_team = teams.get(row.inspector.pk, "")
