"""Inspection tasks: set up by the office, also for an item of the plan, approved, carried to the archive."""

import datetime as dt
from collections.abc import Iterable
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.transitions import apply_transition, check_step, create
from inspectors.models import Inspector
from supervision import law
from supervision.draw.services.on_task import draw_gate
from supervision.models import FrameworkVersion, Inspection, InspectionTask, Mode, PlanItem, Team, VersionState
from supervision.models.inspection import AFTER_OPINION
from supervision.plan.services.plan import link_plan_item
from supervision.task import emails, permissions
from supervision.team.services import crew as team_crew
from supervision.team.services.load import load_gate
from supervision.team.services.team import (
    add_units,
    check_conflicts,
    check_units,
    crew,
    notice_due,
    put_members,
    units_gate,
)

NOT_YET_ON_SITE = ("planned", "notified", "self_evaluating", "self_evaluated")


class TaskContent(TypedDict):
    """What the office decides about a task; members and leader are those of its first team."""

    name: str
    mode: str
    is_announced: bool
    matters: str
    framework_version: FrameworkVersion | None
    needs_self_evaluation: bool
    self_evaluation_due_on: dt.date | None
    starts_on: dt.date
    ends_on: dt.date
    units: Iterable[Organisation]
    members: Iterable[Inspector]
    leader: Inspector | None
    targets_by_draw: NotRequired[bool]
    joint_with: NotRequired[Iterable[Organisation]]


@transaction.atomic
def create_task(*, by: User, **content: Unpack[TaskContent]) -> InspectionTask:
    """Set up a draft task with a planned inspection per unit and its first team, which goes to all of them (REG 16).

    Takes what `TaskContent` names; `leader` is put on the team if `members` does not name them. Returns the task.
    Raises NotAllowed for anybody but the office, Refused for dates, units or inspectors that a rule forbids.
    """
    accounts_permissions.check_is_office(by)
    units, inspectors = _checked(content)
    check_conflicts(inspectors, units)
    task = create(InspectionTask(**_fields(content)), by=by)
    _set_joint(task, content)
    team = Team.objects.create(task=task, number=1)
    put_members(team, inspectors, content["leader"], by)
    add_units(team, units, by)
    emails.task_created(task)
    return task


@transaction.atomic
def edit_task(task: InspectionTask, *, by: User, **content: Unpack[TaskContent]) -> InspectionTask:
    """Change a draft task; takes and raises the same as `create_task`, and TransitionRefused once it is approved.

    Units that are new go to the first team; those of other teams stay with them.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_edit_task(by, task)
    units, inspectors = _checked(content)
    fields = _fields(content)
    changed = [name for name, value in fields.items() if getattr(task, name) != value]
    for name, value in fields.items():
        setattr(task, name, value)
    task.save(update_fields=list(fields))
    _set_joint(task, content)
    team, _new = Team.objects.get_or_create(task=task, number=min([1, *task.teams.values_list("number", flat=True)]))
    put_members(team, inspectors, content["leader"], by)
    _set_units(task, units, team, by)
    _check_all_teams(task)
    data = {"changed": changed, "units": len(units), "members": [str(inspector) for inspector in inspectors]}
    audit.record("edit_task", by=by, obj=task, data=data)
    return task


@transaction.atomic
def approve_task(task: InspectionTask, *, by: User) -> InspectionTask:
    """The office head approves the task; the notices may then go out (REG 16).

    Returns the task. Raises Refused where it has no units or a unit no team, where a team is too small or has no
    leader, where an inspector must keep away from a unit, is untrained, out of term or has too much on already;
    NotYourTurn and TransitionRefused as the table says.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)  # as set_team and edit_task: gates see the last
    check_step(task, "approve_task", by=by)
    law.require(units_gate(task), team_crew.team_gate(task), team_crew.task_recusal_gate(task))
    team_crew.check_eligible(team_crew.inspectors_of(task), first=task.starts_on, last=task.ends_on)
    law.require(load_gate(task), draw_gate(task))
    task = apply_transition(task, "approve_task", by=by)
    emails.task_approved(task)
    return task


@transaction.atomic
def postpone_task(
    task: InspectionTask,
    *,
    by: User,
    starts_on: dt.date,
    ends_on: dt.date,
    self_evaluation_due_on: dt.date | None = None,
    reason: str,
) -> InspectionTask:
    """The office head moves the dates of an approved task before its first notice goes out (REG 17).

    Returns the task. Raises Refused for dates that contradict each other or a missing reason.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_postpone_task(by, task)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    due = self_evaluation_due_on if task.needs_self_evaluation else None
    _check_dates(starts_on, ends_on, task.needs_self_evaluation, due)
    team_crew.check_eligible(team_crew.inspectors_of(task), first=starts_on, last=ends_on)
    data = {"from": [str(task.starts_on), str(task.ends_on)], "to": [str(starts_on), str(ends_on)]}
    task.starts_on, task.ends_on, task.self_evaluation_due_on = starts_on, ends_on, due
    task.save(update_fields=["starts_on", "ends_on", "self_evaluation_due_on"])
    alone = task.inspections.filter(state="planned", joint=None)  # a joint visit keeps its own days
    alone.update(due_on=notice_due(task), starts_on=starts_on, ends_on=ends_on)
    audit.record("postpone_task", by=by, obj=task, reason=reason, data=data)
    emails.task_postponed(task, reason)
    return task


@transaction.atomic
def cancel_task(task: InspectionTask, *, by: User, reason: str) -> InspectionTask:
    """The office head cancels the task with a reason, and with it every inspection that has not been on site.

    What has been inspected on site goes on to its end. Returns the task.
    """
    check_step(task, "cancel_task", by=by)
    task = apply_transition(task, "cancel_task", by=by, reason=reason)
    inspections = task.inspections.select_for_update(of=("self",)).select_related("unit", "task").order_by("pk")
    for inspection in inspections.filter(state__in=NOT_YET_ON_SITE):
        stopped = apply_transition(inspection, "cancel_inspection", by=by, reason=reason)
        emails.inspection_cancelled(stopped, reason)
    emails.task_cancelled(task, reason)
    return task


@transaction.atomic
def conclude_task(task: InspectionTask, *, by: User) -> InspectionTask:
    """The office concludes a task once every unit has its opinion letter (REG 21). Raises Refused naming the others."""
    check_step(task, "conclude_task", by=by)
    waiting = task.inspections.exclude(state__in=(*AFTER_OPINION, "cancelled"))
    _refuse_waiting(waiting, _("No opinion letter yet: %(units)s."), _(law.ARTICLE_21))
    return apply_transition(task, "conclude_task", by=by)


@transaction.atomic
def archive_task(task: InspectionTask, *, by: User) -> InspectionTask:
    """The office archives a task once every inspection is archived (REG 23). Raises Refused naming the others."""
    check_step(task, "archive_task", by=by)
    waiting = task.inspections.exclude(state__in=("archived", "cancelled"))
    _refuse_waiting(waiting, _("Not archived yet: %(units)s."), _(law.ARTICLE_23))
    return apply_transition(task, "archive_task", by=by)


def _checked(content: TaskContent) -> tuple[list[Organisation], list[Inspector]]:
    """The units and the whole first team, after every rule that holds from the first draft on."""
    units = list(dict.fromkeys(content["units"]))
    inspectors = crew(content["members"], content["leader"])
    _check_mode(content)
    _check_dates(
        content["starts_on"],
        content["ends_on"],
        content["needs_self_evaluation"],
        content["self_evaluation_due_on"],
    )
    if not units and not content.get("targets_by_draw"):
        raise Refused(
            _("The task has no unit."), remedy=_("Choose at least one unit, or let the units come from a draw.")
        )
    team_crew.check_eligible(inspectors, first=content["starts_on"], last=content["ends_on"])
    check_units(units, first=content["starts_on"], last=content["ends_on"])
    return units, inspectors


def _check_all_teams(task: InspectionTask) -> None:
    """Hold every team, with the units that it now goes to, against the recusals (REG 10)."""
    for team in task.teams.prefetch_related("members__inspector"):
        units = Organisation.objects.filter(inspections__team=team)
        check_conflicts([member.inspector for member in team.members.all()], list(units))


def _check_mode(content: TaskContent) -> None:
    if not content["is_announced"] and content["mode"] != Mode.SPECIAL:
        raise Refused(
            _("Only special inspections may be unannounced."),
            rule=_(law.ARTICLE_17),
            remedy=_("Announce it, or make it a special inspection."),
        )
    if not content["is_announced"] and content["needs_self_evaluation"]:
        raise Refused(
            _("An unannounced inspection cannot ask for a self-evaluation beforehand."),
            rule=_(law.ARTICLE_18),
            remedy=_("Announce it, or do without the self-evaluation."),
        )
    if not content["matters"].strip():
        raise Refused(_("The matters are not fixed."), rule=_(law.ARTICLE_16), remedy=_("Write one matter a line."))
    version = content["framework_version"]
    if version is not None and version.state != VersionState.IN_FORCE:
        raise Refused(_("This version of the framework is not in force."), remedy=_("Choose the version in force."))


def _check_dates(starts_on: dt.date, ends_on: dt.date, self_evaluates: bool, due: dt.date | None) -> None:
    if starts_on < calendar.today():
        raise Refused(_("The first day on site is past."), remedy=_("Choose today or a later day."))
    if ends_on < starts_on:
        raise Refused(_("The last day on site lies before the first."), remedy=_("Put the two days in order."))
    if not self_evaluates:
        return
    if due is None:
        raise Refused(_("The self-evaluation has no due date."), rule=_(law.ARTICLE_18), remedy=_("Enter the date."))
    if not calendar.today() <= due <= starts_on:
        raise Refused(
            _("The self-evaluation is due before the site visit begins, and not in the past."),
            rule=_(law.ARTICLE_18),
            remedy=_("Choose a day from today up to the first day on site."),
        )


def _fields(content: TaskContent) -> dict[str, object]:
    due = content["self_evaluation_due_on"] if content["needs_self_evaluation"] else None
    return {
        "name": content["name"].strip(),
        "mode": content["mode"],
        "is_announced": content["is_announced"],
        "matters": content["matters"].strip(),
        "framework_version": content["framework_version"],
        "needs_self_evaluation": content["needs_self_evaluation"],
        "self_evaluation_due_on": due,
        "starts_on": content["starts_on"],
        "ends_on": content["ends_on"],
        "targets_by_draw": content.get("targets_by_draw", False),
    }


def _set_joint(task: InspectionTask, content: TaskContent) -> None:
    """Name the member units that inspect together with the office (PLAN 二（一）3)."""
    partners = list(content.get("joint_with", ()))
    strangers = [unit for unit in partners if not unit.is_member_unit]
    if strangers:
        raise Refused(_("%(unit)s is not a member unit of the committee.") % {"unit": strangers[0]})
    task.joint_with.set(partners)


def _set_units(task: InspectionTask, units: list[Organisation], team: Team, by: User) -> None:
    for gone in task.inspections.exclude(unit__in=units).select_related("unit", "task"):
        audit.record("remove_unit", by=by, obj=gone)
        gone.delete()
    alone = task.inspections.filter(joint=None)  # a joint visit keeps its own days
    alone.update(due_on=notice_due(task), starts_on=task.starts_on, ends_on=task.ends_on)
    add_units(team, units, by)


def _refuse_waiting(waiting: "QuerySet[Inspection]", message: str, rule: str) -> None:
    names = list(waiting.values_list("unit__name", flat=True)[:10])
    if names:
        remedy = _("Carry these inspections to that step first.")
        raise Refused(message % {"units": _("、").join(names)}, rule=rule, remedy=remedy)


@transaction.atomic
def create_task_of_item(item: PlanItem | None, *, by: User, **content: Unpack[TaskContent]) -> InspectionTask:
    """Set up a draft task, which carries out `item` where one is given; raises as `create_task`, `link_plan_item`."""
    task = create_task(by=by, **content)
    return link_plan_item(task, item, by=by) if item is not None else task


def task_initial(item: PlanItem) -> dict[str, object]:
    """What the form of a new task begins with when it carries out `item`: mode, name, dates, framework, units."""
    today = calendar.today()
    version = item.framework.versions.filter(state="in_force").first() if item.framework is not None else None
    return {
        "name": item.name,
        "mode": item.mode,
        "is_announced": True,
        "matters": item.matters,
        "framework_version": version.pk if version is not None else None,
        "needs_self_evaluation": item.mode == Mode.COMPREHENSIVE,
        "starts_on": max(item.starts_on, today),
        "ends_on": max(item.ends_on, today),
        "units": list(item.units().values_list("pk", flat=True)),
    }
