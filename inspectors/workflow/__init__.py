"""What may follow what in the corps, one noun per file."""

from inspectors.workflow.recusals import RECUSAL_REQUEST
from inspectors.workflow.training import TRAINING_REPORT, TRAINING_SESSION

__all__ = ["RECUSAL_REQUEST", "TRAINING_REPORT", "TRAINING_SESSION"]
