"""staffing, staffing_rows, staffing_change, export_staffing: the figures, what is behind them, what would change."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import OrganisationKind
from accounts.models import Organisation, PolicySetting, Zone
from accounts.policy import forget
from core import calendar
from core.models import AuditEvent
from inspectors.models import Inspector, InspectorKind
from inspectors.staffing import services
from inspectors.staffing.services import Place
from tests.pages import queries, text
from tests.people import Cast, make_inspector, make_unit
from tests.walk import appointment as appointing

SignIn = Callable[[object], Client]
PAGE = "/desk/inspectors/staffing/"
ROWS = f"{PAGE}rows/"
CHANGE = f"{PAGE}change/"
EXPORT = f"{PAGE}export/"
Figures = list[tuple[int, int, int]]


@pytest.fixture
def second_zone(cast: Cast) -> Zone:
    """A zone of 6 schools, 2 of them large, and 5 kindergartens; one school more stands in no zone."""
    zone = Zone.objects.create(number=2, name="第二责任区")
    for number in range(6):
        make_unit(f"S{number}", f"二区学校{number}", OrganisationKind.PRIMARY, zone=zone, is_large=number < 2)
    for number in range(5):
        make_unit(f"K{number}", f"二区幼儿园{number}", OrganisationKind.KINDERGARTEN, zone=zone)
    make_unit("N1", "未划区学校", OrganisationKind.SENIOR)
    make_unit("X1", "已撤并学校", OrganisationKind.PRIMARY, zone=zone, is_active=False)
    return zone


def figures(place: Place) -> Figures:
    """Required, in post, gap of each kind."""
    return [(line.required, line.in_post, line.gap) for line in place.lines]


def test_a_case_counted_by_hand(cast: Cast, second_zone: Zone) -> None:
    # The county: 9 schools, 2 of them large, 6 kindergartens; 3 full-time inspectors serve, all in the first zone.
    found = services.staffing()
    assert (found.county.schools, found.county.large, found.county.kindergartens) == (9, 2, 6)
    assert figures(found.county) == [(4, 3, 1), (5, 0, 5), (2, 0, 2)]  # 2 + ⌈7/5⌉, ⌈9/2⌉, ⌈6/4⌉
    first, second, nowhere = found.places
    assert figures(first) == [(1, 3, 0), (1, 0, 1), (1, 0, 1)]
    assert figures(second) == [(3, 0, 3), (3, 0, 3), (2, 0, 2)]  # 2 + ⌈4/5⌉, ⌈6/2⌉, ⌈5/4⌉
    assert nowhere.zone is None
    assert figures(nowhere) == [(1, 0, 1), (1, 0, 1), (0, 0, 0)]


def test_the_committee_sets_the_mix(cast: Cast, second_zone: Zone) -> None:
    for key, value in (("full_time", 7), ("large", 2), ("part_time", 3), ("preschool", 6)):
        PolicySetting.objects.create(key=f"staffing_{key}", value=value)
    forget()
    assert [line.required for line in services.staffing().county.lines] == [2, 3, 1]  # ⌈2/2⌉ + ⌈7/7⌉, ⌈9/3⌉, ⌈6/6⌉


def test_in_post_is_who_serves_today(cast: Cast, sign_in: SignIn) -> None:
    today = calendar.today()
    one, two, three = Inspector.objects.order_by("certificate")
    for inspector, until in ((one, today), (two, today + dt.timedelta(90)), (three, today + dt.timedelta(91))):
        Inspector.objects.filter(pk=inspector.pk).update(term_until=until)
    full_time = services.staffing().county.lines[0]
    assert (full_time.in_post, full_time.ending) == (2, 1)
    ending = sign_in(cast.office).get(ROWS, {"what": "full_time", "ending": "on"})
    assert [row.pk for row in ending.context["page"]] == [two.pk]
    Inspector.objects.filter(pk=three.pk).update(removed_at=timezone.now())
    Inspector.objects.filter(pk=two.pk).update(term_from=today + dt.timedelta(1))
    assert services.staffing().county.lines[0].in_post == 0


def test_each_number_leads_to_the_rows_it_counts(cast: Cast, sign_in: SignIn, second_zone: Zone) -> None:
    office = sign_in(cast.office)
    page = office.get(PAGE)
    assert "规模较大2所" in text(page)
    found = services.staffing()
    for place in (found.county, *found.places):
        for what, count in (
            ("schools", place.schools),
            ("large", place.large),
            ("kindergartens", place.kindergartens),
            *((line.kind.value, line.in_post) for line in place.lines),
        ):
            rows = office.get(ROWS, {"what": what, "place": place.key})
            assert rows.context["page"].paginator.count == count, (place.key, what)
            assert f"what={what}&amp;place={place.key}" in text(page) or not count
    names = [row.name for row in office.get(ROWS, {"what": "large", "place": second_zone.pk}).context["page"]]
    assert names == ["二区学校0", "二区学校1"]
    assert "该统计项没有对应记录" in text(office.get(ROWS, {"what": "preschool"}))


def test_appointments_close_the_gap(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    asked = {"count1": 1, "kind1": "part_time", "place1": cast.zone.pk}
    page = office.get(CHANGE, asked)
    assert (page.context["appointed"], page.context["left"]) == (1, 1)
    asked |= {"count2": 1, "kind2": "preschool", "place2": cast.zone.pk}
    before = Inspector.objects.count()
    page = office.get(CHANGE, asked)
    assert page.context["left"] == page.context["zones_left"] == 0
    assert "新聘2名并计入所选离任人员后，全县无缺额" in text(page)
    assert Inspector.objects.count() == before


def test_departures_open_a_gap(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    everybody = [str(one.pk) for one in Inspector.objects.all()]
    page = office.get(CHANGE, {"leaving": everybody})
    assert figures_then(page) == [0, 0, 0, 0, 0, 0]
    assert page.context["left"] == 3
    Inspector.objects.update(term_until=calendar.today() + dt.timedelta(30))
    assert figures_then(office.get(CHANGE, {"without_ending": "on"}))[0] == 0
    nowhere = office.get(CHANGE, {"count1": 2, "kind1": "full_time", "place1": ""})
    assert figures_then(nowhere) == [5, 0, 0, 3, 0, 0, 2, 0, 0]


def test_those_under_way_are_chosen_by_name(cast: Cast, sign_in: SignIn) -> None:
    candidate = appointing.recommended(cast, zone=cast.zone)
    inspector = Inspector.objects.filter(kind=InspectorKind.FULL_TIME, removed_at=None).first()
    assert inspector is not None
    Inspector.objects.update(term_until=calendar.today() + dt.timedelta(30))
    inspector.refresh_from_db()
    renewal = appointing.renewal(cast, inspector, term_from=inspector.term_until)
    office = sign_in(cast.office)
    page = office.get(CHANGE)
    assert "示例候选人 · 兼职" in text(page)
    assert "续聘" in text(page)
    page = office.get(CHANGE, {"without_ending": "on", "candidates": [candidate.pk]})
    assert figures_then(page)[:2] == [0, 1]
    page = office.get(CHANGE, {"without_ending": "on", "candidates": [candidate.pk, renewal.pk]})
    assert figures_then(page)[:2] == [1, 1]
    assert page.context["appointed"] == 1
    leader = sign_in(cast.zone_leader)
    assert "示例候选人" not in text(leader.get(CHANGE))  # a zone leader reads nobody's recommendation


def figures_then(page: object) -> list[int]:
    """In post after the change, place by place and kind by kind."""
    return [then.in_post for row in page.context["rows"] for _now, then in row["pairs"]]  # type: ignore[attr-defined]


def test_a_change_that_makes_no_sense(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    assert "rows" not in office.get(CHANGE)  # nothing asked
    page = office.get(CHANGE, {"count1": -1})
    assert page.status_code == 422
    assert "count1" in page.context["form"].errors
    assert "rows" not in page.context


def test_a_zone_leader_finds_their_zone_marked(cast: Cast, sign_in: SignIn, second_zone: Zone) -> None:
    zones = sign_in(cast.zone_leader).get(PAGE).context["zones"]
    assert [row["is_own"] for row in zones] == [True, False, False]


def test_excel_with_names(cast: Cast, sign_in: SignIn, second_zone: Zone) -> None:
    answer = sign_in(cast.leader).post(EXPORT)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[3] == ("全县", "专职", 9, 4, 3, 0, 1)
    names = {row[1] for row in rows}
    assert {"第一示例中学", "督学甲", "未划区学校", "二区幼儿园4"} <= names
    assert AuditEvent.objects.filter(action="export_staffing").exists()


def test_an_empty_county_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    Inspector.objects.update(removed_at=timezone.now())
    Organisation.objects.update(is_active=False)
    assert "尚无学校和督学信息" in text(sign_in(cast.office).get(PAGE))


@pytest.mark.parametrize("person", ["inspector", "school_head", "liaison", "expert", "sysadmin"])
def test_others_are_refused(cast: Cast, sign_in: SignIn, person: str) -> None:
    client = sign_in(getattr(cast, person))
    assert [client.get(url).status_code for url in (PAGE, ROWS, CHANGE)] == [403, 403, 403]
    assert client.post(EXPORT).status_code == 403


def test_a_stranger_signs_in_first(cast: Cast, client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_more_rows_need_no_more_queries(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in(cast.office)
    urls = (PAGE, ROWS, f"{ROWS}?what=full_time", f"{CHANGE}?count1=1&kind1=full_time")
    few = [queries(office, url) for url in urls]
    for number in range(12):
        zone = Zone.objects.create(number=10 + number, name=f"责任区{number}")
        make_unit(f"Q{number}", f"学校{number}", OrganisationKind.PRIMARY, zone=zone)
        make_inspector(None, f"督学{number}", 20 + number, zone=zone)
    assert Inspector.objects.filter(kind=InspectorKind.FULL_TIME).count() == 15
    assert [queries(office, url) for url in urls] == few
