"""confirm_statement, object_statement, answer_statement, approve_statement, return_statement, record_confirmation."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from accounts.turns import turns_of
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.allowance import services
from inspectors.models import AllowanceLine, AllowanceStatement, BudgetLine, Inspector
from tests.pages import queries, text
from tests.people import Cast
from tests.walk import allowance as walk
from tests.walk import clock
from tests.walk.allowance import LATER, MONTH

SignIn = Callable[[object], Client]
NOVEMBER = dt.date(2026, 11, 1)


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def test_the_inspector_confirms_on_the_phone(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.computed(cast)
    with clock.on(LATER):
        client = sign_in(cast.inspector)
        mine = client.get(reverse("my_allowance"))
        assert "220.00" in text(mine)
        address = reverse("confirm_statement", args=[statement.pk])
        assert address in text(mine)
        page = client.get(address)
        assert "220.00" in text(page)
        assert client.post(address, {"total": "220.00"}).status_code == 302
        turns = turns_of(cast.office_head, today=calendar.today())
    statement = walk.fresh(statement)
    assert (statement.state, statement.confirmed_at is not None) == ("confirmed", True)
    assert told("confirm_statement") == {"head"}
    assert "督学甲" in {item.title for item in turns.items}


def test_what_was_computed_anew_meanwhile_is_looked_at_again(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.computed(cast)
    walk.filed(cast, dt.date(2026, 10, 27), filed_on=LATER)
    with clock.on(LATER):
        services.compute_statements(MONTH, by=cast.office)
        address = reverse("confirm_statement", args=[statement.pk])
        page = sign_in(cast.inspector).post(address, {"total": "220.00"})
    assert page.status_code == 409
    assert "330.00" in text(page)
    assert walk.fresh(statement).state == "computed"


def test_objected_to_answered_and_computed_anew(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.computed(cast)
    with clock.on(LATER):
        client = sign_in(cast.inspector)
        address = reverse("object_statement", args=[statement.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "缺少10月27日的入校"}).status_code == 302
    assert told("object_statement") == {"office", "head"}
    walk.filed(cast, dt.date(2026, 10, 27), filed_on=LATER)
    with clock.on(LATER):
        office = sign_in(cast.office)
        address = reverse("answer_statement", args=[statement.pk])
        assert "缺少10月27日的入校" in text(office.get(address))
        assert office.post(address, {"reason": "记录已归档，已计入"}).status_code == 302
    statement = walk.fresh(statement)
    assert (statement.state, statement.total) == ("computed", Decimal("330.00"))
    assert statement.answer == "记录已归档，已计入"
    assert told("answer_statement") == {"inspector"}


def test_recorded_for_whoever_signed_on_paper(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.computed(cast)
    with clock.on(LATER):
        address = reverse("record_confirmation", args=[statement.pk])
        office = sign_in(cast.office)
        assert "督学签名" in text(office.get(statement.get_absolute_url()))  # on paper only
        assert office.get(address).status_code == 200
        assert office.post(address, {"reason": "11月6日纸质签字，存档案柜3号"}).status_code == 302
        with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
            services.record_confirmation(statement, by=cast.leader, reason="签字")
    assert walk.fresh(statement).state == "confirmed"
    assert "督学签名" not in text(office.get(statement.get_absolute_url()))


def test_approved_within_the_budget_and_frozen(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.confirmed(cast)
    walk.budget(cast, "1000")
    with clock.on(LATER):
        head = sign_in(cast.office_head)
        address = reverse("approve_statement", args=[statement.pk])
        assert "1000.00" in text(head.get(address))
        assert head.post(address).status_code == 302
    statement = walk.fresh(statement)
    assert (statement.state, statement.approved_by) == ("approved", cast.office_head)
    assert told("approve_statement") == {"inspector"}
    standing = services.standing_of(2026)
    assert standing is not None
    assert (standing.approved, standing.pending, standing.balance) == (Decimal(220), Decimal(0), Decimal(780))
    rows = AllowanceStatement.objects.filter(pk=statement.pk)
    for change in ({"total": Decimal(1)}, {"month": NOVEMBER}, {"approved_by": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.lines.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    line = statement.lines.filter(kind="work").earliest("on")
    with pytest.raises(DatabaseError), transaction.atomic():
        AllowanceLine.objects.create(
            statement=statement, kind="work", key="x", on=MONTH, title="加", rate=line.rate, amount=Decimal(1)
        )


def test_not_beyond_the_budget_nor_without_one(cast: Cast) -> None:
    statement = walk.confirmed(cast)
    with clock.on(LATER):
        with pytest.raises(Refused, match="尚未录入2026年的预算"):
            services.approve_statement(statement, by=cast.office_head)
        line = walk.budget(cast, "219.99")
        with pytest.raises(Refused, match=r"需220\.00元，预算219\.99元仅余219\.99元"):
            services.approve_statement(statement, by=cast.office_head)
        services.edit_budget(line, by=cast.office_head, amount=Decimal(220), reason="追加")
        services.approve_statement(statement, by=cast.office_head)
    assert walk.fresh(statement).state == "approved"


def test_returned_by_the_head(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.confirmed(cast)
    with clock.on(LATER):
        head = sign_in(cast.office_head)
        address = reverse("return_statement", args=[statement.pk])
        assert head.get(address).status_code == 200
        assert head.post(address, {"reason": "10月20日重复"}).status_code == 302
    statement = walk.fresh(statement)
    assert (statement.state, statement.confirmed_at) == ("computed", None)
    assert told("return_statement") == {"inspector"}


def test_all_confirmed_at_once_or_none(cast: Cast, sign_in: SignIn) -> None:
    walk.budget(cast)
    with clock.on(LATER):
        head = sign_in(cast.office_head)
        address = reverse("approve_statements")
        assert head.post(address, {"month": "2026-10"}).status_code == 422
    statement = walk.confirmed(cast)
    with clock.on(LATER):
        assert sign_in(cast.office).post(address, {"month": "2026-10"}).status_code == 403
        page = head.post(address, {"month": "2026-10"}, follow=True)
    assert "已审批1份" in text(page)
    assert walk.fresh(statement).state == "approved"


def test_nobody_approves_their_own(cast: Cast) -> None:
    statement = walk.confirmed(cast)
    walk.budget(cast)
    Inspector.objects.filter(user=cast.office_head).update(user=None)
    Inspector.objects.filter(pk=statement.inspector_id).update(user=cast.office_head)
    with clock.on(LATER), pytest.raises(Refused, match="不得审批本人"):
        services.approve_statement(walk.fresh(statement), by=cast.office_head)
    with clock.on(LATER), pytest.raises(Refused, match="没有待审批"):
        services.approve_statements(MONTH, by=cast.office_head)


def test_whose_turn_it_is(cast: Cast, sign_in: SignIn) -> None:
    statement = walk.computed(cast)
    with clock.on(LATER):
        for by in (cast.other_inspector, cast.office, cast.office_head):
            with pytest.raises(NotYourTurn, match="不由您办理，应由领取补助的督学办理"):
                services.confirm_statement(statement, by=by)
            with pytest.raises(NotYourTurn, match="不由您办理，应由领取补助的督学办理"):
                services.object_statement(statement, by=by, reason="不")
        with pytest.raises(TransitionRefused, match="目前为“待督学确认”"):
            services.approve_statement(statement, by=cast.office_head)
        statement = walk.fresh(services.confirm_statement(statement, by=cast.inspector))
        for by in (cast.office, cast.leader, cast.inspector):
            with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
                services.approve_statement(statement, by=by)
    AllowanceStatement.objects.filter(pk=statement.pk).update(state="computed")
    statement = walk.fresh(statement)
    with clock.on(dt.date(2026, 10, 15)), pytest.raises(Refused, match="尚未结束"):
        services.confirm_statement(statement, by=cast.inspector)
    address = statement.get_absolute_url()
    sees = {name: sign_in(getattr(cast, name)).get(address).status_code for name in cast.everybody()}
    assert {name for name, status in sees.items() if status == 200} == {"office", "office_head", "leader", "inspector"}
    assert {status for status in sees.values() if status != 200} == {404}


def test_the_page_says_what_is_late_and_what_was_corrected(cast: Cast, sign_in: SignIn) -> None:
    walk.approved(cast)
    walk.filed(cast, dt.date(2026, 10, 29), filed_on=dt.date(2026, 11, 12))
    later = walk.computed(cast, NOVEMBER, dt.date(2026, 12, 7))
    office = sign_in(cast.office)
    shown = text(office.get(later.get_absolute_url()))
    assert "逾期归档" in shown
    assert "其中2行" in shown
    few = queries(office, later.get_absolute_url())
    for day in (2, 3, 4, 5):
        walk.filed(cast, dt.date(2026, 11, day))
    walk.computed(cast, NOVEMBER, dt.date(2026, 12, 7))
    assert queries(office, later.get_absolute_url()) == few


def test_the_list(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    address = reverse("allowances")
    with clock.on(LATER):
        assert "本月没有结算单" in text(office.get(address))
        statement = walk.approved(cast)
        page = office.get(address)
        assert "220.00" in text(page)
        assert set(page.context["page"]) == {statement}
        assert set(office.get(address, {"state": "computed"}).context["page"]) == set()
        assert set(office.get(address, {"state": "nonsense", "month": "x"}).context["page"]) == {statement}
        assert set(office.get(address, {"q": "督学乙"}).context["page"]) == set()
        assert set(office.get(address, {"zone": cast.zone.pk}).context["page"]) == {statement}
        assert set(office.get(address, {"month": "2026-09"}).context["page"]) == set()
        for name in ("inspector", "zone_leader", "school_head", "expert"):
            assert sign_in(getattr(cast, name)).get(address).status_code == 403


def test_my_allowance_is_for_inspectors(cast: Cast, sign_in: SignIn) -> None:
    assert "尚无补助" in text(sign_in(cast.inspector).get(reverse("my_allowance")))
    Inspector.objects.filter(user=cast.other_inspector).update(user=None)
    assert "尚未关联" in text(sign_in(cast.other_inspector).get(reverse("my_allowance")))
    assert sign_in(cast.office).get(reverse("my_allowance")).status_code == 403
    with pytest.raises(NotAllowed, match="补助标准和预算由督导办主任录入"):
        services.approve_statements(MONTH, by=cast.office)
    assert not BudgetLine.objects.exists()
