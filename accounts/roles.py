"""The roles of the platform: who a person is, before any grant says for which unit, zone or task."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may be; one account may hold several."""

    OFFICE = "office", _("Supervision office staff")
    OFFICE_HEAD = "office_head", _("Head of the supervision office")
    LEADER = "leader", _("Committee leader")
    LIAISON = "liaison", _("Member unit's liaison")
    ZONE_LEADER = "zone_leader", _("Zone leader")
    INSPECTOR = "inspector", _("Inspector")
    UNIT = "unit", _("Supervised unit")
    EXPERT = "expert", _("Expert or third party")
    SYSADMIN = "sysadmin", _("System administrator")
    SECURITY = "security", _("Security administrator")
    AUDIT = "audit", _("Audit administrator")


# The office in the wide sense; the head does whatever the staff may do.
OFFICE_ROLES = frozenset({Role.OFFICE, Role.OFFICE_HEAD})
# Those who see the whole county's work.
COUNTY_ROLES = OFFICE_ROLES | {Role.LEADER}
# Three separate administrators (三员分立): no account holds two of these, nor one of these and another role.
ADMIN_ROLES = frozenset({Role.SYSADMIN, Role.SECURITY, Role.AUDIT})
# Two-factor sign-in is asked of these where the setting `mfa_required` is on.
MFA_ROLES = OFFICE_ROLES | ADMIN_ROLES | {Role.LEADER}
