"""The use cases of the subject appraisal, one noun per file."""

from inspectors.appraisal.services.advance import (
    IN_NUMBER,
    Advanced,
    advance_appraisals,
    check_can_advance,
    waiting_for_step,
)
from inspectors.appraisal.services.figures import Figure, FigureRow, figures_of, label_of, rows_of
from inspectors.appraisal.services.grade import Quota, confirm_appraisal, excellent_quota, grade_appraisal, return_grade
from inspectors.appraisal.services.growth_file import GrowthFile, growth_of
from inspectors.appraisal.services.opening import Opened, cancel_appraisal, open_appraisals, over_to_open, to_open
from inspectors.appraisal.services.reminder import remind_summaries
from inspectors.appraisal.services.summary import receive_summary, return_summary, submit_appraisal, waive_summary
from inspectors.appraisal.services.telling import (
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

__all__ = [
    "IN_NUMBER",
    "Advanced",
    "Figure",
    "FigureRow",
    "GrowthFile",
    "Opened",
    "Quota",
    "accept_appraisal",
    "advance_appraisals",
    "answer_appraisal",
    "cancel_appraisal",
    "check_can_advance",
    "confirm_appraisal",
    "employer_of",
    "excellent_quota",
    "figures_of",
    "file_appraisal",
    "grade_appraisal",
    "growth_of",
    "label_of",
    "lapse_replies",
    "lapse_reply",
    "open_appraisals",
    "over_to_open",
    "receive_summary",
    "regrade_appraisal",
    "remind_summaries",
    "reply_appraisal",
    "return_grade",
    "return_summary",
    "rows_of",
    "submit_appraisal",
    "tell_appraisal",
    "to_open",
    "waiting_for_step",
    "waive_summary",
]
