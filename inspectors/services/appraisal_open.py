"""Appraisals opened for a year or for the terms that end soon, each inspector once (INSP)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, create_many
from inspectors import permissions
from inspectors.emails import appraisals as emails
from inspectors.enums import AppraisalKind
from inspectors.models import Appraisal, Inspector

RULE = "《督学管理暂行办法》"


@dataclass(frozen=True)
class Opened:
    """How many appraisals were opened, and how many inspectors had theirs already."""

    opened: int
    skipped: int


def appraisable(kind: str, year: int) -> QuerySet[Inspector]:
    """The inspectors who are appraised: all who served at the end of `year` (today), or whose term ends soon (INSP)."""
    today = calendar.today()
    if kind == AppraisalKind.END_OF_TERM:
        soon = today + dt.timedelta(days=policy.number("appraisal_term_days"))
        return Inspector.objects.serving(on=today).filter(term_until__lte=soon)
    return Inspector.objects.serving(on=min(today, dt.date(year, 12, 31)))


def to_open(kind: str, year: int) -> tuple[list[Inspector], int]:
    """Of those who are appraised, the ones whose appraisal is still to be opened, and how many have theirs.

    Two statements for any number.
    """
    people = list(appraisable(kind, year).select_related("user").order_by("certificate"))
    known = set(
        Appraisal.objects.standing()
        .filter(kind=kind, inspector__in=[one.pk for one in people])
        .values_list("inspector_id", "year")
    )
    new = [one for one in people if (one.pk, _year_of(one, kind, year)) not in known]
    return new, len(people) - len(new)


@transaction.atomic
def open_appraisals(*, by: User, kind: str, year: int) -> Opened:
    """Open the appraisals of `kind` for all who have none yet and tell each; the self-summary is due by the setting.

    `year` counts for yearly ones only. Returns how many were opened and how many were there. Raises NotAllowed, Refused
    for a year to come. The statements are as many for one as for all (PLAN 二（四）5).
    """
    permissions.check_can_open_appraisals(by)
    today = calendar.today()
    if kind == AppraisalKind.YEARLY and year > today.year:
        raise Refused(_("That year has not begun yet."), rule=RULE, remedy=_("Open the appraisals of this year."))
    people, known = to_open(kind, year)
    limit = deadline(today, *policy.days("appraisal_summary_days"))
    rows = [
        Appraisal(
            inspector=one,
            kind=kind,
            year=_year_of(one, kind, year),
            **_period(one, kind, year),
            opened_by=by,
            due_on=limit.on,
            due_basis=limit.basis("appraisal_summary_days"),
        )
        for one in people
    ]
    saved = create_many(Appraisal, rows, by=by)
    emails.appraisals_opened(saved)
    return Opened(len(saved), known + len(rows) - len(saved))


@transaction.atomic
def cancel_appraisal(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """Take back an appraisal that is not told yet: opened by mistake, or the inspector has left. Returns it."""
    appraisal = apply_transition(appraisal, "cancel_appraisal", by=by, reason=reason)
    emails.appraisal_cancelled(appraisal, reason.strip())
    return appraisal


def _year_of(inspector: Inspector, kind: str, year: int) -> int:
    if kind == AppraisalKind.END_OF_TERM and inspector.term_until is not None:
        return inspector.term_until.year
    return year


def _period(inspector: Inspector, kind: str, year: int) -> dict[str, dt.date]:
    if kind == AppraisalKind.END_OF_TERM and inspector.term_until is not None:
        last = max(inspector.term_until - calendar.ONE_DAY, inspector.term_from)
        return {"period_from": inspector.term_from, "period_until": last}
    return {"period_from": dt.date(year, 1, 1), "period_until": dt.date(year, 12, 31)}
