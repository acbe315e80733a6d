"""Excel in and out for the corps, one noun per file."""

from inspectors.resources.inspectors import InspectorResource, named_recusals, with_recusals

__all__ = ["InspectorResource", "named_recusals", "with_recusals"]
