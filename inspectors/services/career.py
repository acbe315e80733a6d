"""The lines of an inspector's career."""

import datetime as dt

from accounts.models import User
from core import calendar
from inspectors.models import CareerEvent, Inspector


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
