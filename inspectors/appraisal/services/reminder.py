"""Reminders of self-summaries: to the person before and after the day, to the office of who is late (INSP)."""

import datetime as dt

from django.db import transaction

from accounts import policy
from core import calendar
from inspectors.appraisal.emails import Reminder, summaries_missing
from inspectors.models import Appraisal

PAST = -1  # the reminder once the day is past


@transaction.atomic
def remind_summaries(on: dt.date) -> int:
    """Remind whoever has not handed in the self-summary on each of the settings' days before its day, and once after.

    The office hears once for each such day who is late. What a stopped worker missed is caught up: of several missed
    reminders only the last goes out. A deadline that was moved is reminded of anew. Returns how many new messages were
    written; a second run on the same day writes none.
    """
    days = policy.numbers("appraisal_summary_warnings")
    rows = Appraisal.objects.filter(state="open", due_on__lte=on + max(days) * calendar.ONE_DAY)
    missing = []
    for row in rows.select_related("inspector__user").order_by("due_on", "inspector__certificate"):
        assert row.due_on is not None  # noqa: S101 - found by it
        left = (row.due_on - on).days
        due = PAST if left < 0 else min(number for number in days if left <= number)
        missing.append(Reminder(row, row.due_on, due, is_late=left < 0))
    return summaries_missing(missing)
