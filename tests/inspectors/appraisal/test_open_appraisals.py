"""open_appraisals, cancel_appraisal: for all who serve, whose term ends soon or is over, each once; taken back."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import policy
from accounts.turns import turns_of
from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused
from core.models import AuditEvent, Notification
from inspectors.appraisal import services
from inspectors.models import Appraisal, AppraisalKind, EndGround, Inspector, TermEnd
from tests.pages import text
from tests.people import Cast, make_inspector
from tests.walk import appraisal as walk

SignIn = Callable[[object], Client]
PAGE = "/desk/inspectors/appraisals/open/"


def this() -> int:
    """The year of today."""
    return calendar.today().year


def test_the_office_opens_the_year_for_all_who_serve(cast: Cast, sign_in: SignIn, first: Inspector) -> None:
    make_inspector(None, "已退督学", 30, removed_at=timezone.now())
    office = sign_in(cast.office)
    page = office.get(PAGE)
    assert [len(offer["people"]) for offer in page.context["offers"]] == [3, 0]
    answer = office.post(PAGE, {"kind": "yearly", "year": this()}, follow=True)
    assert "已开启3份考核，另有0份此前已开启" in text(answer)
    row = Appraisal.objects.get(inspector=first)
    assert (row.state, row.period_from, row.period_until) == ("open", dt.date(this(), 1, 1), dt.date(this(), 12, 31))
    limit = calendar.deadline(calendar.today(), *policy.days("appraisal_summary_days"))
    assert (row.due_on, row.due_basis) == (limit.on, limit.basis("appraisal_summary_days"))
    told = Notification.objects.filter(kind="open_appraisals").values_list("recipient__username", flat=True)
    assert set(told) == {"inspector", "inspector2", "inspector3"}
    assert AuditEvent.objects.filter(action="create_appraisal", actor=cast.office).count() == 3
    assert [turn.title for turn in turns_of(cast.inspector, today=calendar.today()).items] == ["督学甲"]


def test_opened_twice_each_has_one(cast: Cast) -> None:
    walk.opened(cast)
    make_inspector(None, "新督学", 31)
    again = services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=this())
    assert (again.opened, again.skipped) == (1, 3)
    assert Appraisal.objects.count() == 4
    assert Notification.objects.filter(kind="open_appraisals").count() == 3


def test_the_statements_are_as_many_for_one_as_for_forty(cast: Cast) -> None:
    def statements(year: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=year).opened
        return len(captured)

    statements(this())
    Appraisal.objects.all().delete()
    few = statements(this())
    Appraisal.objects.all().delete()
    for number in range(40):
        make_inspector(None, f"督学{number}", 40 + number)
    assert statements(this()) == few <= 20


def test_an_earlier_year_takes_those_who_served_at_its_end(cast: Cast) -> None:
    make_inspector(None, "今年新任", 32)
    Inspector.objects.filter(name="今年新任").update(term_from=dt.date(this(), 3, 1))
    done = services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=this() - 1)
    assert done.opened == 3
    assert not Appraisal.objects.filter(inspector__name="今年新任").exists()


def test_the_end_of_a_term(cast: Cast, first: Inspector, second: Inspector) -> None:
    ends = calendar.today() + dt.timedelta(days=policy.number("appraisal_term_days"))
    Inspector.objects.filter(pk=first.pk).update(term_until=ends)
    Inspector.objects.filter(pk=second.pk).update(term_until=ends + calendar.ONE_DAY)
    done = services.open_appraisals(by=cast.office, kind=AppraisalKind.END_OF_TERM, year=this())
    assert done.opened == 1
    row = Appraisal.objects.get()
    assert (row.inspector, row.year) == (first, ends.year)
    assert (row.period_from, row.period_until) == (first.term_from, ends - calendar.ONE_DAY)
    assert services.open_appraisals(by=cast.office, kind=AppraisalKind.END_OF_TERM, year=this()).skipped == 1


def over(inspector: Inspector, ground: str, **changes: object) -> Inspector:
    """`inspector`, whose term is over on that ground since ten days."""
    on = calendar.today() - 10 * calendar.ONE_DAY
    TermEnd.objects.create(inspector=inspector, ground=ground, reason="已结束", on=on)
    Inspector.objects.filter(pk=inspector.pk).update(**changes)
    inspector.refresh_from_db()
    return inspector


def test_terms_that_are_over_are_offered_by_name(
    cast: Cast, sign_in: SignIn, first: Inspector, second: Inspector
) -> None:
    ended, today = calendar.today() - 10 * calendar.ONE_DAY, calendar.today()
    over(first, EndGround.RESIGNED, removed_at=timezone.now(), user=None)
    Inspector.objects.filter(pk=second.pk).update(term_until=today)  # over today, not carried through yet
    office = sign_in(cast.office)
    page = office.get(PAGE)
    offered = {one.inspector: (one.ended_on, one.ground) for one in page.context["over"]}
    assert offered == {first: (ended, EndGround.RESIGNED), second: (today, EndGround.TERM_OVER)}
    assert "辞" in text(page)
    by_name = {"kind": "end_of_term", "year": this(), "by_name": "on"}
    none = office.post(PAGE, by_name)
    assert none.status_code == 422
    assert "请至少选择" in text(none)
    assert office.post(PAGE, by_name | {"over": [first.pk]}).status_code == 302
    row = Appraisal.objects.get()
    assert (row.inspector, row.kind, row.year) == (first, AppraisalKind.END_OF_TERM, ended.year)
    assert (row.period_from, row.period_until) == (first.term_from, ended - calendar.ONE_DAY)
    assert [one.inspector for one in services.over_to_open()] == [second]
    again = services.open_appraisals(by=cast.office, kind=AppraisalKind.END_OF_TERM, year=this(), over=[first.pk])
    assert (again.opened, again.skipped) == (0, 1)
    row = services.receive_summary(row, by=cast.office, summary="任期内督导四十次")
    assert row.state == "submitted"


def test_whose_end_is_none_or_long_ago_is_not_offered(cast: Cast, first: Inspector, second: Inspector) -> None:
    over(first, EndGround.CORRECTION, removed_at=timezone.now())
    over(second, EndGround.DIED, removed_at=timezone.now())
    third = make_inspector(None, "早已届满", 33)
    long_ago = calendar.today() - dt.timedelta(days=policy.number("appraisal_over_days") + 1)
    Inspector.objects.filter(pk=third.pk).update(term_until=long_ago)
    assert services.over_to_open() == []


def test_a_term_appraised_before_its_end_is_not_offered_again(cast: Cast, first: Inspector) -> None:
    ends = calendar.today() + dt.timedelta(days=policy.number("appraisal_term_days"))
    Inspector.objects.filter(pk=first.pk).update(term_until=ends)
    services.open_appraisals(by=cast.office, kind=AppraisalKind.END_OF_TERM, year=this())
    over(first, EndGround.INCOMPETENT, removed_at=timezone.now())
    assert services.over_to_open() == []
    services.cancel_appraisal(Appraisal.objects.get(), by=cast.office, reason="提前离任")
    assert [one.inspector for one in services.over_to_open()] == [first]


def test_refusals(cast: Cast, sign_in: SignIn) -> None:
    with pytest.raises(Refused, match="尚未开始"):
        services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=this() + 1)
    for name in ("leader", "inspector", "zone_leader", "school_head"):
        with pytest.raises(NotAllowed, match="督学考核由督导办组织"):
            services.open_appraisals(by=getattr(cast, name), kind=AppraisalKind.YEARLY, year=this())
        assert sign_in(getattr(cast, name)).get(PAGE).status_code == 403
    assert sign_in(cast.office).post(PAGE, {"kind": "nonsense", "year": this()}).status_code == 422
    assert not Appraisal.objects.exists()


def test_cancelled_with_a_reason_and_opened_anew(cast: Cast, sign_in: SignIn) -> None:
    row = walk.submitted(cast)
    address = reverse("cancel_appraisal", args=[row.pk])
    office = sign_in(cast.office)
    assert office.get(address).status_code == 200
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "已调离"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert Notification.objects.get(kind="cancel_appraisal").recipient == cast.inspector
    assert services.open_appraisals(by=cast.office, kind=AppraisalKind.YEARLY, year=this()).opened == 1
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.cancel_appraisal(walk.opened(cast), by=cast.inspector, reason="不想考核")
