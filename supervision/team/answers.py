"""Answers to the corps: what inspectors have on, what is left undone, and what experts were invited to."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from core import calendar
from inspectors.questions import (
    Duty,
    Invitation,
    Tally,
    Target,
    register_duties,
    register_invitations,
    register_tallies,
    register_targets,
)
from supervision.models import (
    DeskAssignment,
    ExpertInvitation,
    Inspection,
)
from supervision.team.services.load import OPEN, RUNNING
from supervision.team.services.missing import _members


@register_targets
def open_inspections(inspector_ids: list[UUID], on: dt.date) -> Iterator[Target]:
    """The inspections that inspectors have on at the same time on the day `on`: what the ceiling of draws counts."""
    held = Inspection.objects.filter(
        state__in=OPEN,
        task__state__in=RUNNING,
        team__members__inspector__in=inspector_ids,
        starts_on__lte=on,
    ).annotate(person=F("team__members__inspector"))
    for inspection in held.select_related("unit", "task").order_by("starts_on", "pk"):
        yield Target(
            inspector_id=inspection.person,
            title=inspection.task.name,
            url=inspection.get_absolute_url(),
            since=inspection.starts_on,
            until=inspection.ends_on,
            unit_name=inspection.unit.name,
        )


@register_duties
def places_on_teams(inspector_id: UUID) -> Iterator[Duty]:
    """The places of an inspector on the teams of tasks under way, each with what is still open there."""
    members = _members(inspector_id).select_related("task", "team")
    for member in members:
        units = Inspection.objects.filter(team=member.team_id, state__in=OPEN).values_list("unit__name", flat=True)
        place = _("leads %(team)s") if member.is_leader else _("is on %(team)s")
        detail = place % {"team": member.team}
        if names := list(units[:10]):
            detail = _("%(place)s, still to go to %(units)s") % {"place": detail, "units": _("、").join(names)}
        yield Duty(member.task.name, detail, member.task.get_absolute_url())


@register_duties
def desk_reviews(inspector_id: UUID) -> Iterator[Duty]:
    """The desk reviews that an inspector has not finished."""
    rows = DeskAssignment.objects.filter(reviewer__inspector=inspector_id, state="assigned")
    for row in rows.select_related("inspection__unit", "inspection__task"):
        title = _("Review at the desk: %(unit)s") % {"unit": row.inspection.unit}
        yield Duty(title, row.inspection.task.name, row.inspection.get_absolute_url())


@register_invitations
def invitations_of(expert_id: UUID) -> list[Invitation]:
    """The invitations of an expert as the corps shows them: one query."""
    rows = ExpertInvitation.objects.filter(expert=expert_id).select_related("task")
    return [
        Invitation(
            title=row.task.name,
            url=row.task.get_absolute_url(),
            purpose=row.purpose,
            since=row.since,
            until=row.until,
            ended_on=row.ended_on,
            end_reason=row.end_reason,
            grade=row.get_grade_display(),
            assessment=row.assessment,
            assess_url=reverse("assess_expert", args=[row.task_id, row.pk]) if row.is_over(calendar.today()) else "",
        )
        for row in rows
    ]


@register_tallies
def tallies(expert_ids: list[UUID]) -> Iterator[tuple[UUID, Tally]]:
    """How many tasks each expert was invited to, and the newest grade: one query."""
    tasks: dict[UUID, set[UUID]] = {}
    grades: dict[UUID, str] = {}
    rows = ExpertInvitation.objects.filter(expert__in=expert_ids).order_by("assessed_on", "created_at")
    for row in rows.only("expert_id", "task_id", "grade"):
        tasks.setdefault(row.expert_id, set()).add(row.task_id)
        if row.grade:
            grades[row.expert_id] = row.get_grade_display()
    for key, found in tasks.items():
        yield key, Tally(tasks=len(found), grade=grades.get(key, ""))
