"""Whom a message goes to: the people of the office, its head, the leaders, and those who act for an organisation."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role


def office() -> QuerySet[User]:
    """The staff of the supervision office and its head."""
    return _with_role(*OFFICE_ROLES)


def heads() -> QuerySet[User]:
    """Whoever heads the supervision office."""
    return _with_role(Role.OFFICE_HEAD)


def leaders() -> QuerySet[User]:
    """The leaders of the committee."""
    return _with_role(Role.LEADER)


def acting_for(*organisation_ids: Any) -> QuerySet[User]:
    """Those who act for any of the organisations now; None stands for no organisation."""
    people: QuerySet[User] = User.objects.active().acting_for([pk for pk in organisation_ids if pk is not None])
    return people


def _with_role(*roles: str) -> QuerySet[User]:
    people: QuerySet[User] = User.objects.active().with_role(*roles)
    return people
