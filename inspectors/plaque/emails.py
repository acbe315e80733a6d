"""What inspectors and units are told of a plaque that is given, passed on or taken off; in the county's language."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.audience import acting_for
from core.calendar.days import date_in_words
from core.notifications import in_chinese, tell
from inspectors.models import PlaqueAssignment


@in_chinese
def plaque_assigned(plaque: PlaqueAssignment) -> None:
    """Tell the new inspector and the unit who answers for it from now on."""
    words = _words(plaque, plaque.began_on)
    title = _("You answer for %(unit)s as its responsible inspector from %(day)s") % words
    tell([plaque.inspector.user], "assign_plaque", title, plaque.inspector, url=plaque.get_absolute_url())
    title = _("%(inspector)s is the responsible inspector of %(unit)s from %(day)s") % words
    tell(acting_for(plaque.unit_id), "assign_plaque", title, plaque.unit)


@in_chinese
def plaque_ended(plaque: PlaqueAssignment, *, unit_too: bool = True) -> None:
    """Tell the inspector that the plaque ended; the unit too, where no successor is named at the same time."""
    words = _words(plaque, plaque.ended_on or plaque.began_on)
    title = _("You no longer answer for %(unit)s as of %(day)s") % words
    url = plaque.get_absolute_url()
    tell([plaque.inspector.user], "end_plaque", title, plaque.inspector, plaque.end_reason, url=url)
    if unit_too:
        title = _("%(inspector)s is no longer the responsible inspector of %(unit)s as of %(day)s") % words
        tell(acting_for(plaque.unit_id), "end_plaque", title, plaque.unit)


def _words(plaque: PlaqueAssignment, day: dt.date) -> dict[str, object]:
    return {"unit": plaque.unit.name, "inspector": plaque.inspector.name, "day": date_in_words(day)}
