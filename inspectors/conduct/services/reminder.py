"""Daily reminders of reports about inspectors whose deadline has passed."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from accounts.roles import OFFICE_ROLES, Role
from inspectors.conduct.emails import conduct_overdue
from inspectors.models import ConductReport


@transaction.atomic
def remind_conduct(on: dt.date) -> int:
    """Remind whoever's turn an overdue report is, once on the day `on`. Returns how many messages were new."""
    overdue = ConductReport.objects.overdue(at=on).select_related("investigator")
    people = list(User.objects.active().with_role(*OFFICE_ROLES, Role.LEADER))
    told = 0
    for report in overdue:
        known = [*people, *([report.investigator] if report.investigator is not None else [])]
        waiting = ConductReport.objects.filter(pk=report.pk)
        turn = [user for user in dict.fromkeys(known) if waiting.waiting_for(user).exists()]
        told += conduct_overdue(report, turn, f"{on:%Y-%m-%d}")
    return told
