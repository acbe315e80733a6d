"""The use cases of the subject framework, one noun per file."""

from supervision.framework.services.framework import copy_version, create_framework, edit_version, put_in_force, retire
from supervision.framework.services.indicator import add_indicator, edit_indicator, move_indicator, remove_indicator

__all__ = [
    "add_indicator",
    "copy_version",
    "create_framework",
    "edit_indicator",
    "edit_version",
    "move_indicator",
    "put_in_force",
    "remove_indicator",
    "retire",
]
