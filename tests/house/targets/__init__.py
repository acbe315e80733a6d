"""Records for the addresses of each part of the platform: one module a noun, each with `targets(cast)`.

`targets` walks the real services and returns the arguments of every address of its part by the address's name. A page
of a step gets a record from which the step may be taken now.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from tests.people import Cast

Kwargs = dict[str, Any]


def part_targets() -> list[Callable[[Cast], dict[str, Kwargs]]]:
    """The function `targets` of each module, in the modules' order."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}").targets for name in modules]


def each(row: Any, *names: str) -> dict[str, Kwargs]:
    """The record `row` for each of the addresses `names`."""
    return {name: {"pk": row.pk} for name in names}
