"""compute_statements: each month's allowances from filed work only, by the rates of the day, nothing paid twice."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import NotAllowed, Refused
from core.models import AuditEvent, Notification
from inspectors.allowance import services as allowance_services
from inspectors.allowance.tasks import compute_allowances
from inspectors.models import AllowanceLine, AllowanceStatement, Inspector, InspectorKind, RateBasis, WorkKind
from supervision.regular import services as regular_services
from tests.pages import text
from tests.people import Cast, make_inspector
from tests.walk import allowance as walk
from tests.walk import clock, regular
from tests.walk.allowance import LATER, MONTH

SignIn = Callable[[object], Client]


def lines(statement: AllowanceStatement) -> list[tuple[str, str, Decimal]]:
    return [(line.kind, line.on.isoformat(), line.amount) for line in statement.lines.order_by("on", "-kind")]


def test_two_visits_and_two_journeys(cast: Cast) -> None:
    """2 × 80.00 + 2 × 30.00 = 220.00."""
    statement = walk.computed(cast)
    assert lines(statement) == [
        ("work", "2026-10-13", Decimal("80.00")),
        ("travel", "2026-10-13", Decimal("30.00")),
        ("work", "2026-10-20", Decimal("80.00")),
        ("travel", "2026-10-20", Decimal("30.00")),
    ]
    assert (statement.total, statement.state) == (Decimal("220.00"), "computed")
    line = statement.lines.filter(kind="work").earliest("on")
    assert (line.title, line.unit, line.filed_on) == (cast.school.name, cast.school, dt.date(2026, 10, 13))
    assert line.source.startswith("regular_visit:")
    note = Notification.objects.get(kind="compute_statements")
    assert (note.recipient, "220.00" in note.title) == (cast.inspector, True)


def test_computing_again_changes_nothing(cast: Cast) -> None:
    statement = walk.computed(cast)
    before = set(AllowanceLine.objects.values_list("pk", flat=True))
    with clock.on(LATER):
        again = allowance_services.compute_statements(MONTH, by=cast.office)
    assert (again.new, again.changed) == ([], [])
    assert set(AllowanceLine.objects.values_list("pk", flat=True)) == before
    assert Notification.objects.filter(kind="compute_statements").count() == 1
    assert AuditEvent.objects.filter(action="compute_statements").count() == 1
    assert walk.fresh(statement).total == Decimal("220.00")


def test_only_filed_work_and_only_kinds_with_a_rate(cast: Cast) -> None:
    walk.part_time(cast)
    walk.rate(cast)
    with clock.on(dt.date(2026, 10, 13)):
        visit = regular.submitted(cast, day=dt.date(2026, 10, 13))
    with clock.on(LATER):
        assert allowance_services.compute_statements(MONTH, by=cast.office).new == []
        regular_services.file_regular_visit(visit, by=cast.office)
        (statement,) = allowance_services.compute_statements(MONTH, by=cast.office).new
    assert statement.total == Decimal("80.00")
    Inspector.objects.update(kind=InspectorKind.FULL_TIME)
    walk.filed(cast, dt.date(2026, 11, 3))
    with clock.on(dt.date(2026, 12, 7)):
        assert allowance_services.compute_statements(dt.date(2026, 11, 1), by=cast.office).new == []


def test_work_filed_late_goes_into_the_next_statement_and_says_so(cast: Cast) -> None:
    statement = walk.confirmed(cast)
    walk.filed(cast, dt.date(2026, 10, 29), filed_on=dt.date(2026, 11, 12))
    walk.filed(cast, dt.date(2026, 11, 10), cast.kindergarten)
    with clock.on(LATER + dt.timedelta(days=10)):
        allowance_services.compute_statements(MONTH, by=cast.office)
    assert walk.fresh(statement).total == Decimal("220.00")
    later = walk.computed(cast, dt.date(2026, 11, 1), dt.date(2026, 12, 7))
    assert lines(later) == [
        ("work", "2026-10-29", Decimal("80.00")),
        ("travel", "2026-10-29", Decimal("30.00")),
        ("work", "2026-11-10", Decimal("80.00")),
        ("travel", "2026-11-10", Decimal("30.00")),
    ]
    assert [line.is_late(later.month) for line in later.lines.order_by("on", "-kind")] == [True, True, False, False]
    sources = list(AllowanceLine.objects.filter(kind="work").values_list("source", flat=True))
    assert len(sources) == len(set(sources)) == 4


def test_an_open_statement_takes_in_what_is_filed_meanwhile(cast: Cast) -> None:
    statement = walk.computed(cast)
    walk.filed(cast, dt.date(2026, 10, 27), filed_on=LATER)
    with clock.on(LATER):
        done = allowance_services.compute_statements(MONTH, by=cast.office)
    assert (done.new, done.changed) == ([], [statement])
    assert walk.fresh(statement).total == Decimal("330.00")


def test_one_journey_a_day_and_unit_and_one_days_pay(cast: Cast) -> None:
    """By the day: two schools on one day are 150.00 once and two journeys of 30.00: 210.00."""
    walk.part_time(cast)
    walk.rate(cast, basis=RateBasis.DAY, amount=Decimal(150))
    walk.journey(cast)
    walk.filed(cast, dt.date(2026, 10, 13))
    walk.filed(cast, dt.date(2026, 10, 13), cast.kindergarten)
    statement = walk.computed(cast)
    assert statement.total == Decimal("210.00")
    assert statement.lines.filter(kind="work").count() == 1
    walk.fresh(statement)
    with clock.on(LATER):
        allowance_services.confirm_statement(statement, by=cast.inspector)
    walk.filed(cast, dt.date(2026, 10, 13), cast.other_school, filed_on=LATER)
    with clock.on(dt.date(2026, 12, 7)):
        allowance_services.compute_statements(dt.date(2026, 11, 1), by=cast.office)
    late = AllowanceStatement.objects.get(month=dt.date(2026, 11, 1))
    assert lines(late) == [("travel", "2026-10-13", Decimal("30.00"))]


def test_the_distance_band_of_a_township_and_the_rate_of_the_day(cast: Cast) -> None:
    """The far band pays 60.00; from 15 October a visit pays 100.00: 80 + 60 + 100 + 60 = 300."""
    walk.part_time(cast)
    walk.rate(cast)
    walk.rate(cast, amount=Decimal(100), valid_from=dt.date(2026, 10, 15))
    walk.journey(cast)
    walk.journey(cast, amount=walk.FAR, band="20公里以上", townships=[cast.town])
    walk.filed(cast, dt.date(2026, 10, 13))
    walk.filed(cast, dt.date(2026, 10, 20))
    statement = walk.computed(cast)
    assert [amount for _kind, _day, amount in lines(statement)] == [Decimal(80), Decimal(60), Decimal(100), Decimal(60)]
    assert statement.total == Decimal("300.00")


def test_reports_are_paid_by_the_piece(cast: Cast) -> None:
    inspector = walk.part_time(cast)
    walk.rate(cast, basis=RateBasis.REPORT, work=WorkKind.REPORT, amount=walk.PIECE)
    from tests.walk import inspection as inspections  # noqa: PLC0415 (only here)

    with clock.on(dt.date(2026, 10, 14)):
        inspections.deliberated(cast)
    statement = walk.computed(cast)
    assert (statement.inspector, statement.total) == (inspector, Decimal("120.00"))
    assert statement.lines.get().key.startswith("proposal:")


def test_a_journey_alone_and_an_inspector_without_an_account(cast: Cast) -> None:
    inspector = walk.part_time(cast)
    walk.journey(cast)
    walk.filed(cast, dt.date(2026, 10, 13))
    Inspector.objects.filter(pk=inspector.pk).update(user=None)
    with clock.on(LATER):
        (statement,) = allowance_services.compute_statements(MONTH, by=cast.office).new
    assert lines(statement) == [("travel", "2026-10-13", Decimal("30.00"))]
    assert not Notification.objects.filter(kind="compute_statements").exists()


def test_refusals(cast: Cast) -> None:
    with clock.on(LATER), pytest.raises(Refused, match="没有有效的补助标准"):
        allowance_services.compute_statements(MONTH, by=cast.office)
    walk.settled(cast)
    with clock.on(dt.date(2026, 10, 31)), pytest.raises(Refused, match="尚未结束"):
        allowance_services.compute_statements(MONTH, by=cast.office)
    for person in (cast.leader, cast.inspector, cast.school_head):
        with clock.on(LATER), pytest.raises(NotAllowed, match="补助由督导办计算并移交"):
            allowance_services.compute_statements(MONTH, by=person)
    assert not AllowanceStatement.objects.exists()


def test_the_button(cast: Cast, sign_in: SignIn) -> None:
    walk.settled(cast)
    with clock.on(LATER):
        office = sign_in(cast.office)
        page = office.post(reverse("compute_statements"), {"month": "2026-10"}, follow=True)
        assert "新增1份" in text(page)
        assert sign_in(cast.leader).post(reverse("compute_statements"), {"month": "2026-10"}).status_code == 403


def test_the_platform_computes_last_month_once(cast: Cast) -> None:
    walk.settled(cast)
    with clock.on(dt.date(2026, 11, 4), 5):
        assert compute_allowances() == 0
    with clock.on(LATER, 5):
        assert compute_allowances() == 1
        assert compute_allowances() == 0
    assert AllowanceStatement.objects.get().month == MONTH
    assert AuditEvent.objects.get(action="compute_statements").actor is None


def test_without_rates_the_platform_waits(cast: Cast) -> None:
    walk.part_time(cast)
    with clock.on(LATER, 5):
        assert compute_allowances() == 0


def test_as_many_statements_for_many_as_for_one(cast: Cast) -> None:
    walk.settled(cast)

    def count() -> int:
        with clock.on(LATER), CaptureQueriesContext(connection) as captured:
            allowance_services.compute_statements(MONTH, by=cast.office)
        return len(captured)

    count()
    one = count()
    for number in range(20, 32):
        make_inspector(None, f"兼职{number}", number)
    Inspector.objects.exclude(user=cast.inspector).update(kind=InspectorKind.PART_TIME)
    assert count() == one


def test_the_database_pays_nothing_twice_and_edits_no_line(cast: Cast) -> None:
    statement = walk.computed(cast)
    line = statement.lines.first()
    assert line is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        AllowanceLine.objects.filter(pk=line.pk).update(amount=Decimal(1))
    later = AllowanceStatement.objects.create(
        inspector=statement.inspector, month=dt.date(2026, 11, 1), state="computed"
    )
    with pytest.raises(IntegrityError, match="paid_once"), transaction.atomic():
        AllowanceLine.objects.create(
            statement=later, kind="work", key=line.key, on=line.on, title="再次", rate=line.rate, amount=line.amount
        )


def test_a_second_inspector_costs_no_more_statements_of_the_database(cast: Cast) -> None:
    """As many for one who is told as for two: a province has three thousand."""
    walk.part_time(cast)
    walk.rate(cast)
    regular.hang(cast, cast.kindergarten, cast.other_inspector)
    counts = []
    for month in (MONTH, dt.date(2026, 11, 1)):
        walk.filed(cast, month.replace(day=10))
        walk.filed(cast, month.replace(day=11), cast.kindergarten)
        with clock.on(dt.date(2026, 12, 7)), CaptureQueriesContext(connection) as captured:
            done = allowance_services.compute_statements(month, by=cast.office)
        counts.append((len(done.new), len(captured)))
        walk.part_time(cast, cast.other_inspector)
    (one, few), (two, more) = counts
    assert (one, two) == (1, 2)
    assert more <= few
    assert Notification.objects.filter(kind="compute_statements").count() == 3
