"""Mails to experts on a task."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.notifications import in_chinese, tell
from supervision.models import InspectionTask


@in_chinese
def expert_invited(task: InspectionTask, user: User, until: dt.date, purpose: str) -> None:
    """Tell the expert which task is open now, until when, and what for."""
    words = {"task": task, "date": date_format(until)}
    title = _("You are invited as an expert: %(task)s, until %(date)s") % words
    tell([user], "invite_expert", title, task, purpose)


@in_chinese
def expert_ended(task: InspectionTask, user: User) -> None:
    """Tell the expert that the work on the task is over; the task can't be opened any more."""
    title = _("Your work as an expert has ended: %(task)s") % {"task": task}
    tell([user], "end_expert", title, task, url="")
