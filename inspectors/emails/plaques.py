"""What inspectors and units are told of a plaque that is given, passed on or taken off; in the county's language."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.calendar.days import date_in_words
from core.notifications import in_chinese, notify
from inspectors.models import PlaqueAssignment


@in_chinese
def plaque_assigned(plaque: PlaqueAssignment) -> None:
    """Tell the new inspector and the unit who answers for it from now on."""
    words = _words(plaque, plaque.began_on)
    title = _("You answer for %(unit)s as its responsible inspector from %(day)s") % words
    _tell_inspector(plaque, "assign_plaque", title)
    title = _("%(inspector)s is the responsible inspector of %(unit)s from %(day)s") % words
    _tell_unit(plaque, "assign_plaque", title)


@in_chinese
def plaque_ended(plaque: PlaqueAssignment, *, unit_too: bool = True) -> None:
    """Tell the inspector that the plaque ended; the unit too, where no successor is named at the same time."""
    words = _words(plaque, plaque.ended_on or plaque.began_on)
    title = _("You no longer answer for %(unit)s as of %(day)s") % words
    _tell_inspector(plaque, "end_plaque", title, plaque.end_reason)
    if unit_too:
        title = _("%(inspector)s is no longer the responsible inspector of %(unit)s as of %(day)s") % words
        _tell_unit(plaque, "end_plaque", title)


def _tell_inspector(plaque: PlaqueAssignment, kind: str, title: str, body: str = "") -> None:
    if plaque.inspector.user is not None:
        url = plaque.get_absolute_url()
        notify([plaque.inspector.user], kind=kind, title=title, body=body, url=url, about=plaque.inspector)


def _tell_unit(plaque: PlaqueAssignment, kind: str, title: str) -> None:
    people = User.objects.active().acting_for([plaque.unit_id])
    notify(people, kind=kind, title=title, url=reverse("unit", args=[plaque.unit_id]), about=plaque.unit)


def _words(plaque: PlaqueAssignment, day: dt.date) -> dict[str, object]:
    return {"unit": plaque.unit.name, "inspector": plaque.inspector.name, "day": date_in_words(day)}
