"""What is told of a finished export of the ledger."""

from django.utils.translation import gettext as _

from core.notifications import in_chinese, notify
from rectification.models import LedgerExport


@in_chinese
def export_built(export: LedgerExport) -> None:
    """Whoever asked for the export finds it in the inbox."""
    title = _("Your export of the ledger is ready: %(rows)s rows") % {"rows": export.total}
    notify([export.asked_by], kind="export_built", title=title, url=export.get_absolute_url())
