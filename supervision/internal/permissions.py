"""Who reads and records internal inspections."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import COUNTY_ROLES, Role
from core.errors import NotAllowed, TransitionRefused
from supervision.models import (
    InternalInspection,
)


def check_can_see_internal(user: User) -> None:
    """Internal inspections are there for the county, the corps and the schools. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, Role.ZONE_LEADER, Role.INSPECTOR, Role.UNIT):
        raise NotAllowed(_("Internal inspections are open to the office, the responsible inspectors and the schools."))


def own_campuses(user: User) -> "QuerySet[Organisation]":
    """The schools and kindergartens that `user` acts for."""
    return Organisation.objects.active().campuses().filter(pk__in=user.organisation_ids)


def check_can_record_internal(user: User) -> None:
    """A school records its own internal inspections. Raises NotAllowed for whoever acts for none."""
    if not own_campuses(user).exists():
        raise NotAllowed(_("Only schools and kindergartens record their internal inspections."))


def check_can_edit_internal(user: User, record: InternalInspection) -> None:
    """The school itself changes or removes its record. Raises NotAllowed, TransitionRefused for a removed one."""
    if record.unit_id not in user.organisation_ids:
        raise NotAllowed(_("Only the school itself changes its record."))
    if record.removed_at is not None:
        raise TransitionRefused(_("This record was removed."), remedy=_("Record the inspection anew."))
