"""The use cases of the subject conduct, one noun per file."""

from inspectors.conduct.services.commendation import (
    decline_commendation,
    give_commendation,
    propose_commendation,
    withdraw_commendation,
)
from inspectors.conduct.services.counts import NO_CONDUCT, ConductCount, conduct_counts
from inspectors.conduct.services.inquiry import (
    ask_statement,
    change_investigator,
    find_conduct,
    give_statement,
    name_investigator,
    record_statement,
    reopen_conduct,
)
from inspectors.conduct.services.measure import (
    accept_measure,
    close_measure,
    confirm_correction,
    decide_conduct,
    lapse_measure,
    lift_measure,
    record_correction,
    reply_measure,
    report_correction,
    return_correction,
    uphold_measure,
)
from inspectors.conduct.services.reminder import remind_conduct
from inspectors.conduct.services.report import (
    accept_conduct,
    answer_conduct,
    close_conduct,
    file_conduct,
    refuse_conduct,
    report_conduct,
    unmask_reporter,
)

__all__ = [
    "NO_CONDUCT",
    "ConductCount",
    "accept_conduct",
    "accept_measure",
    "answer_conduct",
    "ask_statement",
    "change_investigator",
    "close_conduct",
    "close_measure",
    "conduct_counts",
    "confirm_correction",
    "decide_conduct",
    "decline_commendation",
    "file_conduct",
    "find_conduct",
    "give_commendation",
    "give_statement",
    "lapse_measure",
    "lift_measure",
    "name_investigator",
    "propose_commendation",
    "record_correction",
    "record_statement",
    "refuse_conduct",
    "remind_conduct",
    "reopen_conduct",
    "reply_measure",
    "report_conduct",
    "report_correction",
    "return_correction",
    "unmask_reporter",
    "uphold_measure",
    "withdraw_commendation",
]
