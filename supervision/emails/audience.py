"""Whom the mails of supervision go to."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role


def office() -> Iterable[User]:
    """The staff of the supervision office and its head."""
    return User.objects.active().with_role(*OFFICE_ROLES)


def heads() -> Iterable[User]:
    """Whoever heads the supervision office."""
    return User.objects.active().with_role(Role.OFFICE_HEAD)


def acting_for(organisation_id: Any) -> Iterable[User]:
    """Those who act for an organisation."""
    return User.objects.active().acting_for([organisation_id])
