"""The use cases of the subject visit, one noun per file."""

from supervision.visit.services.visit import (
    accept_desk_rating,
    add_finding,
    begin_visit,
    edit_finding,
    file_visit,
    rate_indicator,
    remove_finding,
    remove_photo,
    return_visit,
    submit_visit,
)

__all__ = [
    "accept_desk_rating",
    "add_finding",
    "begin_visit",
    "edit_finding",
    "file_visit",
    "rate_indicator",
    "remove_finding",
    "remove_photo",
    "return_visit",
    "submit_visit",
]
