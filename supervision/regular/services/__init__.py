"""The use cases of the subject regular, one noun per file."""

from supervision.regular.services.follow_up import (
    accept_follow_up,
    answer_follow_up,
    close_follow_up,
    issue_letter,
    return_follow_up,
)
from supervision.regular.services.regular import (
    add_matter_photos,
    begin_regular_visit,
    file_regular_visit,
    rate_rest,
    record_matter,
    record_methods,
    remove_matter_photo,
    return_regular_visit,
    submit_regular_visit,
)
from supervision.regular.services.urgent import handle_urgent_report, press_school, report_urgent

__all__ = [
    "accept_follow_up",
    "add_matter_photos",
    "answer_follow_up",
    "begin_regular_visit",
    "close_follow_up",
    "file_regular_visit",
    "handle_urgent_report",
    "issue_letter",
    "press_school",
    "rate_rest",
    "record_matter",
    "record_methods",
    "remove_matter_photo",
    "report_urgent",
    "return_follow_up",
    "return_regular_visit",
    "submit_regular_visit",
]
