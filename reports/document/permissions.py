"""Who acknowledges a document, drafts reports, prints a certificate; each refusal gives a reason."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from core.errors import NotAllowed
from inspectors.models import Inspector
from reports.models import OfficialDocument


def check_can_acknowledge_document(user: Any, document: OfficialDocument) -> Organisation:
    """The organisation for which `user` may confirm the receipt of `document`: the addressee, else a copied unit.

    Raises NotAllowed for everybody else.
    """
    own = set(user.organisation_ids)
    if document.addressee is not None and document.addressee_id in own:
        return document.addressee
    copied = document.copies.filter(pk__in=own).first()
    if copied is None:
        raise NotAllowed(_("Only a unit that this document was sent to confirms that it has received it."))
    return copied


def check_can_draft_reports(user: Any) -> None:
    """The office drafts and edits inspection reports; raises NotAllowed for others."""
    if not user.is_office:
        raise NotAllowed(_("Inspection reports are drafted by the supervision office."))


def check_can_print_certificate(user: Any, inspector: Inspector) -> None:
    """The office prints certificates, and an inspector the own one; raises NotAllowed for others."""
    if not (user.is_office or inspector.user_id == user.pk):
        raise NotAllowed(_("Certificates are printed by the supervision office."))
