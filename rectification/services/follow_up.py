"""What a serious problem of a regular visit brings onto the ledger (PLATE)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core.transitions import apply_transition
from rectification.enums import Source
from rectification.models import Problem
from rectification.services.problem import register_problem, take_over_photographs
from supervision.models import FollowUp


@transaction.atomic
def register_follow_up(
    follow_up: FollowUp,
    *,
    by: Any,
    text: str,
    requirement: str,
    severity: str,
    deadline_on: dt.date | None = None,
    lead: Organisation | None = None,
) -> Problem:
    """Put what an inspector reported to the office on the ledger; problem and visit lead to each other.

    Takes the words as the ledger is to have them. Returns the problem, found by the visit's inspector, who does not
    recheck it. Raises NotYourTurn for anybody but the office, TransitionRefused once it is registered or closed,
    Refused without text or requirement.
    """
    follow_up = apply_transition(follow_up, "register_follow_up", by=by)
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Regular visit of %(date)s") % {"date": date_format(follow_up.visit.visited_on)}
    problem = register_problem(
        by=by,
        unit=follow_up.unit,
        source=Source.REGULAR,
        source_note=note,
        follow_up=follow_up,
        indicator=follow_up.item.indicator,
        found_by=follow_up.inspector,
        text=text,
        requirement=requirement,
        severity=severity,
        deadline_on=deadline_on,
        lead=lead,
    )
    take_over_photographs(problem, follow_up.item)
    return problem
