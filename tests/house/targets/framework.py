"""Frameworks and results: drafts with their trees, and a unit that has a result."""

from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import framework as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A draft to change, a draft to put in force, an indicator of the first, and the school's results."""
    version = walk.draft(cast, name="访问测试指标体系")
    ready = walk.draft(cast, name="访问测试指标体系二")
    node = walk.node(version, "C1")
    return {
        **each(version, "copy_version", "edit_version", "add_indicator"),
        **each(ready, "put_in_force"),
        **each(node, "edit_indicator", "move_indicator", "remove_indicator"),
        **each(cast.school, "unit_results"),
    }
