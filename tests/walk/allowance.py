"""Walks through allowances: rates, a budget, filed work, a statement in any state."""

import datetime as dt
from decimal import Decimal
from typing import Any

from accounts.models import Organisation
from inspectors.allowance import services as allowance_services
from inspectors.models import (
    AllowanceRate,
    AllowanceStatement,
    BudgetLine,
    Inspector,
    InspectorKind,
    RateBasis,
    WorkKind,
)
from supervision.models import RegularVisit
from supervision.regular import services as regular_services
from tests.people import Cast
from tests.walk import clock, regular

MONTH = dt.date(2026, 10, 1)
LATER = dt.date(2026, 11, 6)  # a day in the month after, on which it is computed
RATE, JOURNEY, FAR, PIECE = Decimal("80.00"), Decimal("30.00"), Decimal("60.00"), Decimal("120.00")


def part_time(cast: Cast, user: Any = None) -> Inspector:
    """The first inspector (or the one behind `user`) as a part-time one."""
    Inspector.objects.filter(user=user or cast.inspector).update(kind=InspectorKind.PART_TIME)
    return Inspector.objects.select_related("user").get(user=user or cast.inspector)


def rate(cast: Cast, **changes: Any) -> AllowanceRate:
    """80 yuan for each regular visit, from the first of this year on."""
    content: dict[str, Any] = {
        "basis": RateBasis.VISIT,
        "work": WorkKind.REGULAR_VISIT,
        "amount": RATE,
        "valid_from": dt.date(2026, 1, 1),
    }
    return allowance_services.add_rate(by=cast.office_head, **(content | changes))


def journey(cast: Cast, **changes: Any) -> AllowanceRate:
    """30 yuan for each journey, wherever."""
    return rate(cast, **({"basis": RateBasis.TRAVEL, "work": "", "amount": JOURNEY} | changes))


def budget(cast: Cast, amount: str = "5000") -> BudgetLine:
    """The budget of this year."""
    return allowance_services.add_budget(by=cast.office_head, year=2026, name="兼职督学补助", amount=Decimal(amount))


def filed(
    cast: Cast, day: dt.date, unit: Organisation | None = None, *, filed_on: dt.date | None = None
) -> RegularVisit:
    """A regular visit of the first inspector on `day`, filed on the same day or on `filed_on`."""
    with clock.on(day):
        visit = regular.submitted(cast, unit=unit, day=day)
    with clock.on(filed_on or day, 18):
        return regular_services.file_regular_visit(visit, by=cast.office)


def settled(cast: Cast) -> Inspector:
    """A part-time inspector, rates for visits and journeys, two filed visits of the month."""
    inspector = part_time(cast)
    rate(cast)
    journey(cast)
    filed(cast, dt.date(2026, 10, 13))
    filed(cast, dt.date(2026, 10, 20), cast.kindergarten)
    return inspector


def computed(cast: Cast, month: dt.date = MONTH, on: dt.date = LATER) -> AllowanceStatement:
    """The first inspector's statement of the month: 2 × 80 + 2 × 30 = 220 yuan."""
    inspector = Inspector.objects.filter(user=cast.inspector, kind=InspectorKind.PART_TIME).first() or settled(cast)
    with clock.on(on):
        allowance_services.compute_statements(month, by=cast.office)
    return fresh(AllowanceStatement.objects.get(inspector=inspector, month=month))


def objected(cast: Cast) -> AllowanceStatement:
    """The inspector misses a visit."""
    with clock.on(LATER):
        return fresh(
            allowance_services.object_statement(computed(cast), by=cast.inspector, reason="缺少10月27日的入校")
        )


def confirmed(cast: Cast) -> AllowanceStatement:
    """The inspector has confirmed it."""
    with clock.on(LATER):
        return fresh(allowance_services.confirm_statement(computed(cast), by=cast.inspector))


def approved(cast: Cast) -> AllowanceStatement:
    """The head has approved it."""
    if not BudgetLine.objects.exists():
        budget(cast)
    with clock.on(LATER):
        return fresh(allowance_services.approve_statement(confirmed(cast), by=cast.office_head))


def exported(cast: Cast) -> AllowanceStatement:
    """It is with the finance bureau."""
    statement = approved(cast)
    with clock.on(LATER):
        allowance_services.export_allowances(MONTH, by=cast.office)
    return fresh(statement)


def paid(cast: Cast) -> AllowanceStatement:
    """It is paid."""
    statement = exported(cast)
    with clock.on(LATER):
        allowance_services.pay_allowances(MONTH, by=cast.office, paid_on=LATER)
    return fresh(statement)


def fresh(statement: AllowanceStatement) -> AllowanceStatement:
    """The statement as it stands now, with its inspector."""
    return AllowanceStatement.objects.select_related("inspector__user").get(pk=statement.pk)
