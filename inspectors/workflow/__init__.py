"""What may follow what in the corps, one noun per file."""

from inspectors.workflow.recusals import RECUSAL_REQUEST

__all__ = ["RECUSAL_REQUEST"]
