"""Who is told of an official document."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.audience import acting_for
from accounts.models import Organisation
from core.notifications import in_chinese, tell
from reports.models import OfficialDocument


@in_chinese
def document_issued(document: OfficialDocument, copies: Iterable[Organisation]) -> None:
    """Tell the addressee of its document and the others of their copy; who acts for both is told of the first."""
    key = f"document:{document.pk}"
    words = {"title": f"{document.number} {document.title}"}
    title = _("New official document: %(title)s") % words
    tell(acting_for(document.addressee_id), "document", title, document, key=key)
    title = _("Copy for your information: %(title)s") % words
    tell(acting_for(*[unit.pk for unit in copies]), "document", title, document, key=key)
