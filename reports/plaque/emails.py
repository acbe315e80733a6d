"""Who is told that plaques may be printed."""

from django.utils.translation import gettext as _

from core.notifications import in_chinese, tell
from reports.models import PlaquePrint


@in_chinese
def plaques_ready(made: PlaquePrint) -> None:
    """Tell whoever asked for the plaques that they may be printed."""
    tell([made.made_by], "print_plaques", _("Ready to print: %(what)s") % {"what": made}, made)
