"""Addresses of balanced development: a school with figures of two years."""

from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import balance as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """The school of the cast, whose head sees it."""
    walk.on_the_lines(cast, year=2025)
    walk.on_the_lines(cast)
    return each(cast.school, "balance_unit")
