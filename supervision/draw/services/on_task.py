"""A confirmed draw and its task: the drawn units and their teams are put on it exactly as drawn, and stay so."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.transitions import create_many
from inspectors.models import Inspector, Recusal
from supervision import law
from supervision.draw.services.pool import DRAW_RULE, SHOWN
from supervision.models import Draw, Inspection, InspectionTask, Team, TeamMember
from supervision.team.services import load
from supervision.team.services.expert_conflict import check_experts_clear, experts_on
from supervision.team.services.team import notice_due


@dataclass(frozen=True)
class Result:
    """What was drawn, as records: each unit with its team, the leader first."""

    teams: list[tuple[Organisation, list[Inspector]]]

    @property
    def people(self) -> list[Inspector]:
        """Everybody on any of the teams, once."""
        return list(dict.fromkeys(person for _unit, team in self.teams for person in team))


def result_of(draw: Draw) -> Result:
    """The drawn units and teams as records, by rank. Two statements."""
    rows = draw.drawn_units
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=[row["code"] for row in rows])}
    certificates = {code for row in rows for code in row["team"]}
    people = {one.certificate: one for one in Inspector.objects.filter(certificate__in=certificates)}
    found = []
    for row in rows:
        if row["code"] not in units or any(code not in people for code in row["team"]):
            raise Refused(
                _("A unit or an inspector of this draw can no longer be found under its number."), rule=_(DRAW_RULE)
            )
        found.append((units[row["code"]], [people[code] for code in row["team"]]))
    return Result(found)


def check_still_valid(draw: Draw) -> None:
    """Raise Refused where a drawn unit is gone, or a drawn inspector may not go (any more): the draw is then redone."""
    result = result_of(draw)
    faults = [_("%(unit)s no longer exists.") % {"unit": unit} for unit, _team in result.teams if not unit.is_active]
    for person in result.people:
        if not person.is_trained:
            faults.append(_("%(inspector)s has not had the pre-post training.") % {"inspector": person})
        if not (person.is_serving(draw.first_on) and person.is_serving(draw.last_on)):
            faults.append(_("The term of %(inspector)s does not cover the days on site.") % {"inspector": person})
    faults += _recused(result)
    faults += _overloaded(draw, result)
    if faults:
        raise Refused(
            " ".join(faults[:SHOWN]),
            rule=_(DRAW_RULE),
            remedy=_("Void this draw with this reason and draw again: a drawn result is not changed by hand."),
        )


def _recused(result: Result) -> list[str]:
    pairs = {(person.pk, unit.pk) for unit, team in result.teams for person in team}
    found = Recusal.objects.in_force(on=calendar.today()).filter(
        inspector__in=result.people, unit__in=[unit for unit, _team in result.teams]
    )
    return [
        _("%(inspector)s must keep away from %(unit)s.") % {"inspector": recusal.inspector, "unit": recusal.unit}
        for recusal in found.select_related("inspector", "unit")
        if (recusal.inspector_id, recusal.unit_id) in pairs
    ]


def _overloaded(draw: Draw, result: Result) -> list[str]:
    ceiling = draw.content["ceiling"]
    here = Counter(person.pk for _unit, team in result.teams for person in team)
    before = load.loads_of(result.people, first=draw.first_on, last=draw.last_on, besides=draw.task)
    return [
        _("%(inspector)s would have %(total)s inspections at the same time; at most %(ceiling)s are allowed.")
        % {"inspector": person, "total": here[person.pk] + before.get(person.pk, 0), "ceiling": ceiling}
        for person in result.people
        if here[person.pk] + before.get(person.pk, 0) > ceiling
    ]


def put_on_task(draw: Draw, *, by: User) -> InspectionTask:
    """Plan an inspection of each drawn unit by its drawn team; units with the same team share it.

    Teams of the task that go nowhere are removed. Raises Refused where the task is no draft any more, one of the units
    came onto it in another way, or an expert on the task must keep away from one (REG 10).
    """
    task = InspectionTask.objects.select_for_update().get(pk=draw.task_id)
    if task.state != "draft":
        raise Refused(
            _("The task is “%(state)s”; drawn units are put on it while it is a draft.")
            % {"state": task.get_state_display()},
            rule=_(law.ARTICLE_16),
            remedy=_("Void this draw; its task cannot take the units any more."),
        )
    result = result_of(draw)
    known = task.inspections.filter(unit__in=[unit for unit, _team in result.teams])
    if names := list(known.values_list("unit__name", flat=True)[:SHOWN]):
        raise Refused(
            _("On the task since the pools were committed: %(units)s.") % {"units": _("、").join(names)},
            rule=_(DRAW_RULE),
            remedy=_("Take these units off the task, or void this draw and draw again."),
        )
    check_experts_clear(experts_on(task), [unit for unit, _team in result.teams])
    Team.objects.filter(task=task, inspections=None).delete()
    number = max(task.teams.values_list("number", flat=True), default=0)
    teams: dict[tuple[Any, ...], Team] = {}
    for _unit, members in result.teams:
        key = tuple(person.pk for person in members)
        if key and key not in teams:
            number += 1
            teams[key] = Team(task=task, number=number)
    Team.objects.bulk_create(teams.values())
    TeamMember.objects.bulk_create(
        TeamMember(team=team, task=task, inspector_id=key, is_leader=key == keys[0], added_by=by)
        for keys, team in teams.items()
        for key in keys
    )
    days = {"starts_on": task.starts_on, "ends_on": task.ends_on, "due_on": notice_due(task)}
    create_many(
        Inspection,
        [
            Inspection(task=task, unit=unit, team=teams.get(tuple(one.pk for one in members)), **days)
            for unit, members in result.teams
        ],
        by=by,
    )
    data = {"draw": draw.number, "units": [unit.name for unit, _team in result.teams], "teams": len(teams)}
    audit.record("put_draw_on_task", by=by, obj=task, data=data)
    return task


def take_off_task(draw: Draw, *, by: User) -> None:
    """Take drawn units and teams off the draft task of a draw that is voided. Raises Refused once it is approved."""
    task = InspectionTask.objects.select_for_update().get(pk=draw.task_id)
    if task.state != "draft":
        raise Refused(
            _("Its task “%(task)s” is “%(state)s” already.") % {"task": task, "state": task.get_state_display()},
            rule=_(DRAW_RULE),
            remedy=_("Cancel the task first, with the reason."),
        )
    codes = [row["code"] for row in draw.drawn_units]
    for inspection in task.inspections.filter(unit__code__in=codes, state="planned").select_related("unit", "task"):
        audit.record("remove_unit", by=by, obj=inspection)
        inspection.delete()
    Team.objects.filter(task=task, inspections=None).delete()


def draw_gate(task: InspectionTask) -> law.Gate:
    """A task with a confirmed draw has exactly the drawn units' teams: nobody swaps them by hand."""
    confirmed = list(task.draws.filter(state="confirmed"))
    teams: dict[str, set[str]] = {}
    for member in TeamMember.objects.filter(task=task).values_list(
        "team__inspections__unit__code", "inspector__certificate"
    ):
        teams.setdefault(member[0], set()).add(member[1])
    on_task = set(task.inspections.exclude(state="cancelled").values_list("unit__code", flat=True))
    changed = [
        row["code"]
        for draw in confirmed
        for row in draw.drawn_units
        if row["code"] not in on_task or (row["team"] and teams.get(row["code"], set()) != set(row["team"]))
    ]
    names = Organisation.objects.filter(code__in=changed[:SHOWN]).values_list("name", flat=True)
    detail = _("Not as drawn: %(units)s.") % {"units": _("、").join(names)} if changed else _("Exactly as drawn.")
    return law.Gate(
        _("Units and teams as drawn"),
        _(DRAW_RULE),
        not changed,
        detail,
        _("Put back what was drawn, or void the draw with its reason and draw again."),
    )
