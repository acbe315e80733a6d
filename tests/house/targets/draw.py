"""Addresses of draws: one draw in each state from which a step may be taken, and the public pages of a drawn one."""

from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import draw as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A draw for each step."""
    drawn = walk.drawn(cast)
    code = {"code": drawn.code}
    return {
        **each(walk.drafted(cast), "edit_draw", "commit_draw"),
        **each(walk.committed(cast), "seed_draw", "void_draw"),
        **each(walk.seeded(cast), "run_draw"),
        **each(drawn, "draw", "confirm_draw"),
        **each(walk.voided(cast), "redraw"),
        "public_draw": code,
        "public_draw_data": code,
    }
