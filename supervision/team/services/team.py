"""The teams of a task: who goes to which of its units together (REG 10, 16)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.transitions import create
from inspectors.models import Inspector, Recusal
from supervision import law
from supervision.models import Deliberation, Inspection, InspectionTask, Team, TeamMember, Vote
from supervision.team import emails, permissions
from supervision.team.services import crew as team_crew
from supervision.team.services import load
from supervision.team.services.expert_conflict import check_experts_clear, experts_on


@transaction.atomic
def set_team(
    task: InspectionTask,
    *,
    by: User,
    number: int,
    members: Iterable[Inspector],
    leader: Inspector | None,
    units: Iterable[Organisation],
) -> Team:
    """Form team `number` of the task anew: its members, its leader, the units that it goes to (REG 16).

    The members leave any other team of the task. While the task is a draft a unit that is new to it is put on it, and
    a unit of this team that `units` does not name waits for another team. Once approved, the units stand and every team
    stays whole. Returns the team. Raises NotAllowed and TransitionRefused as `check_can_set_team` says, Refused for
    inspectors or units that a rule forbids.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_set_team(by, task)
    inspectors, wanted = crew(members, leader), list(dict.fromkeys(units))
    check_units(wanted, first=task.starts_on, last=task.ends_on)
    team_crew.check_eligible(inspectors, first=task.starts_on, last=task.ends_on)
    check_conflicts(inspectors, wanted)
    before = set(TeamMember.objects.filter(task=task).values_list("inspector_id", flat=True))
    team, _new = Team.objects.get_or_create(task=task, number=number)
    put_members(team, inspectors, leader, by)
    _give_units(team, wanted, by)
    data = {
        "team": number,
        "members": [str(inspector) for inspector in inspectors],
        "leader": str(leader or ""),
        "units": [unit.name for unit in wanted],
    }
    audit.record("set_team", by=by, obj=task, data=data)
    if task.state == "approved":
        law.require(team_crew.team_gate(task), units_gate(task), load.load_gate(task))
        emails.team_changed(task, [one for one in inspectors if one.pk not in before])
    return team


@transaction.atomic
def remove_team(task: InspectionTask, *, by: User, number: int) -> InspectionTask:
    """Take team `number` off the task. Returns the task.

    Raises NotAllowed and TransitionRefused as `set_team`, Refused where it still has units or is the only team.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_set_team(by, task)
    team = Team.objects.filter(task=task, number=number).first()
    if team is None:
        raise Refused(_("This team is no longer there."))
    names = list(team.inspections.values_list("unit__name", flat=True)[:10])
    if names:
        raise Refused(
            _("%(team)s still goes to %(units)s.") % {"team": team, "units": _("、").join(names)},
            remedy=_("Give these units to another team first."),
        )
    if task.teams.count() == 1:
        raise Refused(_("A task keeps one team."), rule=_(law.ARTICLE_16), remedy=_("Change its members instead."))
    members = [str(member) for member in team.members.select_related("inspector")]
    audit.record("remove_team", by=by, obj=task, data={"team": number, "members": members})
    team.delete()
    return task


@transaction.atomic
def replace_member(
    task: InspectionTask, *, by: User, leaving: Inspector, joining: Inspector, reason: str
) -> InspectionTask:
    """The head puts `joining` in the place of `leaving` on a team whose notices are out, with the reason (REG 10, 16).

    Whoever takes a leader's place leads. The units that had notice are told. Returns the task. Raises NotAllowed and
    TransitionRefused as `check_can_replace_member` says, Refused without a reason, where `leaving` is not on the task
    or has voted, and where `joining` is on it already, may not go there or has too much on.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_replace_member(by, task)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    members = {row.inspector_id: row for row in task.members.select_related("team", "inspector")}
    member = members.get(leaving.pk)
    if member is None:
        raise Refused(_("%(inspector)s is not on the task any more.") % {"inspector": leaving})
    if joining.pk in members:
        raise Refused(
            _("%(inspector)s is on the task already.") % {"inspector": joining}, remedy=_("Choose somebody else.")
        )
    units = list(Organisation.objects.filter(inspections__in=member.team.inspections.filter(state__in=load.OPEN)))
    team_crew.check_eligible([joining], first=max(task.starts_on, calendar.today()), last=task.ends_on)
    check_conflicts([joining], units)
    _take_place(member, joining, by)
    law.require(load.load_gate(task, [one for one in load.loads_on(task) if one.inspector == joining]))
    data = {"team": member.team.number, "leaving": leaving.name, "joining": joining.name}
    audit.record("replace_member", by=by, obj=task, reason=reason, data=data)
    emails.member_replaced(member.team, leaving, joining, reason)
    return task


def _take_place(member: TeamMember, joining: Inspector, by: User) -> None:
    """Give the place on the team to `joining`. Raises Refused where the old member's vote is counted already."""
    if Vote.objects.filter(member=member).exists() or Deliberation.objects.filter(agreeing=member).exists():
        raise Refused(
            _("%(inspector)s has voted in this team.") % {"inspector": member.inspector},
            rule=_(law.ARTICLE_20),
            remedy=_("Raise a recusal instead: the vote of a recused member does not count."),
        )
    member.inspector, member.added_by, member.missing_since = joining, by, None
    member.save(update_fields=["inspector", "added_by", "missing_since"])


def crew(members: Iterable[Inspector], leader: Inspector | None) -> list[Inspector]:
    """The whole team, each inspector once; a leader whom `members` does not name stands first."""
    inspectors = list(dict.fromkeys(members))
    if leader is not None and leader not in inspectors:
        inspectors.insert(0, leader)
    return inspectors


def check_units(units: list[Organisation], *, first: dt.date, last: dt.date) -> None:
    """Raise Refused for a unit that no longer exists, or to which no inspector in office may go (REG 10)."""
    gone = [unit for unit in units if not unit.is_active]
    if gone:
        raise Refused(_("%(unit)s no longer exists.") % {"unit": gone[0]}, remedy=_("Take it off the task."))
    barred = barred_units(units, first=first, last=last)
    if barred:
        raise Refused(
            _("No inspector may go to %(units)s: all who are trained and in term must keep away.")
            % {"units": _("、").join(unit.name for unit in barred)},
            rule=_(law.ARTICLE_10),
            remedy=_("Take the unit off the task, or appoint an inspector who may go there."),
        )


def barred_units(units: list[Organisation], *, first: dt.date, last: dt.date) -> list[Organisation]:
    """Those of `units` to which nobody may go between `first` and `last`: all must keep away, or none is in office."""
    pool = Inspector.objects.serving(on=first).serving(on=last).filter(is_trained=True)
    size = pool.count()
    if size == 0:
        return list(units)
    kept_away = (
        Recusal.objects.in_force(on=calendar.today())
        .filter(inspector__in=pool, unit__in=units)
        .order_by()
        .values_list("unit")
        .annotate(count=Count("inspector", distinct=True))
    )
    counts = dict(kept_away)
    return [unit for unit in units if counts.get(unit.pk, 0) >= size]


def check_conflicts(inspectors: list[Inspector], units: list[Organisation]) -> None:
    """Raise Refused where one of `inspectors` must keep away from one of `units` (REG 10), naming all of them."""
    conflicts = team_crew.check_recusals(inspectors, units)
    if conflicts:
        raise Refused(
            team_crew.recusal_words(conflicts),
            rule=_(law.ARTICLE_10),
            remedy=_("Replace the inspector, or take the unit off the task; the office head may lift a recusal."),
        )


def put_members(team: Team, inspectors: list[Inspector], leader: Inspector | None, by: User) -> None:
    """Make `inspectors` the members of the team, taking them off any other team of its task."""
    team.members.exclude(inspector__in=inspectors).delete()
    team.members.update(is_leader=False)
    on_task = TeamMember.objects.filter(task=team.task_id, inspector__in=inspectors)
    on_task.exclude(team=team).update(team=team, is_leader=False)
    known = set(on_task.values_list("inspector_id", flat=True))
    for inspector in inspectors:
        if inspector.pk not in known:
            TeamMember.objects.create(task=team.task, team=team, inspector=inspector, added_by=by)
    if leader is not None:
        team.members.filter(inspector=leader).update(is_leader=True)


def add_units(team: Team, units: Iterable[Organisation], by: User) -> None:
    """Plan an inspection for each of `units` that the task does not have yet, by this team.

    Raises Refused where an expert who works on the task must keep away from one of them (REG 10).
    """
    task = team.task
    known = set(task.inspections.values_list("unit_id", flat=True))
    due_on = notice_due(task)
    days = {"starts_on": task.starts_on, "ends_on": task.ends_on}
    new = [unit for unit in units if unit.pk not in known]
    check_experts_clear(experts_on(task), new)
    for unit in new:
        create(Inspection(task=task, unit=unit, team=team, due_on=due_on, **days), by=by)


def notice_due(task: InspectionTask) -> dt.date:
    """The last day for the notices of `task`; an unannounced one is handed over on the first day on site."""
    return law.latest_notice(task.starts_on) if task.is_announced else task.starts_on


def units_gate(task: InspectionTask) -> law.Gate:
    """REG 16: the task has units, and each of them a team."""
    planned = task.inspections.exclude(state="cancelled")
    count = planned.count()
    alone = list(planned.filter(team=None).values_list("unit__name", flat=True)[:10])
    detail, remedy = _("%(count)s units, each with its team.") % {"count": count}, ""
    if not count:  # only a task whose units are drawn may be without any
        detail, remedy = _("The units have not been drawn yet."), _("Carry out the draw and confirm it first.")
    elif alone:
        detail = _("No team goes to %(units)s.") % {"units": _("、").join(alone)}
        remedy = _("Give each unit to a team.")
    return law.Gate(_("Every unit has its team"), _(law.ARTICLE_16), bool(count) and not alone, detail, remedy)


def _give_units(team: Team, units: list[Organisation], by: User) -> None:
    task = team.task
    known = set(task.inspections.filter(unit__in=units).values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in known]
    if new and task.state != "draft":
        raise Refused(
            _("%(unit)s is not on the task, and the task is approved.") % {"unit": new[0]},
            remedy=_("Choose among the units of the task."),
        )
    task.inspections.filter(team=team).exclude(unit__in=units).update(team=None)
    task.inspections.filter(unit__in=units).update(team=team)
    add_units(team, new, by)
