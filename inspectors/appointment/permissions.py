"""Who recommends, and who ends a term; each check raises with a reason for the page (REG 6, INSP)."""

from django.utils.translation import gettext as _

from accounts.models import Organisation, User, Zone
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.errors import NotAllowed

RECOMMENDERS = OFFICE_ROLES | {Role.UNIT, Role.LIAISON, Role.ZONE_LEADER}


def check_can_see_appointments(user: User) -> None:
    """The list of appointments is open to the county's roles and to whoever may recommend. Raises NotAllowed."""
    if not user.has_role(*COUNTY_ROLES, *RECOMMENDERS):
        raise NotAllowed(
            _("Appointments are open to the supervision office, the committee's leaders and whoever may recommend.")
        )


def check_can_recommend(user: User, organisation: Organisation | None = None, zone: Zone | None = None) -> None:
    """The office recommends anybody; a unit or department its own people, a zone leader for the zone.

    `organisation` is the unit in whose name it is done, `zone` the candidate's; both None where they are still to be
    chosen. Raises NotAllowed.
    """
    if not user.has_role(*RECOMMENDERS):
        raise NotAllowed(
            _("Inspectors are recommended by the supervision office, by units and departments, and by zone leaders.")
        )
    if user.has_role(*OFFICE_ROLES):
        return
    if organisation is not None and organisation.pk not in user.organisation_ids:
        raise NotAllowed(_("A unit recommends in its own name only."))
    if zone is not None and user.has_role(Role.ZONE_LEADER) and organisation is None and zone.pk not in user.zone_ids:
        raise NotAllowed(_("A zone leader recommends for the zone alone."))


def check_can_renew(user: User) -> None:
    """The office recommends the renewal of a term. Raises NotAllowed."""
    if not user.has_role(*OFFICE_ROLES):
        raise NotAllowed(_("Renewals are recommended by the supervision office."))
