"""Mails about consultations with member units."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.notifications import in_chinese, notify
from supervision.models import Consultation


@in_chinese
def consultation_recorded(record: Consultation) -> None:
    """Tell the liaisons of the member units present what was put on record."""
    title = _("Consultation on record: %(task)s") % {"task": record.task}
    people = User.objects.active().acting_for([unit.pk for unit in record.units.all()])
    url = record.get_absolute_url()
    notify(people, kind="record_consultation", title=title, body=record.agreed, url=url, about=record)
