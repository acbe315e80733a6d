"""The use cases of the subject conclusion, one noun per file."""

from supervision.conclusion.services.conclusion import conclude, freeze

__all__ = [
    "conclude",
    "freeze",
]
