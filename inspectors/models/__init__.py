"""The tables of the corps, one noun per file."""

from inspectors.models.career import CareerEvent
from inspectors.models.files import InspectorFile
from inspectors.models.inspectors import Inspector
from inspectors.models.plaques import PlaqueAssignment
from inspectors.models.recusals import Recusal, RecusalRequest
from inspectors.models.training_courses import TrainingCourse, TrainingSession
from inspectors.models.training_records import TrainingRecord
from inspectors.models.training_reports import TrainingReport

__all__ = [
    "CareerEvent",
    "Inspector",
    "InspectorFile",
    "PlaqueAssignment",
    "Recusal",
    "RecusalRequest",
    "TrainingCourse",
    "TrainingRecord",
    "TrainingReport",
    "TrainingSession",
]
