"""Who is told that a school has inspected itself."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.notifications import in_chinese, tell
from inspectors.models import PlaqueAssignment
from supervision.models import InternalInspection


@in_chinese
def internal_recorded(record: InternalInspection) -> None:
    """Tell the responsible inspector that the school has inspected itself."""
    plaques = PlaqueAssignment.objects.current().filter(unit=record.unit)
    people = User.objects.active().filter(inspector__plaques__in=plaques)
    title = _("Internal inspection recorded: %(unit)s") % {"unit": record.unit}
    tell(people, "record_internal_inspection", title, record)
