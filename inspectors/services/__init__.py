"""What may be done with inspectors, recusals, plaques and zones, one noun per file."""

from inspectors.services.allowance import (
    answer_statement,
    approve_statement,
    approve_statements,
    confirm_statement,
    correct_allowance,
    export_allowances,
    object_statement,
    pay_allowances,
    record_confirmation,
    return_statement,
)
from inspectors.services.allowance_compute import Computed, compute_due_statements, compute_statements
from inspectors.services.allowance_rate import add_rate, end_rate, remove_rate
from inspectors.services.appointing import appoint_inspector, decline_appointment, publicise_appointment
from inspectors.services.appointment import (
    recommend_again,
    recommend_appointment,
    renew_inspector,
    withdraw_appointment,
)
from inspectors.services.appraisal_figures import Figure, FigureRow, figures_of, label_of, rows_of
from inspectors.services.appraisal_grade import Quota, confirm_appraisal, excellent_quota, grade_appraisal, return_grade
from inspectors.services.appraisal_open import Opened, cancel_appraisal, open_appraisals, to_open
from inspectors.services.appraisal_summary import receive_summary, return_summary, submit_appraisal, waive_summary
from inspectors.services.appraisal_tell import (
    accept_appraisal,
    answer_appraisal,
    employer_of,
    file_appraisal,
    lapse_replies,
    lapse_reply,
    regrade_appraisal,
    reply_appraisal,
    tell_appraisal,
)
from inspectors.services.budget import Standing, add_budget, edit_budget, standing_of, standings
from inspectors.services.career import add_career_event, record_career
from inspectors.services.conduct_counts import NO_CONDUCT, ConductCount, conduct_counts
from inspectors.services.consequence import Consequences, consequences_of
from inspectors.services.eligibility import eligibility_faults
from inspectors.services.expert import (
    edit_expert,
    link_expert_account,
    note_expert,
    propose_expert,
    propose_expert_again,
    unmask_expert_phone,
)
from inspectors.services.expert_export import listed_with, send_experts, sendable
from inspectors.services.expert_pool import (
    decline_expert,
    end_expert_terms,
    pool_member,
    remove_expert,
    renew_expert,
    resume_expert,
    select_expert,
    suspend_expert,
)
from inspectors.services.expert_receipt import (
    changes_of,
    drop_expert_receipt,
    missing_before,
    receive_experts,
    take_expert_receipt,
)
from inspectors.services.files import add_inspector_file, papers_of, remove_inspector_file
from inspectors.services.fitness import candidates, with_load
from inspectors.services.growth_file import GrowthFile, growth_of
from inspectors.services.objection import answer_objection, raise_objection
from inspectors.services.partner_county import add_partner_county, edit_partner_county
from inspectors.services.photo import photo_of, set_photo
from inspectors.services.plaque import assign_plaque, end_plaque
from inspectors.services.plaque_contact import Contact, plaque_contact
from inspectors.services.plaque_load import Load, load_of, loads
from inspectors.services.plaque_rotation import Proposed, propose_rotation, rotate_plaques, rotation_fingerprint
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
from inspectors.services.term import (
    certificate_standing,
    ending_days,
    ending_terms,
    warn_of_ending_terms,
)
from inspectors.services.term_end import close_terms, end_term
from inspectors.services.township_map import edit_township_map, township_map
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
from inspectors.services.vetting import Judgement, refuse_appointment, return_appointment, vet_appointment
from inspectors.services.workload import Workload, loads_now, weeks_in, workload_of
from inspectors.services.zone import appoint_zone_leader
from inspectors.services.zone_register import add_zone, close_zone, edit_zone, move_schools, zone_fingerprint

__all__ = [
    "NOTHING",
    "NO_CONDUCT",
    "Change",
    "Computed",
    "ConductCount",
    "Consequences",
    "Contact",
    "Figure",
    "FigureRow",
    "GrowthFile",
    "Judgement",
    "Load",
    "Opened",
    "Proposed",
    "Quota",
    "Staffing",
    "Standing",
    "Workload",
    "accept_appraisal",
    "add_budget",
    "add_career_event",
    "add_inspector",
    "add_inspector_file",
    "add_partner_county",
    "add_rate",
    "add_recusal",
    "add_zone",
    "answer_appraisal",
    "answer_objection",
    "answer_statement",
    "appoint_inspector",
    "appoint_zone_leader",
    "approve_statement",
    "approve_statements",
    "approve_training",
    "assign_plaque",
    "cancel_appraisal",
    "candidates",
    "certificate_standing",
    "changes_of",
    "close_terms",
    "close_training_session",
    "close_zone",
    "compute_due_statements",
    "compute_statements",
    "conduct_counts",
    "confirm_appraisal",
    "confirm_statement",
    "consequences_of",
    "correct_allowance",
    "counted_inspectors",
    "counted_units",
    "create_training_course",
    "create_training_session",
    "decline_appointment",
    "decline_expert",
    "dismiss_recusal",
    "drop_expert_receipt",
    "edit_budget",
    "edit_expert",
    "edit_inspector",
    "edit_partner_county",
    "edit_township_map",
    "edit_zone",
    "eligibility_faults",
    "employer_of",
    "end_expert_terms",
    "end_plaque",
    "end_rate",
    "end_term",
    "ending_days",
    "ending_terms",
    "excellent_quota",
    "export_allowances",
    "figures_of",
    "file_appraisal",
    "fingerprint",
    "grade_appraisal",
    "growth_of",
    "hours_by_mode",
    "hours_of",
    "label_of",
    "lapse_replies",
    "lapse_reply",
    "lift_recusal",
    "link_account",
    "link_expert_account",
    "listed_with",
    "load_of",
    "loads",
    "loads_now",
    "missing_before",
    "move_schools",
    "note_expert",
    "object_statement",
    "open_appraisals",
    "open_requests",
    "papers_of",
    "pay_allowances",
    "photo_of",
    "plaque_contact",
    "pool_member",
    "propose_expert",
    "propose_expert_again",
    "propose_rotation",
    "publicise_appointment",
    "raise_objection",
    "raise_recusal",
    "receive_experts",
    "receive_summary",
    "recommend_again",
    "recommend_appointment",
    "record_career",
    "record_confirmation",
    "record_training",
    "refuse_appointment",
    "regrade_appraisal",
    "remind_training",
    "remove_expert",
    "remove_inspector",
    "remove_inspector_file",
    "remove_rate",
    "renew_expert",
    "renew_inspector",
    "reply_appraisal",
    "report_training",
    "report_training_again",
    "restore_inspector",
    "resume_expert",
    "return_appointment",
    "return_grade",
    "return_statement",
    "return_summary",
    "return_training",
    "rotate_plaques",
    "rotation_fingerprint",
    "rows_of",
    "select_expert",
    "send_experts",
    "sendable",
    "set_photo",
    "sign_in_training",
    "staffing",
    "standing",
    "standing_of",
    "standings",
    "strike_training",
    "submit_appraisal",
    "suggested_recusals",
    "suspend_expert",
    "take_expert_receipt",
    "tell_appraisal",
    "to_open",
    "township_map",
    "unmask_expert_phone",
    "unmask_identity",
    "unmask_phone",
    "uphold_recusal",
    "vet_appointment",
    "waive_summary",
    "warn_of_ending_terms",
    "weeks_in",
    "with_load",
    "withdraw_appointment",
    "withdraw_recusal",
    "workload_of",
    "zone_fingerprint",
]
