"""Who may do what in the corps, one noun per file; each check raises with a reason for the page."""

from inspectors.permissions.files import check_can_keep_files, check_can_remove_file, check_can_set_photo
from inspectors.permissions.recusals import check_can_add_recusal, check_can_lift_recusal, check_can_raise_recusal
from inspectors.permissions.roster import (
    check_can_keep_roster,
    check_can_read_identity,
    check_can_read_phone,
    check_can_see_corps,
    is_own,
    may,
)
from inspectors.permissions.staffing import check_can_see_staffing
from inspectors.permissions.training import (
    check_can_keep_training,
    check_can_report_training,
    check_can_see_training,
)
from inspectors.permissions.zones import check_can_appoint_zone_leader, check_can_assign_plaque

__all__ = [
    "check_can_add_recusal",
    "check_can_appoint_zone_leader",
    "check_can_assign_plaque",
    "check_can_keep_files",
    "check_can_keep_roster",
    "check_can_keep_training",
    "check_can_lift_recusal",
    "check_can_raise_recusal",
    "check_can_read_identity",
    "check_can_read_phone",
    "check_can_remove_file",
    "check_can_report_training",
    "check_can_see_corps",
    "check_can_see_staffing",
    "check_can_see_training",
    "check_can_set_photo",
    "is_own",
    "may",
]
