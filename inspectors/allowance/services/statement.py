"""A statement after it is computed: confirmed or objected to, approved within the budget, handed over, corrected."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar
from core.errors import Refused, TransitionRefused
from core.transitions import apply_transition, check_step, create
from inspectors.allowance import emails, permissions
from inspectors.allowance.services.budget import check_budget
from inspectors.allowance.services.computation import compute_statements
from inspectors.allowance.services.rate import RULE, lock_rates
from inspectors.models import AllowanceLine, AllowanceStatement, LineKind
from inspectors.months import month_after


@transaction.atomic
def confirm_statement(statement: AllowanceStatement, *, by: User, total: Decimal | None = None) -> AllowanceStatement:
    """The inspector confirms what the page showed (`total`). Returns the statement; the head is told.

    Raises NotYourTurn for anybody else, TransitionRefused where it was computed anew meanwhile, Refused before the
    month is over.
    """
    check_step(statement, "confirm_statement", by=by)
    statement = _settled(statement, total)
    statement = apply_transition(
        statement, "confirm_statement", by=by, data={"total": str(statement.total)}, confirmed_at=timezone.now()
    )
    emails.statement_confirmed(statement)
    return statement


@transaction.atomic
def record_confirmation(statement: AllowanceStatement, *, by: User, reason: str) -> AllowanceStatement:
    """The office records that the inspector has signed on paper, with when and where it is kept. Returns the statement.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a reason or before the month is over.
    """
    check_step(statement, "record_confirmation", by=by)
    statement = _settled(statement, None)
    statement = apply_transition(
        statement,
        "record_confirmation",
        by=by,
        reason=reason,
        data={"total": str(statement.total)},
        confirmed_at=timezone.now(),
    )
    emails.statement_confirmed(statement)
    return statement


@transaction.atomic
def object_statement(statement: AllowanceStatement, *, by: User, reason: str) -> AllowanceStatement:
    """The inspector says what is wrong; the office is told. Returns the statement; Refused without a text."""
    statement = apply_transition(
        statement, "object_statement", by=by, reason=reason, objection=reason.strip(), answer=""
    )
    emails.statement_objected(statement)
    return statement


@transaction.atomic
def answer_statement(statement: AllowanceStatement, *, by: User, reason: str) -> AllowanceStatement:
    """The office answers; the statement is computed anew and goes back to the inspector. Returns it.

    Raises NotYourTurn and TransitionRefused as the table says, Refused without a text.
    """
    statement = apply_transition(statement, "answer_statement", by=by, reason=reason, answer=reason.strip())
    if calendar.today() >= month_after(statement.month):
        compute_statements(statement.month, by=by, only=statement.inspector_id)
    statement = AllowanceStatement.objects.get(pk=statement.pk)
    emails.objection_answered(statement)
    return statement


@transaction.atomic
def approve_statement(statement: AllowanceStatement, *, by: User) -> AllowanceStatement:
    """The head approves; from now on nothing of it changes. Returns the statement; the inspector is told.

    Raises NotYourTurn and TransitionRefused as the table says, Refused for one's own and beyond the budget's balance.
    """
    check_step(statement, "approve_statement", by=by)
    return _approve([statement], by=by)[0]


@transaction.atomic
def approve_statements(month: dt.date, *, by: User) -> list[AllowanceStatement]:
    """The head approves all confirmed statements of a month at once, or none of them. Returns them.

    Raises NotAllowed for anybody but the head, Refused where none waits or the budget does not reach for all.
    """
    permissions.check_can_set_rates(by)
    waiting = AllowanceStatement.objects.filter(month=month, state="confirmed").exclude(inspector__user=by)
    found = list(waiting.select_related("inspector__user"))
    if not found:
        raise Refused(_("No confirmed statement of this month waits for approval."))
    return _approve(found, by=by)


@transaction.atomic
def return_statement(statement: AllowanceStatement, *, by: User, reason: str) -> AllowanceStatement:
    """The head sends it back to be computed and confirmed anew, with the reason. Returns it."""
    statement = apply_transition(statement, "return_statement", by=by, reason=reason, confirmed_at=None)
    emails.statement_returned(statement, reason)
    return statement


@transaction.atomic
def correct_allowance(line: AllowanceLine, *, by: User, amount: Decimal, reason: str) -> AllowanceStatement:
    """The office corrects a line by a new one, in the same statement while that is open, or else in the next open one.

    `amount` has a sign: what is paid more or less. Returns the statement that holds the new line. Raises NotAllowed
    for anybody but the office, Refused for zero, without a reason, for a correction, or below nothing.
    """
    permissions.check_can_keep_allowances(by)
    lock_rates()
    line = AllowanceLine.objects.select_related("statement", "rate").get(pk=line.pk)  # as it stands under the lock
    _check_correction(line, amount, reason)
    statement = _open_statement(line.statement, by)
    AllowanceLine.objects.create(
        statement=statement,
        kind=LineKind.CORRECTION,
        work=line.work,
        on=line.on,
        title=line.title,
        url=line.url,
        unit_id=line.unit_id,
        amount=amount,
        corrects=line,
        reason=reason.strip(),
        recorded_by=by,
    )
    statement.total += amount
    statement.save(update_fields=["total"])
    data = {"line": str(line), "amount": str(amount), "total": str(statement.total)}
    audit.record("correct_allowance", by=by, obj=statement, reason=reason, data=data)
    if statement.pk != line.statement_id:
        audit.record("correct_allowance", by=by, obj=line.statement, reason=reason, data=data)
    emails.statements_computed([statement] if statement.state == "computed" else [])
    return statement


@transaction.atomic
def export_allowances(month: dt.date, *, by: User) -> list[AllowanceStatement]:
    """The office hands the approved statements of a month over to the finance bureau; returns all that it pays.

    Those handed over or paid before are in it again. Raises NotAllowed for anybody but the office, Refused where none
    is approved.
    """
    permissions.check_can_keep_allowances(by)
    found = AllowanceStatement.objects.filter(month=month).approved().select_related("inspector__zone")
    if not found:
        raise Refused(
            _("No statement of this month is approved yet."), remedy=_("The head of the office approves them.")
        )
    for statement in found:
        if statement.state == "approved":
            apply_transition(statement, "export_allowances", by=by, data={"total": str(statement.total)})
    total = sum((statement.total for statement in found), Decimal(0))
    audit.record(
        "export_allowances", by=by, data={"month": month.isoformat(), "count": len(found), "total": str(total)}
    )
    return list(found.order_by("inspector__certificate"))


@transaction.atomic
def pay_allowances(month: dt.date, *, by: User, paid_on: dt.date) -> int:
    """The office records that the finance bureau has paid what was handed over for a month; the inspectors are told.

    Returns how many statements. Raises NotAllowed for anybody but the office, Refused for a day to come or where
    nothing was handed over.
    """
    permissions.check_can_keep_allowances(by)
    if paid_on > calendar.today():
        raise Refused(_("A payment is recorded once it was made."))
    found = list(AllowanceStatement.objects.filter(month=month, state="exported").select_related("inspector__user"))
    if not found:
        raise Refused(
            _("Nothing of this month waits to be paid."), remedy=_("Hand it over to the finance bureau first.")
        )
    for statement in found:
        apply_transition(statement, "pay_allowances", by=by, paid_on=paid_on)
    emails.statements_paid(found, paid_on)
    return len(found)


def _settled(statement: AllowanceStatement, seen: Decimal | None) -> AllowanceStatement:
    """The statement as it stands now; refuses one of a month that runs, and one that is not what the page showed."""
    if calendar.today() < month_after(statement.month):
        raise Refused(_("The month is not over yet."), remedy=_("Confirm it when all work of the month is on it."))
    lock_rates()
    now = AllowanceStatement.objects.select_related("inspector__user").get(pk=statement.pk)
    if seen is not None and seen != now.total:
        raise TransitionRefused(
            _("The statement was computed anew meanwhile: it now comes to %(total)s yuan.") % {"total": now.total},
            remedy=_("Look at it again, then confirm."),
        )
    return now


def _approve(statements: list[AllowanceStatement], *, by: User) -> list[AllowanceStatement]:
    if any(statement.inspector.user_id == by.pk for statement in statements):
        raise Refused(_("Nobody approves their own allowance."), rule=_(RULE))
    check_budget(statements)
    done = [
        apply_transition(
            statement,
            "approve_statement",
            by=by,
            data={"total": str(statement.total)},
            approved_at=timezone.now(),
            approved_by=by,
        )
        for statement in statements
    ]
    emails.statements_approved(statements)
    return done


def _check_correction(line: AllowanceLine, amount: Decimal, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    if amount == 0:
        raise Refused(_("A correction of nothing changes nothing."))
    if line.kind == LineKind.CORRECTION:
        raise Refused(
            _("A correction is not corrected itself."), remedy=_("Correct the line that it belongs to once more.")
        )
    if line.corrections.filter(amount=amount, reason=reason.strip()).exists():
        raise Refused(
            _("This very correction is on record already."),
            remedy=_("Give another reason where the same amount is meant once more."),
        )
    before = line.corrections.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if line.amount + before + amount < 0:
        raise Refused(
            _("Only %(left)s yuan are left of this line; it can't be corrected by %(amount)s.")
            % {"left": line.amount + before, "amount": amount}
        )


def _open_statement(statement: AllowanceStatement, by: User) -> AllowanceStatement:
    """Where a correction goes: the statement itself, or the inspector's next open one, made where there is none."""
    if statement.is_open:
        return statement
    later = AllowanceStatement.objects.filter(inspector=statement.inspector_id, month__gt=statement.month)
    found = later.open().select_for_update().order_by("month").first()
    if found is not None:
        return found
    last = later.order_by("-month").first() or statement
    return create(AllowanceStatement(inspector_id=last.inspector_id, month=month_after(last.month)), by=by)
