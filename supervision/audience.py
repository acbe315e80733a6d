"""The people of a team, whom the mails of supervision go to, and the language in which mails are written."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from supervision.models import Inspection, InspectionTask, TeamMember


def team(task: InspectionTask) -> QuerySet[User]:
    """The inspectors of every team of the task: for what concerns the whole task."""
    return _accounts(task=task)


def team_of(inspection: Inspection) -> QuerySet[User]:
    """The inspectors of the team that goes to the unit: for what concerns this unit only."""
    return _accounts(team=inspection.team_id)


def leader_of(team_id: Any) -> QuerySet[User]:
    """Whoever leads the team; None stands for no team."""
    return _accounts(team=team_id, is_leader=True)


def _accounts(**place: Any) -> QuerySet[User]:
    """The accounts of the members in such a place; whoever serves no more and is missing there is told nothing."""
    members = TeamMember.objects.filter(missing_since=None, **place)
    people: QuerySet[User] = User.objects.active().filter(inspector__in=members.values("inspector"))
    return people
