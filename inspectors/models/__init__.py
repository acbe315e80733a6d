"""The tables of the corps, one noun per file."""

from inspectors.models.career import CareerEvent
from inspectors.models.inspectors import Inspector
from inspectors.models.plaques import PlaqueAssignment
from inspectors.models.recusals import Recusal, RecusalRequest

__all__ = [
    "CareerEvent",
    "Inspector",
    "PlaqueAssignment",
    "Recusal",
    "RecusalRequest",
]
