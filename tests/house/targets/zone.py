"""Addresses of zones and plaques: an empty zone to close, a plaque that hangs with a photograph, a print file."""

from inspectors.roster.services import set_photo
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import zone as walk
from tests.walk.roster import portrait


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A record for each step."""
    plaque = walk.hanging(cast)
    set_photo(plaque.inspector, by=cast.office, photo=portrait())
    made = walk.printed(cast)
    return {
        **each(walk.second_zone(cast, 7), "edit_zone", "close_zone"),
        **each(plaque, "plaque_pdf", "public_plaque", "public_plaque_photo"),
        **each(made, "plaque_print", "plaque_print_progress"),
    }
