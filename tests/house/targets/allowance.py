"""Addresses of allowances: a statement for each step, a line to correct, a rate that was not used, a budget line."""

import datetime as dt
from decimal import Decimal

from core import calendar
from inspectors.allowance import services
from inspectors.models import AllowanceStatement, Inspector, WorkKind
from inspectors.months import month_after, month_of
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import allowance as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """Statements of the last three months, when the first inspector served part-time."""
    kind = Inspector.objects.get(user=cast.inspector).kind
    walk.part_time(cast)
    walk.rate(cast)
    spare = walk.rate(cast, work=WorkKind.RECHECK)
    last = month_after(month_of(calendar.today()), -1)
    budget = services.add_budget(by=cast.office_head, year=last.year, name="兼职督学补助", amount=Decimal(5000))
    objected, confirmed, computed = (_statement(cast, month_after(last, -ago)) for ago in (2, 1, 0))
    services.object_statement(objected, by=cast.inspector, reason="少计一次")
    services.confirm_statement(confirmed, by=cast.inspector)
    Inspector.objects.filter(user=cast.inspector).update(kind=kind)
    return {
        **each(computed, "allowance", "confirm_statement", "object_statement", "record_confirmation"),
        **each(objected, "answer_statement"),
        **each(confirmed, "approve_statement", "return_statement"),
        **each(computed.lines.get(), "correct_allowance"),
        **each(spare, "end_rate", "remove_rate"),
        **each(budget, "edit_budget"),
    }


def _statement(cast: Cast, month: dt.date) -> AllowanceStatement:
    """The statement of a month with one filed visit."""
    walk.filed(cast, month.replace(day=17))
    return walk.computed(cast, month, month_after(month).replace(day=1))
