"""Members of teams whose term ended: running tasks say who is missing, until somebody takes the place (REG 16)."""

from typing import Any

from django.db import transaction

from core import audit, calendar
from supervision.models import TeamMember
from supervision.team import emails
from supervision.team.services.load import RUNNING

UNDER_WAY = ("draft", *RUNNING)


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
        emails.member_missing(member)
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
