"""Whom the mails of supervision go to, and the language in which they are written."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from supervision.models import Inspection, InspectionTask, TeamMember

in_chinese = translation.override(settings.LANGUAGE_CODE)


def office() -> Iterable[User]:
    """The staff of the supervision office and its head."""
    return User.objects.active().with_role(*OFFICE_ROLES)


def heads() -> Iterable[User]:
    """Whoever heads the supervision office."""
    return User.objects.active().with_role(Role.OFFICE_HEAD)


def acting_for(organisation_id: Any) -> Iterable[User]:
    """Those who act for an organisation."""
    return User.objects.active().acting_for([organisation_id])


def unit_people(inspection: Inspection) -> Iterable[User]:
    """Those who act for the inspected unit."""
    return acting_for(inspection.unit_id)


def team(task: InspectionTask) -> Iterable[User]:
    """The inspectors of every team of the task: for what concerns the whole task."""
    return _accounts(TeamMember.objects.filter(task=task))


def team_of(inspection: Inspection) -> Iterable[User]:
    """The inspectors of the team that goes to the unit: for what concerns this unit only."""
    return _accounts(TeamMember.objects.filter(team=inspection.team_id))


def leader_of(inspection: Inspection) -> Iterable[User]:
    """Whoever leads the team that goes to the unit."""
    return _accounts(TeamMember.objects.filter(team=inspection.team_id, is_leader=True))


def _accounts(members: QuerySet[TeamMember]) -> Iterable[User]:
    return User.objects.active().filter(inspector__in=members.values("inspector"))
