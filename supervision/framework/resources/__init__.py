"""Excel in and out of the subject framework, one noun per file."""

from supervision.framework.resources.framework import FrameworkResource

__all__ = ["FrameworkResource"]
