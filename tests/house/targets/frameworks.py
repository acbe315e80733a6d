"""Frameworks and results: a draft with its tree, and a unit that has a result."""

from supervision import services
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import frameworks as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A draft version, an indicator of it, and the school's results."""
    version = walk.draft(cast, name="访问测试指标体系")
    node = walk.node(version, "C1")
    services.put_in_force(walk.draft(cast, name="访问测试指标体系二"), by=cast.office)
    return {
        **each(version, "copy_version", "edit_version", "add_indicator"),
        **each(node, "edit_indicator", "move_indicator", "remove_indicator"),
        **each(cast.school, "unit_results"),
    }
