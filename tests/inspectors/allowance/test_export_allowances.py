"""export_allowances, pay_allowances: the month as a workbook for the finance bureau; what is paid is recorded."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification
from inspectors.allowance import services
from tests.pages import text
from tests.people import Cast
from tests.walk import allowance as walk
from tests.walk import clock
from tests.walk.allowance import LATER, MONTH

SignIn = Callable[[object], Client]


def test_people_and_lines_agree_and_are_numbers(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.approved(cast)
    with clock.on(LATER):
        page = sign_in(cast.office).post(reverse("export_allowances"), {"month": "2026-10"})
    assert page.status_code == 200
    book = load_workbook(io.BytesIO(page.content))
    people, lines = book["发放表"], book["明细"]
    rows = [[cell.value for cell in row] for row in people.iter_rows()]
    assert "2026年10月" in rows[0][0]
    assert rows[3][:3] == [1, "督学甲", statement.inspector.certificate]
    assert rows[3][5:9] == [160, 60, 0, 220]
    assert rows[4][0] == "合计"
    assert rows[4][5:9] == [160, 60, 0, 220]
    amounts = [row[10].value for row in lines.iter_rows(min_row=3)]
    assert amounts == [80, 30, 80, 30, 220] or sorted(amounts[:-1]) == [30, 30, 80, 80]
    assert amounts[-1] == sum(amounts[:-1]) == 220
    assert people.cell(4, 9).number_format == "#,##0.00"
    assert not any("账号" in str(cell.value) for row in lines.iter_rows() for cell in row)
    assert walk.fresh(statement).state == "exported"
    event = AuditEvent.objects.get(action="export_allowances", about_id="")
    assert event.data == {"month": "2026-10-01", "count": 1, "total": "220.00"}
    with clock.on(LATER):
        again = sign_in(cast.office).post(reverse("export_allowances"), {"month": "2026-10"})
    assert again.status_code == 200


def test_corrections_and_late_work_say_why(cast: Cast, sign_in: SignIn) -> None:
    line = walk.approved(cast).lines.filter(kind="work").earliest("on")
    with clock.on(LATER):
        services.correct_allowance(line, by=cast.office, amount=Decimal("20.50"), reason="应按100.50元计")
    walk.filed(cast, dt.date(2026, 10, 29), filed_on=dt.date(2026, 11, 12))
    november = dt.date(2026, 11, 1)
    statement = walk.computed(cast, november, dt.date(2026, 12, 7))
    with clock.on(dt.date(2026, 12, 7)):
        services.confirm_statement(statement, by=cast.inspector)
        services.approve_statement(walk.fresh(statement), by=cast.office_head)
        page = sign_in(cast.office).post(reverse("export_allowances"), {"month": "2026-11"})
    book = load_workbook(io.BytesIO(page.content))
    assert [cell.value for cell in book["发放表"][4]][5:9] == [80, 30, 20.5, 130.5]
    said = " ".join(str(cell.value) for row in book["明细"].iter_rows() for cell in row)
    assert "更正2026年10月补助：应按100.50元计" in said
    assert "2026年10月的工作，逾期归档补计" in said


def test_paid(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.exported(cast)
    with clock.on(LATER):
        office = sign_in(cast.office)
        address = reverse("pay_allowances") + "?month=2026-10"
        assert "督学甲" in text(office.get(address))
        assert office.post(address, {"paid_on": "2026-11-07"}).status_code == 422
        assert office.post(address, {"paid_on": "2026-11-06"}).status_code == 302
        assert office.post(address, {"paid_on": "2026-11-06"}).status_code == 422
    statement = walk.fresh(statement)
    assert (statement.state, statement.paid_on) == ("paid", LATER)
    assert Notification.objects.get(kind="pay_allowances").recipient == cast.inspector


def test_refusals(cast: Cast, sign_in: SignIn) -> None:
    walk.confirmed(cast)
    with clock.on(LATER):
        page = sign_in(cast.office).post(reverse("export_allowances"), {"month": "2026-10"})
        assert page.status_code == 422
        assert "还没有已审批" in text(page)
        for person in (cast.leader, cast.inspector):
            with pytest.raises(NotAllowed, match="补助由督导办计算并移交"):
                services.export_allowances(MONTH, by=person)
            with pytest.raises(NotAllowed, match="补助由督导办计算并移交"):
                services.pay_allowances(MONTH, by=person, paid_on=LATER)
        with pytest.raises(Refused, match="没有待发放"):
            services.pay_allowances(MONTH, by=cast.office, paid_on=LATER)
