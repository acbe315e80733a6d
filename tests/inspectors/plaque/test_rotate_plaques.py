"""Rotation of plaques whose years are full: the proposal and carrying it out."""

import datetime as dt

import pytest

from accounts.models import Organisation, PolicySetting, Zone
from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent
from inspectors.models import Bar, CareerEvent, Inspector, InspectorKind, PlaqueAssignment
from inspectors.models.plaque import due_before
from inspectors.plaque.services import assign_plaque, end_plaque, propose_rotation, rotate_plaques
from inspectors.recusal.services import add_recusal
from tests.pages import queries, text
from tests.people import make_inspector
from tests.walk import clock
from tests.walk.zone import LONG_AGO, due

URL = "/desk/inspectors/plaques/rotation/"
POST = f"{URL}rotate/"


@pytest.fixture
def three(cast, first, second):
    """The first inspector has had all three units for years."""
    Inspector.objects.filter(pk=first.pk).update(term_from=LONG_AGO)
    first.refresh_from_db()
    return [
        assign_plaque(unit, by=cast.office, inspector=first, began_on=LONG_AGO)
        for unit in (cast.school, cast.other_school, cast.kindergarten)
    ]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2026-11-24", "2023-11-24"),
        ("2028-02-29", "2025-02-28"),
        ("2027-02-28", "2024-02-28"),
        ("2027-03-01", "2024-03-01"),
    ],
)
def test_a_plaque_is_due_on_its_third_anniversary(db, today, last):
    assert due_before(dt.date.fromisoformat(today)) == dt.date.fromisoformat(last)


@clock.on(dt.date(2026, 11, 24))
def test_due_on_the_day_and_not_before(cast, first):
    today = calendar.today()
    Inspector.objects.filter(pk=first.pk).update(term_from=LONG_AGO)
    first.refresh_from_db()
    anniversary = today.replace(year=today.year - 3)
    plaque = assign_plaque(cast.school, by=cast.office, inspector=first, began_on=anniversary)
    assert plaque.is_due(today)
    assert list(PlaqueAssignment.objects.due(on=today)) == [plaque]
    assert not plaque.is_due(today - calendar.ONE_DAY)
    assert not PlaqueAssignment.objects.due(on=today - calendar.ONE_DAY).exists()


def test_the_list_marks_and_counts_what_is_due(cast, sign_in):
    due(cast)
    page = sign_in(cast.office).get("/desk/inspectors/plaques/?covered=due")
    assert [unit.name for unit in page.context["page"]] == ["第一示例中学"]
    assert [figure["value"] for figure in page.context["figures"]] == [3, 1, 2, 0, 1]


def test_the_proposal_spreads_the_load_and_leaves_the_present_one_out(cast, sign_in, first, second, three):
    page = sign_in(cast.office).get(URL)
    rows = page.context["form"].plaques.values()
    assert sorted(row.inspector.name for row in rows) == ["督学丙", "督学乙", "督学乙"]
    assert "同责任区、同类别，轮换后" in text(page)
    assert PlaqueAssignment.objects.count() == 3


def test_kinds_recusals_and_fullness_bind_the_proposal(cast, first, second, three):
    third = Inspector.objects.get(name="督学丙")
    Inspector.objects.filter(pk=second.pk).update(kind=InspectorKind.PART_TIME)
    Inspector.objects.filter(pk=third.pk).update(kind=InspectorKind.PRESCHOOL)
    add_recusal(second, by=cast.office_head, unit=cast.school, ground="on_staff")
    rows = {row.plaque.unit.name: row for row in propose_rotation(by=cast.office)}
    assert rows["第一示例中学"].inspector is None
    assert rows["第一示例中学"].bars == {Bar.PRESENT: 1, Bar.RECUSED: 1, Bar.OTHER_KIND: 1, Bar.FULL: 0}
    assert rows["第二示例小学"].inspector == second
    assert not rows["第二示例小学"].is_same_kind
    assert rows["示例幼儿园"].inspector == third
    PolicySetting.objects.create(key="plaque_schools", value=1)
    assign_plaque(cast.other_school, by=cast.office, inspector=second)
    rows = {row.plaque.unit.name: row for row in propose_rotation(by=cast.office)}
    assert set(rows) == {"第一示例中学", "示例幼儿园"}


def test_where_all_are_full_the_row_says_so(cast, sign_in, first, second, three):
    PolicySetting.objects.create(key="plaque_schools", value=1)
    page = sign_in(cast.office).get(URL)
    assert page.context["open"] == 1
    content = text(page)
    assert "没有合适人选" in content
    assert "挂牌已达一般数量 2" in content
    assert "有1块公示牌在本责任区内没有合适人选" in content


def test_one_zone_at_a_time_and_nothing_due(cast, sign_in, three):
    other = Zone.objects.create(number=2, name="第二责任区")
    client = sign_in(cast.office)
    assert "没有到期应轮换的挂牌" in text(client.get(f"{URL}?zone={other.pk}"))
    assert len(client.get(f"{URL}?zone={cast.zone.pk}").context["form"].plaques) == 3


def posted(page, **changes):
    form = page.context["form"]
    data = {"on": calendar.today().isoformat(), "seen": form.seen_now}
    for pk, row in form.plaques.items():
        data[f"to_{pk}"] = row.inspector.pk if row.inspector else ""
    return data | changes


def test_the_office_changes_rows_and_carries_it_out(cast, sign_in, first, second, three):
    client = sign_in(cast.office)
    kept, *changed = three
    page = client.get(URL)
    page = client.post(POST, posted(page, **{f"to_{kept.pk}": ""}), follow=True)
    assert "2块公示牌已更换责任督学" in text(page)
    kept.refresh_from_db()
    assert kept.ended_on is None
    for old in changed:
        old.refresh_from_db()
        assert (old.ended_on, old.end_reason[:3]) == (calendar.today(), "由督学")
    assert PlaqueAssignment.objects.current().count() == 3
    event = AuditEvent.objects.get(action="rotate_plaques")
    assert event.data == {"count": 2, "began_on": calendar.today().isoformat()}
    texts = set(CareerEvent.objects.filter(inspector=first).values_list("text", flat=True))
    assert {"担任第二示例小学责任督学", "不再担任第二示例小学责任督学"} <= texts


def test_a_stale_page_changes_nothing(cast, sign_in, second, three):
    client = sign_in(cast.office)
    page = client.get(URL)
    end_plaque(three[0], by=cast.office, reason="调离")
    assert client.post(POST, posted(page)).status_code == 409
    assert PlaqueAssignment.objects.current().count() == 2
    with pytest.raises(TransitionRefused, match="已更换第一示例中学"):
        rotate_plaques([(three[1], second), (three[0], second)], by=cast.office)
    assert PlaqueAssignment.objects.current().count() == 2


def test_one_refused_row_stops_all(cast, sign_in, first, second, three):
    client = sign_in(cast.office)
    page = client.get(URL)
    add_recusal(second, by=cast.office_head, unit=cast.other_school, ground="on_staff")
    with pytest.raises(Refused, match="第二示例小学：督学乙应回避"):
        rotate_plaques([(three[0], second), (three[1], second)], by=cast.office)
    assert PlaqueAssignment.objects.count() == 3
    data = posted(page, on=(calendar.today() + calendar.ONE_DAY).isoformat())
    data |= {f"to_{plaque.pk}": "" for plaque in three[1:]}
    answer = client.post(POST, data)
    assert answer.status_code == 422
    assert "轮换应在当日或者之后登记" in text(answer)
    answer = client.post(POST, data | {f"to_{plaque.pk}": "" for plaque in three})
    assert "请至少为一所学校选择" in text(answer)
    assert client.post(POST, data | {"on": "x"}).status_code == 422


def test_those_of_other_zones_are_not_proposed(cast, first, second, three):
    other = Zone.objects.create(number=2, name="第二责任区")
    Inspector.objects.exclude(pk=first.pk).update(zone=other)
    assert all(row.inspector is None and row.stops == [("为现任", 1)] for row in propose_rotation(by=cast.office))


@pytest.mark.parametrize("name", ["leader", "zone_leader", "inspector", "school_head"])
def test_nobody_else(cast, sign_in, second, name, three):
    person = getattr(cast, name)
    client = sign_in(person)
    assert client.get(URL).status_code == 403
    assert client.post(POST, {}).status_code == 403
    with pytest.raises(NotAllowed, match="责任督学轮换由督导办办理"):
        propose_rotation(by=person)
    with pytest.raises(NotAllowed, match="责任督学轮换由督导办办理"):
        rotate_plaques([(three[0], second)], by=person)


def test_more_inspectors_need_no_more_queries(cast, sign_in, three):
    client = sign_in(cast.office)
    few = queries(client, URL)
    for number in range(10, 40):
        make_inspector(None, f"督学{number}", number, zone=cast.zone)
    assert queries(client, URL) <= few


def test_a_plaque_that_nobody_can_take_counts_for_its_holder(cast, first, second, three):
    PolicySetting.objects.create(key="plaque_schools", value=2)
    Inspector.objects.filter(name="督学丙").update(is_trained=False)
    Inspector.objects.filter(pk=second.pk).update(term_from=LONG_AGO)
    second.refresh_from_db()
    end_plaque(three[2], by=cast.office, reason="调离")
    lone = assign_plaque(cast.kindergarten, by=cast.office, inspector=second, began_on=LONG_AGO)
    add_recusal(first, by=cast.office_head, unit=lone.unit, ground="on_staff")
    rows = {row.plaque.unit.name: row for row in propose_rotation(by=cast.office)}
    assert rows["示例幼儿园"].inspector is None
    taken = [row for row in rows.values() if row.inspector is not None]
    assert [(row.inspector, row.load) for row in taken] == [(second, 2)]  # two, with the one that stays


def test_where_too_many_are_due_for_one_page_it_goes_zone_by_zone(cast, sign_in, settings, three):
    office = sign_in(cast.office)
    settings.ROTATE_AT_ONCE = 3
    assert "zones" not in office.get(URL).context
    settings.ROTATE_AT_ONCE = 2
    page = office.get(URL)
    zone = cast.school.zone
    assert page.context["zones"] == [{"zone": zone.pk, "name": zone.name, "count": 3}]
    assert f"?zone={zone.pk}" in text(page)
    assert "超过2块" in text(page)
    assert office.post(POST, {"on": calendar.today()}).context["zones"] == page.context["zones"]
    assert PlaqueAssignment.objects.current().filter(pk__in=[plaque.pk for plaque in three]).count() == 3
    assert len(office.get(f"{URL}?zone={zone.pk}").context["form"].plaques) == 3
    Organisation.objects.filter(pk=cast.school.pk).update(zone=None)
    page = office.get(URL)
    assert {row["zone"]: row["count"] for row in page.context["zones"]} == {zone.pk: 2, None: 1}
    assert "?covered=due" in text(page)
