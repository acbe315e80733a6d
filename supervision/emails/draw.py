"""What the head of the office is told about draws."""

from django.utils.translation import gettext as _

from core.notifications import in_chinese, notify
from supervision.emails.audience import heads
from supervision.models import Draw


@in_chinese
def draw_drawn(draw: Draw) -> None:
    """Tell the head that a result waits to be confirmed."""
    title = _("Drawn, to be confirmed: %(draw)s") % {"draw": draw}
    notify(heads(), kind="run_draw", title=title, url=draw.get_absolute_url(), about=draw)
