"""What may be done with inspectors, recusals, plaques and zones, one noun per file."""

from inspectors.services.career import add_career_event, record_career
from inspectors.services.eligibility import eligibility_faults
from inspectors.services.files import add_inspector_file, papers_of, remove_inspector_file
from inspectors.services.photo import photo_of, set_photo
from inspectors.services.plaque import Load, assign_plaque, end_plaque, load_of
from inspectors.services.recusal import add_recusal, lift_recusal
from inspectors.services.recusal_request import (
    dismiss_recusal,
    open_requests,
    raise_recusal,
    suggested_recusals,
    uphold_recusal,
    withdraw_recusal,
)
from inspectors.services.roster import (
    add_inspector,
    edit_inspector,
    fingerprint,
    link_account,
    remove_inspector,
    restore_inspector,
    standing,
    unmask_identity,
    unmask_phone,
)
from inspectors.services.staffing import (
    Change,
    Staffing,
    counted_inspectors,
    counted_units,
    staffing,
)
from inspectors.services.training_course import (
    close_training_session,
    create_training_course,
    create_training_session,
    sign_in_training,
)
from inspectors.services.training_record import NOTHING, hours_by_mode, hours_of, record_training, strike_training
from inspectors.services.training_reminder import remind_training
from inspectors.services.training_report import (
    approve_training,
    report_training,
    report_training_again,
    return_training,
)
from inspectors.services.zone import appoint_zone_leader

__all__ = [
    "NOTHING",
    "Change",
    "Load",
    "Staffing",
    "add_career_event",
    "add_inspector",
    "add_inspector_file",
    "add_recusal",
    "appoint_zone_leader",
    "approve_training",
    "assign_plaque",
    "close_training_session",
    "counted_inspectors",
    "counted_units",
    "create_training_course",
    "create_training_session",
    "dismiss_recusal",
    "edit_inspector",
    "eligibility_faults",
    "end_plaque",
    "fingerprint",
    "hours_by_mode",
    "hours_of",
    "lift_recusal",
    "link_account",
    "load_of",
    "open_requests",
    "papers_of",
    "photo_of",
    "raise_recusal",
    "record_career",
    "record_training",
    "remind_training",
    "remove_inspector",
    "remove_inspector_file",
    "report_training",
    "report_training_again",
    "restore_inspector",
    "return_training",
    "set_photo",
    "sign_in_training",
    "staffing",
    "standing",
    "strike_training",
    "suggested_recusals",
    "unmask_identity",
    "unmask_phone",
    "uphold_recusal",
    "withdraw_recusal",
]
