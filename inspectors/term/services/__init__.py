"""The use cases of the subject term, one noun per file."""

from inspectors.term.services.consequence import Consequences, consequences_of
from inspectors.term.services.end import carry_ends, close_terms, end_term, take_back_end
from inspectors.term.services.leaving import remove_inspector, restore_inspector
from inspectors.term.services.term import certificate_standing, ending_terms, warn_of_ending_terms

__all__ = [
    "Consequences",
    "carry_ends",
    "certificate_standing",
    "close_terms",
    "consequences_of",
    "end_term",
    "ending_terms",
    "remove_inspector",
    "restore_inspector",
    "take_back_end",
    "warn_of_ending_terms",
]
