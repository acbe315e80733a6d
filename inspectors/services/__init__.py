"""What may be done with inspectors, recusals, plaques and zones, one noun per file."""

from inspectors.services.career import record_career
from inspectors.services.eligibility import eligibility_faults
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
    edit_inspector,
    fingerprint,
    link_account,
    remove_inspector,
    restore_inspector,
    unmask_phone,
)
from inspectors.services.zone import appoint_zone_leader

__all__ = [
    "Load",
    "add_recusal",
    "appoint_zone_leader",
    "assign_plaque",
    "dismiss_recusal",
    "edit_inspector",
    "eligibility_faults",
    "end_plaque",
    "fingerprint",
    "lift_recusal",
    "link_account",
    "load_of",
    "open_requests",
    "raise_recusal",
    "record_career",
    "remove_inspector",
    "restore_inspector",
    "suggested_recusals",
    "unmask_phone",
    "uphold_recusal",
    "withdraw_recusal",
]
