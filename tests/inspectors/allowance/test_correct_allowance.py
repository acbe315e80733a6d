"""correct_allowance: what was paid wrongly is corrected by a new line of the next open statement, never by an edit."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, Refused
from inspectors.allowance import services
from inspectors.models import AllowanceStatement
from tests.pages import text
from tests.people import Cast
from tests.walk import allowance as walk
from tests.walk import clock
from tests.walk.allowance import LATER

SignIn = Callable[[object], Client]
NOVEMBER = dt.date(2026, 11, 1)


def test_in_the_next_statement_which_is_made_for_it(cast: Cast, sign_in: SignIn) -> None:
    """October pays 220 and stays; November has 110 of its own less 30: 80."""
    october = walk.approved(cast)
    line = october.lines.filter(kind="travel").earliest("on")
    with clock.on(LATER):
        office = sign_in(cast.office)
        address = reverse("correct_allowance", args=[line.pk])
        assert "下一份未确认" in text(office.get(address))
        page = office.post(address, {"amount": "-30", "reason": "当日搭乘公车"})
    november = AllowanceStatement.objects.get(month=NOVEMBER)
    assert page["Location"] == november.get_absolute_url()
    assert (november.total, walk.fresh(october).total) == (Decimal(-30), Decimal(220))
    entry = november.lines.get()
    assert (entry.kind, entry.corrects, entry.amount, entry.reason) == (
        "correction",
        line,
        Decimal(-30),
        "当日搭乘公车",
    )
    walk.filed(cast, dt.date(2026, 11, 10))
    november = walk.computed(cast, NOVEMBER, dt.date(2026, 12, 7))
    assert november.total == Decimal("80.00")
    assert sorted(line.kind for line in november.lines.all()) == ["correction", "travel", "work"]
    shown = text(sign_in(cast.inspector).get(november.get_absolute_url()))
    assert "当日搭乘公车" in shown
    assert october.get_absolute_url() in shown


def test_in_the_statement_itself_while_it_is_open(cast: Cast) -> None:
    statement = walk.objected(cast)
    line = statement.lines.filter(kind="work").earliest("on")
    with clock.on(LATER):
        done = services.correct_allowance(line, by=cast.office, amount=Decimal(20), reason="应按100元计")
        assert (done, done.total) == (statement, Decimal(240))
        services.answer_statement(walk.fresh(statement), by=cast.office, reason="已补20元")
    statement = walk.fresh(statement)
    assert (statement.total, statement.lines.count()) == (Decimal(240), 5)


def test_an_objection_to_a_correction_while_its_month_runs(cast: Cast) -> None:
    line = walk.approved(cast).lines.filter(kind="travel").earliest("on")
    with clock.on(LATER):
        november = services.correct_allowance(line, by=cast.office, amount=Decimal(-30), reason="搭乘公车")
        with pytest.raises(Refused, match="尚未结束"):
            services.confirm_statement(walk.fresh(november), by=cast.inspector)
        services.object_statement(walk.fresh(november), by=cast.inspector, reason="当日自行前往")
        services.answer_statement(walk.fresh(november), by=cast.office, reason="派车记录已核对")
    assert (walk.fresh(november).state, walk.fresh(november).total) == ("computed", Decimal(-30))


def test_refusals(cast: Cast) -> None:
    line = walk.approved(cast).lines.filter(kind="travel").earliest("on")

    def correct(amount: str, reason: str = "更正", by: object = cast.office) -> AllowanceStatement:
        with clock.on(LATER):
            return services.correct_allowance(line, by=by, amount=Decimal(amount), reason=reason)  # type: ignore[arg-type]

    for amount, reason, words in (
        ("0", "更正", "不能为零"),
        ("-5", " ", "请说明理由|理由"),
        ("-30.01", "更正", r"仅余30\.00元"),
    ):
        with pytest.raises(Refused, match=words):
            correct(amount, reason)
    for by in (cast.leader, cast.inspector, cast.school_head):
        with pytest.raises(NotAllowed, match="补助由督导办计算并移交"):
            correct("-5", by=by)
    statement = correct("-20")
    with pytest.raises(Refused, match=r"仅余10\.00元"):
        correct("-10.01")
    assert correct("-10") == statement
    with clock.on(LATER), pytest.raises(Refused, match="不能再被更正"):
        services.correct_allowance(statement.lines.first(), by=cast.office, amount=Decimal(1), reason="再")  # type: ignore[arg-type]


def test_a_stranger_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    line = walk.approved(cast).lines.first()
    assert line is not None
    address = reverse("correct_allowance", args=[line.pk])
    statuses = [sign_in(getattr(cast, name)).get(address).status_code for name in ("leader", "inspector", "expert")]
    assert statuses == [403, 403, 404]
