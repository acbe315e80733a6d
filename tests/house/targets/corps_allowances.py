"""Addresses of allowances: a statement for each step, a line to correct, a rate that was not used, a budget line."""

import datetime as dt
from decimal import Decimal

from inspectors import services
from inspectors.enums import WorkKind
from inspectors.models import Inspector
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import clock
from tests.walk import corps_allowances as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """Statements of three months of spring, when the first inspector served part-time."""
    kind = Inspector.objects.get(user=cast.inspector).kind
    walk.part_time(cast)
    walk.rate(cast)
    spare = walk.rate(cast, work=WorkKind.RECHECK)
    budget = services.add_budget(by=cast.office_head, year=2026, name="兼职督学补助", amount=Decimal(5000))
    objected, confirmed, computed = (
        (walk.filed(cast, dt.date(2026, month, 17)), walk.computed(cast, *_of(month)))[1] for month in (3, 4, 5)
    )
    with clock.on(dt.date(2026, 6, 8)):
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


def _of(month: int) -> tuple[dt.date, dt.date]:
    """A month of this year, and a day on which it is computed."""
    return dt.date(2026, month, 1), dt.date(2026, month + 1, 6)
