"""The demo's allowances: rates that changed, a budget, statements of the last months in every state, a correction."""

import datetime as dt
from decimal import Decimal

from accounts.enums import OrganisationKind
from accounts.models import Organisation, User
from core import calendar
from demo.clock import as_of
from inspectors.allowance import services
from inspectors.models import AllowanceStatement, RateBasis, WorkKind
from inspectors.months import month_after, month_of

DOCUMENT = "米财教〔示例〕12号"
OLD_DOCUMENT = "米财教〔示例〕8号"
FAR = 4  # townships in the far band
BUDGET = Decimal(120_000)


def build(office: User, head: User) -> None:
    """Rates and the budget; the month before last paid or handed over, last month in all states."""
    last = month_after(month_of(calendar.today()), -1)
    before = month_after(last, -1)
    with as_of(dt.date(before.year - 1, 12, 20)):
        _rates(head, before)
        for year in sorted({before.year, last.year}):
            services.add_budget(by=head, year=year, name="兼职督学工作补助（示例）", amount=BUDGET, note=DOCUMENT)
    settled = month_after(before).replace(day=6)
    with as_of(settled):
        services.compute_statements(before, by=None)
        rows = _confirm_all(before, office)
        half = rows[: max(len(rows) - 2, 1)]
        for statement in half:
            services.approve_statement(statement, by=head)
        services.export_allowances(before, by=office)
    with as_of(settled.replace(day=18)):
        services.pay_allowances(before, by=office, paid_on=settled.replace(day=18))
        for statement in rows[len(half) :]:
            services.approve_statement(statement, by=head)
        services.export_allowances(before, by=office)
    with as_of(month_after(last).replace(day=6)):
        services.compute_statements(last, by=None)
        _correct(before, office)
        _play(last, office, head)


def _rates(head: User, before: dt.date) -> None:
    """What a visit is paid rose with the month before last; the far townships are a band of their own."""
    year = dt.date(before.year, 1, 1)
    prices = (
        (RateBasis.VISIT, WorkKind.REGULAR_VISIT, "80", year),
        (RateBasis.VISIT, WorkKind.REGULAR_VISIT, "100", max(before, year.replace(day=2))),
        (RateBasis.DAY, WorkKind.VISIT, "150", year),
        (RateBasis.VISIT, WorkKind.RECHECK, "100", year),
        (RateBasis.REPORT, WorkKind.DESK_REVIEW, "60", year),
        (RateBasis.REPORT, WorkKind.REPORT, "200", year),
    )
    for basis, work, amount, first in prices:
        note = DOCUMENT if amount == "100" else OLD_DOCUMENT
        services.add_rate(by=head, basis=basis, work=work, amount=Decimal(amount), valid_from=first, note=note)
    towns = list(Organisation.objects.filter(kind=OrganisationKind.TOWNSHIP).order_by("-code")[:FAR])
    travel = {"by": head, "basis": RateBasis.TRAVEL, "valid_from": year, "note": OLD_DOCUMENT}
    services.add_rate(amount=Decimal(30), **travel)
    services.add_rate(amount=Decimal(60), band="20公里以上", townships=towns, **travel)


def _confirm_all(month: dt.date, office: User) -> list[AllowanceStatement]:
    """Everybody confirms; whoever can't sign in has signed on paper."""
    rows: list[AllowanceStatement] = []
    for statement in _of(month):
        if statement.inspector.user is not None and statement.inspector.user.username == "parttime":
            rows.insert(0, services.confirm_statement(statement, by=statement.inspector.user))
        else:
            reason = "本人已在纸质结算单上签字，原件存督导办档案柜（示例）"
            rows.append(services.record_confirmation(statement, by=office, reason=reason))
    return [_fresh(row) for row in rows]


def _correct(before: dt.date, office: User) -> None:
    """One of the paid journeys was a lift: less in the next statement."""
    paid = [row for row in _of(before) if row.state == "paid"]
    for statement in paid[1:2]:
        line = statement.lines.filter(kind="travel").earliest("on")
        services.correct_allowance(line, by=office, amount=-line.amount, reason="当日搭乘单位公务用车（示例）")


def _play(month: dt.date, office: User, head: User) -> None:
    """Last month: one waits for its inspector, one is objected to, others are confirmed, approved, answered."""
    rows = [row for row in _of(month) if row.inspector.user is not None]
    rows.sort(key=lambda row: row.inspector.user is not None and row.inspector.user.username != "parttime")
    for number, statement in enumerate(rows):
        by = statement.inspector.user
        if number % 5 == 1:
            reason = "本月还到过一次帮扶学校，没有计入，请核对（示例）"
            objected = services.object_statement(statement, by=by, reason=reason)
            if number > 5:
                answer = "该次记录尚未提交；提交并归档后计入下一期（示例）"
                services.answer_statement(objected, by=office, reason=answer)
        elif number % 5 in (2, 3):
            confirmed = services.confirm_statement(statement, by=by)
            if number % 5 == 3:
                services.approve_statement(_fresh(confirmed), by=head)


def _of(month: dt.date) -> list[AllowanceStatement]:
    rows = AllowanceStatement.objects.filter(month=month).select_related("inspector__user")
    return list(rows.order_by("inspector__certificate"))


def _fresh(statement: AllowanceStatement) -> AllowanceStatement:
    return AllowanceStatement.objects.select_related("inspector__user").get(pk=statement.pk)
