"""Who edits a draw."""

from accounts.models import User
from accounts.permissions import check_is_office
from core.errors import moved_on
from supervision.models import Draw


def check_can_edit_draw(user: User, draw: Draw) -> None:
    """The office edits a draw until its pools are committed. Raises NotAllowed, TransitionRefused after that."""
    check_is_office(user)
    if draw.state != "drafted":
        raise moved_on(draw)
