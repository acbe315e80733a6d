"""The grade of an appraisal: proposed with the figures frozen, confirmed or returned by the head (INSP)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import calendar
from core.errors import Refused
from core.transitions import apply_transition, check_step
from inspectors.appraisal import emails, permissions
from inspectors.appraisal.services.figures import figures_of, frozen
from inspectors.appraisal.services.opening import RULE
from inspectors.models import Appraisal, AppraisalGrade, AppraisalKind
from inspectors.models.appraisal import GRADED

# What an appraisal loses when it is to be graded anew; the log keeps what it was.
UNGRADED: dict[str, Any] = {
    "grade": "",
    "reasons": "",
    "graded_by": None,
    "figures": [],
    "figures_on": None,
    "confirmed_by": None,
    "confirmed_on": None,
}


@dataclass(frozen=True)
class Quota:
    """How many of a year's `total` appraisals may be graded excellent (`most`, from `percent`), and how many are."""

    total: int
    percent: int
    most: int
    held: int

    @property
    def left(self) -> int:
        """How many more may be graded excellent."""
        return max(self.most - self.held, 0)


def excellent_quota(year: int, *, besides: Appraisal | None = None) -> Quota:
    """The quota of the yearly appraisals of `year`; `besides` is left out of those that hold one. One statement."""
    rows = Appraisal.objects.standing().filter(kind=AppraisalKind.YEARLY, year=year)
    held = Q(state__in=GRADED, grade=AppraisalGrade.EXCELLENT)
    if besides is not None:
        held &= ~Q(pk=besides.pk)
    counts = rows.aggregate(total=Count("pk"), held=Count("pk", filter=held))
    percent = policy.number("appraisal_excellent")
    return Quota(counts["total"], percent, counts["total"] * percent // 100, counts["held"])


@transaction.atomic
def grade_appraisal(appraisal: Appraisal, *, by: User, grade: str, reasons: str) -> Appraisal:
    """The office proposes the grade with its reasons; the figures are frozen as of today. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, NotAllowed for one's own, Refused without reasons or
    where more than the set share of the year would be excellent.
    """
    check_step(appraisal, "grade_appraisal", by=by)
    permissions.check_can_judge_appraisal(by, appraisal.inspector)
    if not reasons.strip():
        raise Refused(_("A grade needs its reasons: the inspector and the employer read them."), rule=RULE)
    if grade == AppraisalGrade.EXCELLENT:
        _check_quota(appraisal)
    figures = figures_of([appraisal])[appraisal.pk]
    appraisal = apply_transition(
        appraisal,
        "grade_appraisal",
        by=by,
        data={"grade": grade},
        grade=grade,
        reasons=reasons.strip(),
        graded_by=by,
        figures=frozen(figures),
        figures_on=calendar.today(),
    )
    emails.grade_proposed(appraisal)
    return appraisal


@transaction.atomic
def confirm_appraisal(appraisal: Appraisal, *, by: User) -> Appraisal:
    """The head of the office confirms the grade. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, NotAllowed for one's own, Refused where the share of
    excellent grades was lowered meanwhile and is exceeded.
    """
    check_step(appraisal, "confirm_appraisal", by=by)
    permissions.check_can_judge_appraisal(by, appraisal.inspector)
    if appraisal.grade == AppraisalGrade.EXCELLENT:
        _check_quota(appraisal)
    appraisal = apply_transition(
        appraisal,
        "confirm_appraisal",
        by=by,
        data={"grade": appraisal.grade},
        confirmed_by=by,
        confirmed_on=calendar.today(),
    )
    emails.grade_confirmed(appraisal)
    return appraisal


@transaction.atomic
def return_grade(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """The head returns the grade to the office with the reason; the figures are live again. Returns the appraisal.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason.
    """
    appraisal = apply_transition(
        appraisal, "return_grade", by=by, reason=reason, data={"grade": appraisal.grade}, **UNGRADED
    )
    emails.grade_returned(appraisal, reason.strip())
    return appraisal


def _check_quota(appraisal: Appraisal) -> None:
    """Refuse an excellent grade beyond the share; the year's appraisals stay locked until the commit."""
    if appraisal.kind != AppraisalKind.YEARLY:
        return
    year = Appraisal.objects.filter(kind=appraisal.kind, year=appraisal.year).order_by("pk")
    list(year.select_for_update().values_list("pk", flat=True))
    quota = excellent_quota(appraisal.year, besides=appraisal)
    if quota.held + 1 > quota.most:
        raise Refused(
            _(
                "Of the %(total)s appraisals of %(year)s at most %(percent)s per cent may be excellent: %(most)s. "
                "%(held)s are excellent already."
            )
            % {
                "total": quota.total,
                "year": appraisal.year,
                "percent": quota.percent,
                "most": quota.most,
                "held": quota.held,
            },
            rule=RULE,
            remedy=_("Choose another grade, or have the share changed under the settings."),
        )
