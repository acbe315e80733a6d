"""Appraisals opened for a year, for the terms that end soon and for those that are over, each once (INSP)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.calendar import deadline
from core.errors import Refused
from core.transitions import apply_transition, create_many
from inspectors.appraisal import emails, permissions
from inspectors.models import Appraisal, AppraisalKind, EndGround, Inspector, TermEnd
from inspectors.models.inspector import ends_by

RULE = "《督学管理暂行办法》"


@dataclass(frozen=True)
class Opened:
    """How many appraisals were opened, and how many inspectors had theirs already."""

    opened: int
    skipped: int


@dataclass(frozen=True)
class ToOpen:
    """An appraisal that may be opened: whose, the year and the days it covers, why the term is over (if it is)."""

    inspector: Inspector
    year: int
    period_from: dt.date
    period_until: dt.date
    ended_on: dt.date | None = None
    ground: str = ""

    @property
    def ground_label(self) -> str:
        """Why the term is over, in the page's language."""
        return str(EndGround(self.ground).label)


def appraisable(kind: str, year: int) -> QuerySet[Inspector]:
    """The inspectors who are appraised: all who served at the end of `year` (today), or whose term ends soon (INSP)."""
    today = calendar.today()
    if kind == AppraisalKind.END_OF_TERM:
        soon = today + dt.timedelta(days=policy.number("appraisal_term_days"))
        return Inspector.objects.serving(on=today).filter(ends_by(soon))
    return Inspector.objects.serving(on=min(today, dt.date(year, 12, 31)))


def to_open(kind: str, year: int) -> tuple[list[ToOpen], int]:
    """Of those who are appraised, the ones whose appraisal is still to be opened, and how many have theirs.

    Two statements for any number.
    """
    people = appraisable(kind, year).select_related("user").order_by("certificate")
    if kind == AppraisalKind.END_OF_TERM:
        found = [_of_term(one, one.ends_on) for one in people if one.ends_on is not None]
    else:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        found = [ToOpen(one, year, first, last) for one in people]
    known = set(
        Appraisal.objects.standing()
        .filter(kind=kind, inspector__in=[one.inspector.pk for one in found])
        .values_list("inspector_id", "year")
    )
    new = [one for one in found if (one.inspector.pk, one.year) not in known]
    return new, len(found) - len(new)


def over_to_open() -> list[ToOpen]:
    """The end-of-term appraisals still to be opened of those whose term is over, the last first; one statement.

    Over by time, resignation, dismissal or transfer, for as long as the setting `appraisal_over_days` says; not where
    the roster was only corrected, and never twice for the same term (INSP).
    """
    today = calendar.today()
    since = today - dt.timedelta(days=policy.number("appraisal_over_days"))
    ends = TermEnd.objects.filter(inspector=OuterRef("pk"), undone_at=None, on__gte=OuterRef("term_from"))
    ends = ends.exclude(ground=EndGround.CORRECTION)
    term = Appraisal.objects.standing().filter(inspector=OuterRef("pk"), kind=AppraisalKind.END_OF_TERM)
    known = term.filter(Q(period_until__gte=OuterRef("term_from")) | Q(year=OuterRef("over_on__year")))
    people = (
        Inspector.objects.filter(Q(removed_at=None, term_until__lte=today) | Q(Exists(ends), removed_at__isnull=False))
        .annotate(
            over_on=Coalesce(Subquery(ends.values("on")[:1]), F("term_until")),
            ground=Coalesce(Subquery(ends.values("ground")[:1]), Value(EndGround.TERM_OVER.value)),
        )
        .filter(~Exists(known), over_on__gte=since, over_on__lte=today)
        .exclude(ground=EndGround.DIED)
    )
    return [_of_term(one, one.over_on, one.ground) for one in people.order_by("-over_on", "certificate")]


@transaction.atomic
def open_appraisals(*, by: User, kind: str, year: int, over: Iterable[UUID] | None = None) -> Opened:
    """Open the appraisals of `kind` for all who have none yet and tell each; the self-summary is due by the setting.

    `year` counts for yearly ones only. With `over`, keys of inspectors whose term is over, theirs at its end are opened
    and no other's. Returns how many were opened and how many were there. Raises NotAllowed, Refused for a year to come.
    The statements are as many for one as for all (PLAN 二（四）5).
    """
    permissions.check_can_open_appraisals(by)
    today = calendar.today()
    if kind == AppraisalKind.YEARLY and year > today.year:
        raise Refused(_("That year has not begun yet."), rule=RULE, remedy=_("Open the appraisals of this year."))
    if over is None:
        found, known = to_open(kind, year)
    else:
        kind, wanted = AppraisalKind.END_OF_TERM, set(over)
        found = [one for one in over_to_open() if one.inspector.pk in wanted]
        known = len(wanted) - len(found)
    limit = deadline(today, *policy.days("appraisal_summary_days"))
    rows = [
        Appraisal(
            inspector=one.inspector,
            kind=kind,
            year=one.year,
            period_from=one.period_from,
            period_until=one.period_until,
            opened_by=by,
            due_on=limit.on,
            due_basis=limit.basis("appraisal_summary_days"),
        )
        for one in found
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


def _of_term(inspector: Inspector, end: dt.date, ground: str = "") -> ToOpen:
    """The appraisal at the end of the term of `inspector`, which serves no more from the day `end`."""
    last = max(end - calendar.ONE_DAY, inspector.term_from)
    return ToOpen(inspector, end.year, inspector.term_from, last, end if ground else None, ground)
