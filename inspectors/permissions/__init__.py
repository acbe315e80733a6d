"""Who may do what in the corps, one noun per file; each check raises with a reason for the page."""

from inspectors.permissions.allowances import (
    check_can_keep_allowances,
    check_can_see_allowances,
    check_can_see_rates,
    check_can_see_workload,
    check_can_see_workload_of,
    check_can_set_rates,
)
from inspectors.permissions.appointments import (
    check_can_end_term,
    check_can_recommend,
    check_can_renew,
    check_can_see_appointments,
)
from inspectors.permissions.appraisals import (
    check_can_judge_appraisal,
    check_can_open_appraisals,
    check_can_read_growth_file,
    check_can_see_appraisals,
)
from inspectors.permissions.conduct import (
    check_can_propose_commendation,
    check_can_read_reporter,
    check_can_report_conduct,
    check_can_see_commendations,
    check_can_see_conduct,
    check_can_see_measures,
    check_can_see_own_reports,
    check_fit_to_inquire,
)
from inspectors.permissions.experts import (
    check_can_edit_expert,
    check_can_exchange_experts,
    check_can_keep_pool,
    check_can_read_expert_phone,
    check_can_see_pool,
    check_can_select_experts,
)
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
from inspectors.permissions.zones import (
    check_can_appoint_zone_leader,
    check_can_assign_plaque,
    check_can_keep_zones,
    check_can_rotate_plaques,
)

__all__ = [
    "check_can_add_recusal",
    "check_can_appoint_zone_leader",
    "check_can_assign_plaque",
    "check_can_edit_expert",
    "check_can_end_term",
    "check_can_exchange_experts",
    "check_can_judge_appraisal",
    "check_can_keep_allowances",
    "check_can_keep_files",
    "check_can_keep_pool",
    "check_can_keep_roster",
    "check_can_keep_training",
    "check_can_keep_zones",
    "check_can_lift_recusal",
    "check_can_open_appraisals",
    "check_can_propose_commendation",
    "check_can_raise_recusal",
    "check_can_read_expert_phone",
    "check_can_read_growth_file",
    "check_can_read_identity",
    "check_can_read_phone",
    "check_can_read_reporter",
    "check_can_recommend",
    "check_can_remove_file",
    "check_can_renew",
    "check_can_report_conduct",
    "check_can_report_training",
    "check_can_rotate_plaques",
    "check_can_see_allowances",
    "check_can_see_appointments",
    "check_can_see_appraisals",
    "check_can_see_commendations",
    "check_can_see_conduct",
    "check_can_see_corps",
    "check_can_see_measures",
    "check_can_see_own_reports",
    "check_can_see_pool",
    "check_can_see_rates",
    "check_can_see_staffing",
    "check_can_see_training",
    "check_can_see_workload",
    "check_can_see_workload_of",
    "check_can_select_experts",
    "check_can_set_photo",
    "check_can_set_rates",
    "check_fit_to_inquire",
    "is_own",
    "may",
]
