"""The use cases of the subject survey, one noun per file."""

from supervision.survey.services.survey import (
    answer_survey,
    close_due_surveys,
    close_survey,
    create_survey,
    edit_survey,
    open_survey,
)
from supervision.survey.services.template import edit_survey_template

__all__ = [
    "answer_survey",
    "close_due_surveys",
    "close_survey",
    "create_survey",
    "edit_survey",
    "edit_survey_template",
    "open_survey",
]
