"""The monthly computation: each inspector's statement from filed work only, nothing paid twice (PLAN 二（五）2)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from accounts import policy
from accounts.models import Organisation, User
from core import audit, calendar
from core.errors import Refused
from core.transitions import create_many
from inspectors.allowance import emails, permissions
from inspectors.allowance.services.rate import RULE, RateTable, lock_rates
from inspectors.models import AllowanceLine, AllowanceStatement, Inspector, LineKind, RateBasis
from inspectors.months import last_day, month_after, month_of
from inspectors.questions import WorkItem, work_of
from inspectors.workflow.allowance import OPEN

Wanted = dict[UUID, dict[str, AllowanceLine]]

BATCH = 100  # rows of one update: each row of it is held against each of its values


@dataclass
class Computed:
    """What a computation came to: the statements of the month that are new, and those whose total has changed."""

    new: list[AllowanceStatement] = field(default_factory=list)
    changed: list[AllowanceStatement] = field(default_factory=list)


@transaction.atomic
def compute_statements(month: dt.date, *, by: User | None, only: UUID | None = None) -> Computed:
    """Compute the statements of the month that begins on `month` for all inspectors (or `only` one) with a rate.

    Work of earlier months that was filed late and is on no statement yet joins. What is confirmed stays as it is; the
    open ones are computed anew, so that a second call changes nothing. Those paid are told. Returns what is new and
    what has changed. Raises NotAllowed for anybody but the office (None: the platform), Refused before the month is
    over or where no rate holds.
    """
    if by is not None:
        permissions.check_can_keep_allowances(by)
    if calendar.today() < month_after(month):
        raise Refused(_("The month is not over yet."), rule=_(RULE), remedy=_("Compute it when it is."))
    lock_rates()
    table = RateTable.load()
    since = month_after(month, -policy.number("allowance_late_months"))
    if not table.holds_in(since, last_day(month)):
        raise Refused(_("No rate holds in this month."), rule=_(RULE), remedy=_("Enter the rates first."))
    paid = Inspector.objects.filter(kind__in=table.kinds).select_related("user")
    if only is not None:
        paid = paid.filter(pk=only)
    people = {person.pk: person for person in paid}
    month_s = AllowanceStatement.objects.filter(month=month, inspector__in=people)
    known = {statement.inspector_id: statement for statement in month_s.select_for_update(of=("self",))}
    for pk, statement in known.items():
        statement.inspector = people[pk]
    closed = {pk for pk, statement in known.items() if not statement.is_open}
    open_people = {pk: person for pk, person in people.items() if pk not in closed}
    wanted = _wanted(open_people, month, since, table)
    fresh = [AllowanceStatement(inspector=people[pk], month=month) for pk in wanted if pk not in known]
    made = create_many(AllowanceStatement, fresh, by=by)
    open_ones = [statement for pk, statement in known.items() if pk not in closed]
    _sync([*open_ones, *made], wanted)
    changed = _add_up([*open_ones, *made], by=by)
    told = [statement for statement in changed if statement.state == "computed"]
    emails.statements_computed(told)
    new = {statement.pk for statement in made}
    return Computed(made, [statement for statement in changed if statement.pk not in new])


def compute_due_statements(today: dt.date) -> int:
    """Compute last month's statements from the day `allowance_day` on, unless that was done; returns how many are new.

    Beat calls it every day: a day on which the worker was down is made up for on the next.
    """
    month = month_after(month_of(today), -1)
    if today.day < policy.number("allowance_day") or AllowanceStatement.objects.filter(month=month).exists():
        return 0
    if not RateTable.load().holds_in(month, last_day(month)):
        return 0
    return len(compute_statements(month, by=None).new)


def _wanted(people: dict[UUID, Inspector], month: dt.date, since: dt.date, table: RateTable) -> Wanted:
    """The lines that belong on the month's open statements, by inspector and by what is paid."""
    items = work_of(people, since=since, until=month_after(month))
    units = {item.unit_id for item in items if item.unit_id is not None}
    townships = {
        pk: pk if kind == "township" else township
        for pk, kind, township in Organisation.objects.filter(pk__in=units).values_list("pk", "kind", "township")
    }
    elsewhere = ~Q(statement__month=month) | ~Q(statement__state__in=OPEN)
    taken = set(
        AllowanceLine.objects.filter(elsewhere, statement__inspector__in=people, on__gte=since)
        .exclude(key="")
        .values_list("key", flat=True)
    )
    found: Wanted = defaultdict(dict)
    for item in items:
        for line in _lines_of(item, people[item.inspector_id].kind, table, townships):
            if line.key not in taken:
                found[item.inspector_id].setdefault(line.key, line)
    return found


def _lines_of(item: WorkItem, kind: str, table: RateTable, townships: dict[UUID, Any]) -> Iterable[AllowanceLine]:
    """What one piece of work is paid: itself, and the way there once a day and unit."""
    who, day, where = item.inspector_id, item.on.isoformat(), item.unit_id or item.source
    facts: dict[str, Any] = {
        "source": item.source,
        "work": item.kind,
        "on": item.on,
        "filed_on": item.filed_on,
        "url": item.url,
        "unit_id": item.unit_id,
    }
    rate = table.of_work(kind, item.kind, item.on)
    if rate is not None:
        per_day = rate.basis == RateBasis.DAY
        keys = {
            RateBasis.VISIT: f"{item.kind}:{who}:{day}:{where}",
            RateBasis.DAY: f"day:{who}:{day}",
            RateBasis.REPORT: item.source,
        }
        quantity = item.days if per_day else Decimal(1)
        yield AllowanceLine(
            kind=LineKind.WORK,
            key=keys[RateBasis(rate.basis)],
            title=item.title[:200],
            rate=rate,
            quantity=quantity,
            amount=(rate.amount * quantity).quantize(Decimal("0.01")),
            **facts,
        )
    if item.days and item.unit_id is not None:
        travel = table.of_travel(kind, townships.get(item.unit_id), item.on)
        if travel is not None:
            yield AllowanceLine(
                kind=LineKind.TRAVEL,
                key=f"travel:{who}:{day}:{where}",
                title=item.unit_name[:200],
                rate=travel,
                amount=travel.amount,
                **facts,
            )


def _sync(statements: list[AllowanceStatement], wanted: Wanted) -> None:
    """Bring the lines of open statements to what is wanted; a line that was corrected stays."""
    corrected = Exists(AllowanceLine.objects.filter(corrects=OuterRef("pk")))
    held = AllowanceLine.objects.filter(statement__in=statements).exclude(key="").annotate(is_corrected=corrected)
    by_statement: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for line in held:
        by_statement[line.statement_id][line.key] = line
    gone: list[UUID] = []
    fresh: list[AllowanceLine] = []
    for statement in statements:
        lines, asked = by_statement[statement.pk], wanted.get(statement.inspector_id, {})
        stays = {
            key
            for key, line in lines.items()
            if line.is_corrected
            or (key in asked and (asked[key].rate_id, asked[key].amount) == (line.rate_id, line.amount))
        }
        gone += [line.pk for key, line in lines.items() if key not in stays]
        for key, new in asked.items():
            if key not in stays:
                new.statement = statement
                fresh.append(new)
    AllowanceLine.objects.filter(pk__in=gone).delete()
    AllowanceLine.objects.bulk_create(fresh)


def _add_up(statements: list[AllowanceStatement], *, by: User | None) -> list[AllowanceStatement]:
    """Write the totals; returns the statements whose total has changed."""
    sums = AllowanceLine.objects.filter(statement__in=statements).order_by().values_list("statement")
    totals = dict(sums.annotate(total=Sum("amount")))
    changed, about = [], []
    for statement in statements:
        total = totals.get(statement.pk, Decimal(0))
        if total != statement.total:
            about.append((statement, {"total": str(total), "was": str(statement.total)}))
            statement.total = total
            changed.append(statement)
    AllowanceStatement.objects.bulk_update(changed, ["total"], batch_size=BATCH)
    audit.record_many("compute_statements", by=by, about=about)
    return changed
