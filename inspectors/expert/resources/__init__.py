"""Excel in and out of the subject expert, one noun per file."""

from inspectors.expert.resources.register import ExpertResource

__all__ = ["ExpertResource"]
