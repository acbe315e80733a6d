"""Excel in and out of the subject roster, one noun per file."""

from inspectors.roster.resources.roster import InspectorResource

__all__ = ["InspectorResource"]
