"""What people are told about allowances by inbox and e-mail; always in the county's language."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.audience import heads, office
from core.calendar.days import date_in_words
from core.notifications import Message, in_chinese, notify_each, tell
from inspectors.models import AllowanceStatement
from inspectors.months import month_words


@in_chinese
def statements_computed(statements: Iterable[AllowanceStatement]) -> None:
    """Tell inspectors what their month comes to, and that they confirm it."""
    title = _("Your allowance of %(month)s comes to %(total)s yuan: please check and confirm it")
    _tell_payees(statements, "compute_statements", title)


@in_chinese
def statement_confirmed(statement: AllowanceStatement) -> None:
    """Tell the head that a statement waits for approval."""
    title = _("Allowance to approve: %(inspector)s, %(month)s, %(total)s yuan") % _words(statement)
    tell(heads(), "confirm_statement", title, statement)


@in_chinese
def statement_objected(statement: AllowanceStatement) -> None:
    """Tell the office what the inspector objects to."""
    title = _("%(inspector)s objects to the allowance of %(month)s") % _words(statement)
    tell(office(), "object_statement", title, statement, statement.objection)


@in_chinese
def objection_answered(statement: AllowanceStatement) -> None:
    """Tell the inspector the office's answer."""
    title = _("Your objection to the allowance of %(month)s was answered: %(total)s yuan")
    _tell_payees([statement], "answer_statement", title, statement.answer)


@in_chinese
def statement_returned(statement: AllowanceStatement, reason: str) -> None:
    """Tell the inspector that the statement is to be confirmed again."""
    title = _("Your allowance of %(month)s was returned by the head of the office")
    _tell_payees([statement], "return_statement", title, reason)


@in_chinese
def statements_approved(statements: Iterable[AllowanceStatement]) -> None:
    """Tell inspectors that their allowance is approved."""
    _tell_payees(statements, "approve_statement", _("Your allowance of %(month)s is approved: %(total)s yuan"))


@in_chinese
def statements_paid(statements: Iterable[AllowanceStatement], paid_on: dt.date) -> None:
    """Tell inspectors that their allowance was paid."""
    title = _("Your allowance of %(month)s was paid on %(day)s")
    _tell_payees(statements, "pay_allowances", title, day=date_in_words(paid_on))


def _tell_payees(statements: Iterable[AllowanceStatement], kind: str, title: str, body: str = "", **words: str) -> None:
    """Tell the inspectors who have an account, in three statements; `title` is filled with each statement's words."""
    paid = [(statement, statement.inspector.user) for statement in statements]
    messages = [
        Message.to(user, kind, title % {**_words(statement), **words}, statement, body, key="")
        for statement, user in paid
        if user is not None and user.is_active
    ]
    notify_each(messages, about=AllowanceStatement)


def _words(statement: AllowanceStatement) -> dict[str, str]:
    return {
        "inspector": statement.inspector.name,
        "month": month_words(statement.month),
        "total": f"{statement.total:.2f}",
    }
