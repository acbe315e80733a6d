"""What may follow what in the corps, one noun per file."""

from inspectors.workflow.allowances import ALLOWANCE_STATEMENT
from inspectors.workflow.appointments import APPOINTMENT, OBJECTION
from inspectors.workflow.appraisals import APPRAISAL
from inspectors.workflow.commendations import INSPECTOR_COMMENDATION
from inspectors.workflow.conduct import CONDUCT_MEASURE, CONDUCT_REPORT, CONDUCT_STATEMENT
from inspectors.workflow.experts import EXPERT, EXPERT_RECEIPT
from inspectors.workflow.recusals import RECUSAL_REQUEST
from inspectors.workflow.training import TRAINING_REPORT, TRAINING_SESSION

__all__ = [
    "ALLOWANCE_STATEMENT",
    "APPOINTMENT",
    "APPRAISAL",
    "CONDUCT_MEASURE",
    "CONDUCT_REPORT",
    "CONDUCT_STATEMENT",
    "EXPERT",
    "EXPERT_RECEIPT",
    "INSPECTOR_COMMENDATION",
    "OBJECTION",
    "RECUSAL_REQUEST",
    "TRAINING_REPORT",
    "TRAINING_SESSION",
]
