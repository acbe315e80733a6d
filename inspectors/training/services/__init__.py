"""The use cases of the subject training, one noun per file."""

from inspectors.training.services.course import (
    close_training_session,
    create_training_course,
    create_training_session,
    sign_in_training,
)
from inspectors.training.services.hours import NOTHING, hours_by_mode, hours_of, record_training, strike_training
from inspectors.training.services.reminder import remind_training
from inspectors.training.services.report import (
    approve_training,
    report_training,
    report_training_again,
    return_training,
)

__all__ = [
    "NOTHING",
    "approve_training",
    "close_training_session",
    "create_training_course",
    "create_training_session",
    "hours_by_mode",
    "hours_of",
    "record_training",
    "remind_training",
    "report_training",
    "report_training_again",
    "return_training",
    "sign_in_training",
    "strike_training",
]
