"""The parties of every workflow: from a person to the rows for which that person is the one to act."""

from typing import Any

from django.db.models import Q

from accounts.roles import OFFICE_ROLES, Role
from core.models.base import Party


def county(*roles: str) -> Party:
    """A party that holds for all rows, for whoever has one of `roles`."""
    return lambda user: Q() if user.has_role(*roles) else None


office: Party = county(*OFFICE_ROLES)
office_head: Party = county(Role.OFFICE_HEAD)
leader: Party = county(Role.LEADER)


def acts_for(path: str) -> Party:
    """A party that holds where the organisation at `path` is one the person acts for."""

    def party(user: Any) -> Q | None:
        return Q(**{f"{path}__in": user.organisation_ids}) if user.organisation_ids else None

    return party


def person(path: str) -> Party:
    """A party that holds where the account at `path` is the person's own."""
    return lambda user: Q(**{path: user.pk})
