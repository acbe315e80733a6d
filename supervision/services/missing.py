"""Members of teams whose term ended: running tasks say who is missing, until somebody takes the place (REG 16)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, calendar
from inspectors.duties import Duty, register_duties
from supervision.emails import teams
from supervision.models import DeskAssignment, Inspection, TeamMember
from supervision.services.load import OPEN, RUNNING

UNDER_WAY = ("draft", *RUNNING)


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
    """The reviews at the desk that an inspector has not finished."""
    rows = DeskAssignment.objects.filter(reviewer__inspector=inspector_id, state="assigned")
    for row in rows.select_related("inspection__unit", "inspection__task"):
        title = _("Review at the desk: %(unit)s") % {"unit": row.inspection.unit}
        yield Duty(title, row.inspection.task.name, row.inspection.get_absolute_url())


def _members(inspector_id: Any) -> Any:
    found = TeamMember.objects.filter(inspector=inspector_id, missing_since=None, task__state__in=UNDER_WAY)
    return found.order_by("task__starts_on", "team__number")


@transaction.atomic
def mark_missing(inspector_id: Any, *, by: Any) -> list[TeamMember]:
    """Mark the places of an inspector who serves no more as missing; the office and each team's leader are told.

    Returns the places. A second call finds none. `by` is None for the platform.
    """
    members = list(_members(inspector_id).select_related("task", "team", "inspector"))
    TeamMember.objects.filter(pk__in=[member.pk for member in members]).update(missing_since=calendar.today())
    for member in members:
        data = {"inspector": member.inspector.name, "team": member.team.number, "leads": member.is_leader}
        audit.record("mark_missing", by=by, obj=member.task, data=data)
        teams.member_missing(member)
    return members


@transaction.atomic
def unmark_missing(inspector_id: Any, *, by: Any) -> int:
    """Take the marks off an inspector who serves again and whose place nobody took. Returns how many."""
    members = TeamMember.objects.filter(inspector=inspector_id, task__state__in=UNDER_WAY).exclude(missing_since=None)
    found = list(members.select_related("task", "inspector"))
    members.update(missing_since=None)
    for member in found:
        audit.record("unmark_missing", by=by, obj=member.task, data={"inspector": member.inspector.name})
    return len(found)
