"""Reminders to those who are short of class hours, each month of the autumn (PLAN 二（四）3)."""

import datetime as dt

from django.db import transaction

from accounts import policy
from inspectors.models import Inspector
from inspectors.training.emails import Short, training_short
from inspectors.training.services.hours import NOTHING, hours_of
from inspectors.training.services.year import year_of


@transaction.atomic
def remind_training(on: dt.date) -> int:
    """Remind whoever is short of the year's class hours, and tell the office how many are, once in a month.

    From the month of the setting `training_reminder_month` to December; `on` is the county's day. A second call in the
    same month tells nobody twice, a month in which no worker ran is caught up with the next. Returns how many new
    messages were written.
    """
    if on.month < policy.number("training_reminder_month"):
        return 0
    year = year_of(on.year)
    serving = list(Inspector.objects.serving(on=on).select_related("user").order_by("certificate"))
    held = hours_of([one.pk for one in serving], year.number)
    short = [
        Short(one, held.get(one.pk, NOTHING), year.asked - held.get(one.pk, NOTHING))
        for one in serving
        if held.get(one.pk, NOTHING) < year.asked
    ]
    if not short:
        return 0
    return training_short(short, year.last, on)
