"""The budget that pays the allowances: what a year's line holds, what is approved, what waits (PLAN 二（五）2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import User
from core import audit
from core.errors import Refused
from inspectors.allowance import permissions
from inspectors.allowance.services.rate import RULE, lock_rates
from inspectors.models import AllowanceStatement, BudgetLine
from inspectors.workflow.allowance import APPROVED, PENDING

ZERO = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """A budget line with what was approved from it and what waits to be."""

    line: BudgetLine
    approved: Decimal
    pending: Decimal
    warning: int

    @property
    def free(self) -> Decimal:
        """What may still be approved."""
        return self.line.amount - self.approved

    @property
    def balance(self) -> Decimal:
        """What is left once all that waits is approved."""
        return self.free - self.pending

    @property
    def percent(self) -> int:
        """How much of it is used with what waits, in per cent."""
        used = self.approved + self.pending
        return int(used * 100 / self.line.amount) if self.line.amount else (100 if used else 0)

    @property
    def tone(self) -> str:
        """How to colour it: bad once it does not reach, waiting from the setting's share on."""
        if self.balance < 0:
            return "bad"
        return "waiting" if self.percent >= self.warning else "good"


def standings(lines: Iterable[BudgetLine]) -> list[Standing]:
    """Where the budget lines stand; one statement for all."""
    rows = list(lines)
    sums = (
        AllowanceStatement.objects.filter(month__year__in=[line.year for line in rows])
        .order_by()
        .values(year=ExtractYear("month"))
        .annotate(
            approved=Sum("total", filter=Q(state__in=APPROVED)),
            pending=Sum("total", filter=Q(state__in=PENDING)),
        )
    )
    by_year = {row["year"]: row for row in sums}
    warning = policy.number("budget_warning")
    found = []
    for line in rows:
        row = by_year.get(line.year, {})
        found.append(Standing(line, row.get("approved") or ZERO, row.get("pending") or ZERO, warning))
    return found


def standing_of(year: int) -> Standing | None:
    """Where the budget line of `year` stands; None where none was entered."""
    return next(iter(standings(BudgetLine.objects.filter(year=year))), None)


@transaction.atomic
def add_budget(*, by: User, year: int, name: str, amount: Decimal, note: str = "") -> BudgetLine:
    """The head enters the budget line of a year. Returns it; NotAllowed for others, Refused where the year has one."""
    permissions.check_can_set_rates(by)
    lock_rates()
    if BudgetLine.objects.filter(year=year).exists():
        raise Refused(
            _("The year %(year)s has a budget line already.") % {"year": year}, remedy=_("Change its amount.")
        )
    line = BudgetLine.objects.create(year=year, name=name.strip(), amount=amount, note=note.strip())
    audit.record("add_budget", by=by, obj=line, data={"amount": str(amount)})
    return line


@transaction.atomic
def edit_budget(line: BudgetLine, *, by: User, amount: Decimal, reason: str) -> BudgetLine:
    """The head changes the amount, with the reason: a supplement or a cut. Returns the line.

    Raises NotAllowed for others, Refused without a reason or below what is approved already.
    """
    permissions.check_can_set_rates(by)
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    (standing,) = standings([line])
    if amount < standing.approved:
        raise Refused(
            _("%(approved)s yuan are approved already; the budget can't be less.") % {"approved": standing.approved}
        )
    before, line.amount = line.amount, amount
    line.save(update_fields=["amount"])
    audit.record("edit_budget", by=by, obj=line, reason=reason, data={"amount": str(amount), "was": str(before)})
    return line


def check_budget(statements: Iterable[AllowanceStatement]) -> None:
    """Lock the budget lines of the statements' years and refuse what they do not pay any more, with the numbers.

    Must run in the transaction that approves. Raises Refused.
    """
    asked: dict[int, Decimal] = {}
    for statement in statements:
        asked[statement.month.year] = asked.get(statement.month.year, ZERO) + statement.total
    lines = {line.year: line for line in BudgetLine.objects.select_for_update().filter(year__in=asked)}
    for year, total in sorted(asked.items()):
        if year not in lines:
            raise Refused(
                _("No budget line is entered for %(year)s.") % {"year": year},
                rule=_(RULE),
                remedy=_("The head of the office enters it under “Budget”."),
            )
        (standing,) = standings([lines[year]])
        if total > standing.free:
            raise Refused(
                _("The budget of %(year)s does not reach: %(total)s yuan asked, %(free)s of %(amount)s left.")
                % {"year": year, "total": total, "free": standing.free, "amount": standing.line.amount},
                rule=_(RULE),
                remedy=_("Enter a supplement of the budget first."),
            )
