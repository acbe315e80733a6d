"""The use cases of the subject roster, one noun per file."""

from inspectors.roster.services.career import add_career_event, record_career
from inspectors.roster.services.eligibility import eligibility_faults
from inspectors.roster.services.load import Load, load_of
from inspectors.roster.services.papers import add_inspector_file, papers_of, remove_inspector_file
from inspectors.roster.services.photo import photo_of, set_photo
from inspectors.roster.services.roster import (
    add_inspector,
    edit_inspector,
    ending_days,
    fingerprint,
    link_account,
    standing,
    unmask_identity,
    unmask_phone,
)

__all__ = [
    "Load",
    "add_career_event",
    "add_inspector",
    "add_inspector_file",
    "edit_inspector",
    "eligibility_faults",
    "ending_days",
    "fingerprint",
    "link_account",
    "load_of",
    "papers_of",
    "photo_of",
    "record_career",
    "remove_inspector_file",
    "set_photo",
    "standing",
    "unmask_identity",
    "unmask_phone",
]
