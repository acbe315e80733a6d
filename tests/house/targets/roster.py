"""Addresses of the roster: a paper of an inspector, and the steps on the file of a person."""

from inspectors.models import Inspector
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import roster as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """One inspector for the steps, one paper to remove."""
    inspector = Inspector.objects.get(user=cast.third_inspector)
    steps = ("unmask_identity", "set_photo", "add_career_event", "add_inspector_file")
    return {
        **each(inspector, *steps),
        **each(walk.paper(inspector, cast.office), "remove_inspector_file"),
    }
