"""Mails about consultations with member units."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for
from core.notifications import in_chinese, tell
from supervision.models import Consultation


@in_chinese
def consultation_recorded(record: Consultation) -> None:
    """Tell the liaisons of the member units present what was put on record."""
    title = _("Consultation on record: %(task)s") % {"task": record.task}
    people = acting_for(*record.units.values_list("pk", flat=True))
    tell(people, "record_consultation", title, record, record.agreed)
