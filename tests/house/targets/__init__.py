"""Records for the addresses of each part of the platform: one module a noun, each with `targets(cast)`.

`targets` walks the real services and returns the arguments of every address of its part by the address's name. A page
of a step gets a record from which the step may be taken now.
"""

import importlib
import pkgutil
from typing import Any

from tests.people import Cast

Kwargs = dict[str, Any]


def all_targets(cast: Cast) -> dict[str, Kwargs]:
    """The arguments of the addresses of all parts, module by module."""
    found: dict[str, Kwargs] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        found |= importlib.import_module(f"{__name__}.{module.name}").targets(cast)
    return found


def each(row: Any, *names: str) -> dict[str, Kwargs]:
    """The record `row` for each of the addresses `names`."""
    return {name: {"pk": row.pk} for name in names}
