"""Who may do what in the corps, one noun per file; each check raises with a reason for the page."""

from inspectors.permissions.recusals import check_can_add_recusal, check_can_lift_recusal, check_can_raise_recusal
from inspectors.permissions.roster import check_can_keep_roster, check_can_read_phone, check_can_see_corps, is_own, may
from inspectors.permissions.zones import check_can_appoint_zone_leader, check_can_assign_plaque

__all__ = [
    "check_can_add_recusal",
    "check_can_appoint_zone_leader",
    "check_can_assign_plaque",
    "check_can_keep_roster",
    "check_can_lift_recusal",
    "check_can_raise_recusal",
    "check_can_read_phone",
    "check_can_see_corps",
    "is_own",
    "may",
]
