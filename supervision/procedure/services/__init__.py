"""The use cases of the subject procedure, one noun per file."""

from supervision.procedure.services.table import gates_of

__all__ = [
    "gates_of",
]
