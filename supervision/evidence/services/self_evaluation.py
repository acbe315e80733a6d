"""The unit's self-evaluation: indicator by indicator, saved as it is written, handed in whole, returned (REG 18)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar, files
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, check_step
from supervision import law
from supervision.evidence import emails
from supervision.evidence.services.evaluation_item import open_self_evaluation
from supervision.evidence.services.evidence import documents_asked, documents_of
from supervision.framework.services import score
from supervision.models import Indicator, Inspection, SelfEvaluationItem

__all__ = [
    "documents_asked",
    "documents_of",
    "empty_leaves",
    "latest_return",
    "return_date",
    "return_self_evaluation",
    "submit_self_evaluation",
]


def empty_leaves(inspection: Inspection) -> list[Indicator]:
    """The indicators at which the unit has said nothing yet, in the tree's order; none where the task has none."""
    filled = set(SelfEvaluationItem.objects.filled().filter(inspection=inspection).values_list("indicator", flat=True))
    return [leaf for leaf in score.leaves_of(inspection) if leaf.pk not in filled]


@transaction.atomic
def submit_self_evaluation(
    inspection: Inspection, *, by: User, text: str, files: Iterable["File[Any]"] = ()
) -> Inspection:
    """The unit hands in its self-evaluation: the text as a whole, and every indicator (REG 18).

    Returns the inspection. Raises Refused without text, or naming the indicators that are still empty; and as
    `open_self_evaluation`.
    """
    inspection = open_self_evaluation(inspection, by=by)
    rule = _(law.ARTICLE_18)
    if not text.strip():
        raise Refused(_("The self-evaluation is empty."), rule=rule, remedy=_("Write it, then submit."))
    empty = empty_leaves(inspection)
    if empty:
        words = {"count": len(empty), "indicators": _("、").join(leaf.code for leaf in empty)}
        raise Refused(
            _("%(count)s indicators are still empty: %(indicators)s.") % words,
            rule=rule,
            remedy=_("Write at each what was done, or that it does not apply and why."),
        )
    inspection = apply_transition(
        inspection,
        "submit_self_evaluation",
        by=by,
        self_evaluation=text.strip(),
        self_evaluated_on=calendar.today(),
        due_on=inspection.starts_on,
    )
    _keep(files, inspection, by)
    emails.self_evaluation_submitted(inspection)
    return inspection


@transaction.atomic
def return_self_evaluation(
    inspection: Inspection, *, by: User, reason: str, due_on: dt.date | None = None
) -> Inspection:
    """The team returns the self-evaluation with its reason before it goes on site; the unit completes it (REG 18).

    `due_on` is the new date; without one the first date holds, or, where that is past, the days that a question has.
    Returns the inspection. Raises NotYourTurn for anybody but the team, TransitionRefused once on site, Refused without
    a reason or for a date that lies in the past or after the days on site.
    """
    check_step(inspection, "return_self_evaluation", by=by)
    due = due_on or return_date(inspection)
    if not calendar.today() <= due <= latest_return(inspection):
        raise Refused(
            _("The new date lies between today and %(last)s.") % {"last": date_format(latest_return(inspection))},
            rule=_(law.ARTICLE_18),
            remedy=_("Correct the date."),
        )
    inspection = apply_transition(inspection, "return_self_evaluation", by=by, reason=reason, due_on=due)
    emails.self_evaluation_returned(inspection, reason)
    return inspection


def return_date(inspection: Inspection) -> dt.date:
    """The date proposed when a self-evaluation is returned: the first one while it lies ahead, else a new one."""
    first = inspection.task.self_evaluation_due_on
    if first is not None and first >= calendar.today():
        return first
    return min(deadline(calendar.today(), *policy.days("question_days")).on, latest_return(inspection))


def latest_return(inspection: Inspection) -> dt.date:
    """The last date that may be set: the first day on site, or where that is past, the last; never before today."""
    today = calendar.today()
    last = inspection.starts_on if inspection.starts_on >= today else inspection.ends_on
    return max(last, today)


def _keep(uploads: Iterable["File[Any]"], holder: Inspection, by: User) -> None:
    for upload in uploads:
        files.store(upload, holder=holder, by=by, purpose="self_evaluation")
