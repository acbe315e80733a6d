"""The lines of an inspector's career."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from inspectors.models import CareerEvent, Inspector
from inspectors.roster import permissions


def record_career(
    inspector: Inspector, *, by: User | None, kind: str, text: str, on: dt.date | None = None, url: str = ""
) -> CareerEvent:
    """Add a line to the career of `inspector`, from inside the service that makes it true; checks no right.

    `kind` is of `CareerKind`; `on` (default: today) the county's day; `text` stands in the county's language, cut to
    300 characters; `url` leads to the record behind it. Returns the line (INSP: one file per person).
    """
    return CareerEvent.objects.create(
        inspector=inspector, kind=kind, on=on or calendar.today(), text=text[:300], url=url, recorded_by=by
    )


@transaction.atomic
def add_career_event(inspector: Inspector, *, by: User, kind: str, on: dt.date, text: str) -> CareerEvent:
    """The office notes what happened before the platform or outside it. Returns the line.

    Raises NotAllowed; Refused without words, for a day to come, or one before the inspector was born.
    """
    permissions.check_can_keep_roster(by)
    if not text.strip():
        raise Refused(_("Please say what happened."))
    if on > calendar.today():
        raise Refused(_("That day is still to come."), remedy=_("Note what has happened already."))
    if inspector.born is not None and on <= inspector.born:
        raise Refused(_("On that day the inspector was not born yet."))
    event = record_career(inspector, by=by, kind=kind, text=text.strip(), on=on)
    audit.record("add_career_event", by=by, obj=inspector, data={"kind": kind, "on": str(on), "text": event.text})
    return event
