"""add_rate, end_rate, remove_rate, add_budget, edit_budget: periods that never overlap; the budget."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.allowance import services
from inspectors.models import AllowanceRate, BudgetLine, InspectorKind, RateBasis, WorkKind
from tests.pages import queries, text
from tests.people import Cast, make_unit
from tests.walk import allowance as walk

SignIn = Callable[[object], Client]
JULY = dt.date(2026, 7, 1)
FORM = {"basis": "visit", "work": "regular_visit", "amount": "80", "for_kind": "part_time"}


def test_entered_and_followed_by_a_new_period(cast: Cast, sign_in: SignIn) -> None:
    head = sign_in(cast.office_head)
    assert "目前没有有效标准" in text(head.get(reverse("allowance_rates")))
    form = {**FORM, "note": "米财〔2026〕1号"}
    assert head.get(reverse("add_rate")).status_code == 200
    assert head.post(reverse("add_rate"), {**form, "valid_from": "2026-01-01"}).status_code == 302
    page = head.post(reverse("add_rate"), {**form, "amount": "100", "valid_from": "2026-07-01"})
    assert page.status_code == 302
    old, new = AllowanceRate.objects.order_by("valid_from")
    assert (old.amount, old.valid_until) == (Decimal(80), dt.date(2026, 6, 30))
    assert (new.amount, new.valid_until) == (Decimal(100), None)
    shown = text(head.get(reverse("allowance_rates")))
    assert "100.00" in shown
    assert "米财〔2026〕1号" in shown
    assert AuditEvent.objects.filter(action="end_rate").count() == 1


def test_periods_do_not_overlap(cast: Cast, sign_in: SignIn) -> None:
    walk.rate(cast, valid_from=JULY, valid_until=dt.date(2026, 12, 31))
    for first, last in ((JULY, None), (dt.date(2026, 1, 1), JULY), (dt.date(2026, 12, 31), None)):
        with pytest.raises(Refused, match="重叠"):
            walk.rate(cast, valid_from=first, valid_until=last)
    with pytest.raises(Refused, match="重叠"):
        walk.rate(cast, basis=RateBasis.DAY, valid_from=dt.date(2026, 8, 1))
    walk.rate(cast, valid_from=dt.date(2027, 1, 1))
    walk.rate(cast, valid_from=dt.date(2026, 1, 1), valid_until=dt.date(2026, 6, 30))
    walk.rate(cast, valid_from=JULY, for_kind=InspectorKind.FULL_TIME)
    walk.rate(cast, valid_from=JULY, work=WorkKind.RECHECK)
    page = sign_in(cast.office_head).post(reverse("add_rate"), {**FORM, "valid_from": "2026-08-01"})
    assert page.status_code == 422
    assert "重叠" in text(page)


def test_the_table_itself_refuses_two_at_a_time(cast: Cast) -> None:
    rates = (walk.rate(cast, valid_from=JULY, valid_until=dt.date(2026, 12, 31)), walk.journey(cast, valid_from=JULY))
    for rate in rates:
        rate.pk, rate.id = None, AllowanceRate._meta.pk.get_default()
        rate.valid_from, rate.valid_until = dt.date(2026, 1, 1), JULY
        with pytest.raises(IntegrityError, match="rate_once_at_a_time"), transaction.atomic():
            rate.save(force_insert=True)
        rate.valid_until = dt.date(2026, 6, 30)
        rate.save(force_insert=True)
    assert AllowanceRate.objects.count() == 4


def test_a_township_lies_in_one_band_at_a_time(cast: Cast) -> None:
    other = make_unit("510421T002", "丙谷镇人民政府", "township")
    walk.journey(cast)
    walk.journey(cast, band="20公里以内", townships=[cast.town])
    with pytest.raises(Refused, match="重叠"):
        walk.journey(cast, band="20公里以上", townships=[cast.town, other])
    walk.journey(cast, band="20公里以上", townships=[other])
    with pytest.raises(Refused, match="重叠"):
        walk.journey(cast, band="其他")
    walk.journey(cast, band="20公里以内", townships=[cast.town], valid_from=JULY)
    old = AllowanceRate.objects.filter(band="20公里以内").earliest("valid_from")
    assert old.valid_until == dt.date(2026, 6, 30)


def test_refusals(cast: Cast) -> None:
    for changes, words in (
        ({"amount": Decimal(0)}, "大于零"),
        ({"valid_until": dt.date(2025, 12, 31)}, "不能早于生效日期"),
        ({"basis": RateBasis.REPORT}, "不按此方式"),
        ({"work": WorkKind.REPORT}, "不按此方式"),
        ({"work": ""}, "不按此方式"),
        ({"basis": RateBasis.TRAVEL}, "不区分工作"),
    ):
        with pytest.raises(Refused, match=words):
            walk.rate(cast, **changes)
    for person in (cast.office, cast.leader, cast.inspector):
        with pytest.raises(NotAllowed, match="补助标准和预算由督导办主任录入"):
            services.add_rate(by=person, basis="visit", work="recheck", amount=Decimal(1), valid_from=JULY)
        with pytest.raises(NotAllowed, match="补助标准和预算由督导办主任录入"):
            services.add_budget(by=person, year=2026, name="补助", amount=Decimal(1))
    assert not AllowanceRate.objects.exists()


def test_a_rate_that_was_used_stays(cast: Cast, sign_in: SignIn) -> None:
    walk.computed(cast)
    used = AllowanceRate.objects.get(work=WorkKind.REGULAR_VISIT)
    with pytest.raises(Refused, match="已用于结算单"):
        services.remove_rate(used, by=cast.office_head)
    with pytest.raises(Refused, match="2026年10月20日"):
        services.end_rate(used, by=cast.office_head, valid_until=dt.date(2026, 10, 19))
    with pytest.raises(Refused, match="2026年10月20日"):
        walk.rate(cast, valid_from=dt.date(2026, 10, 20))
    with pytest.raises(DatabaseError), transaction.atomic():
        AllowanceRate.objects.filter(pk=used.pk).update(amount=Decimal(1))
    head = sign_in(cast.office_head)
    address = reverse("end_rate", args=[used.pk])
    assert head.get(address).status_code == 200
    assert head.post(address, {"valid_until": "2026-12-31"}).status_code == 302
    used.refresh_from_db()
    assert used.valid_until == dt.date(2026, 12, 31)
    for last, words in ((dt.date(2027, 1, 1), "更早"), (dt.date(2025, 1, 1), "不能早于")):
        with pytest.raises(Refused, match=words):
            services.end_rate(used, by=cast.office_head, valid_until=last)


def test_an_unused_one_is_taken_out(cast: Cast, sign_in: SignIn) -> None:
    rate = walk.rate(cast)
    head = sign_in(cast.office_head)
    address = reverse("remove_rate", args=[rate.pk])
    assert sign_in(cast.office).get(address).status_code == 403
    assert sign_in(cast.school_head).get(address).status_code == 404
    assert head.get(address).status_code == 200
    assert head.post(address).status_code == 302
    assert not AllowanceRate.objects.exists()


def test_who_reads_the_rates(cast: Cast, sign_in: SignIn) -> None:
    walk.rate(cast)
    address = reverse("allowance_rates")
    seen = {name for name in cast.everybody() if sign_in(getattr(cast, name)).get(address).status_code == 200}
    assert seen == {"office", "office_head", "leader", "inspector", "other_inspector", "third_inspector"}
    head = sign_in(cast.office_head)
    few = queries(head, address)
    for work in (WorkKind.RECHECK, WorkKind.VISIT):
        walk.rate(cast, work=work)
    assert queries(head, address) == few


def test_the_budget_and_what_waits(cast: Cast, sign_in: SignIn) -> None:
    head = sign_in(cast.office_head)
    address = reverse("budgets")
    assert "尚未录入预算" in text(head.get(address))
    form = {"year": "2026", "name": "兼职督学补助", "amount": "250", "note": "年初预算"}
    assert head.get(reverse("add_budget")).status_code == 200
    assert head.post(reverse("add_budget"), form).status_code == 302
    assert head.post(reverse("add_budget"), form).status_code == 422
    walk.computed(cast)
    (standing,) = services.standings(BudgetLine.objects.all())
    assert (standing.approved, standing.pending, standing.balance) == (Decimal(0), Decimal(220), Decimal(30))
    assert (standing.percent, standing.tone) == (88, "waiting")
    shown = text(head.get(address))
    assert "接近用完" in shown
    assert "2026年10月" in shown
    line = BudgetLine.objects.get()
    edit = reverse("edit_budget", args=[line.pk])
    assert head.get(edit).status_code == 200
    assert head.post(edit, {"amount": "200", "reason": "压减"}).status_code == 302
    (standing,) = services.standings(BudgetLine.objects.all())
    assert (standing.tone, standing.balance) == ("bad", Decimal(-20))
    assert sign_in(cast.office).get(edit).status_code == 403
    assert sign_in(cast.inspector).get(address).status_code == 403


def test_a_budget_is_not_less_than_what_is_approved(cast: Cast) -> None:
    walk.approved(cast)
    line = BudgetLine.objects.get()
    with pytest.raises(Refused, match=r"已审批220\.00元"):
        services.edit_budget(line, by=cast.office_head, amount=Decimal("219.99"), reason="压减")
    with pytest.raises(Refused, match="请填写理由"):
        services.edit_budget(line, by=cast.office_head, amount=Decimal(300), reason=" ")
    assert services.edit_budget(line, by=cast.office_head, amount=Decimal(220), reason="压减").amount == Decimal(220)
    assert services.standing_of(2025) is None
