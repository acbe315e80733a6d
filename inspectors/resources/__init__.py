"""Excel in and out for the corps, one noun per file."""

from inspectors.resources.experts import ExpertResource
from inspectors.resources.inspectors import InspectorResource, named_recusals, with_recusals
from inspectors.resources.training import TrainingResource

__all__ = ["ExpertResource", "InspectorResource", "TrainingResource", "named_recusals", "with_recusals"]
