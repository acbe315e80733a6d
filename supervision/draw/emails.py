"""What the head of the office is told about draws."""

from django.utils.translation import gettext as _

from accounts.audience import heads
from core.notifications import in_chinese, tell
from supervision.models import Draw


@in_chinese
def draw_drawn(draw: Draw) -> None:
    """Tell the head that a result waits to be confirmed."""
    title = _("Drawn, to be confirmed: %(draw)s") % {"draw": draw}
    tell(heads(), "run_draw", title, draw)
