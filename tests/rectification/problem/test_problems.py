"""The ledger: filters, pages, who sees what, and what it costs."""

import datetime as dt

import pytest
from django.urls import reverse

from core import calendar
from rectification.models import Problem
from tests.people import act_for, make_user
from tests.rectification.pages import get
from tests.walk import clock
from tests.walk import inspection as inspections
from tests.walk import problem as walk


@pytest.fixture
def few(cast):
    """Three problems that differ in everything."""
    with clock.on(dt.date(2026, 9, 1)):
        first = walk.registered(cast, text="消防通道堆放杂物", severity="minor")
    with clock.on(dt.date(2026, 10, 1)):
        second = walk.registered(
            cast, unit=cast.kindergarten, text="食堂留样记录不全", source="upper_level", severity="serious"
        )
    third = walk.overdue(cast, unit=cast.other_school, text="校车驾驶员资质证明过期")
    return first, second, third


def shown(client, **asked):
    page = get(client, "problems", **asked)
    return {number for number in Problem.objects.values_list("number", flat=True) if f">{number}<" in page}


def test_newest_first(cast, sign_in, few):
    page = get(sign_in(cast.office), "problems")
    numbers = [problem.number for problem in Problem.objects.order_by("-registered_on", "-id")]
    places = [page.index(f">{number}<") for number in numbers]
    assert places == sorted(places)
    assert 'class="late"' in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "食堂"}, {1}),
        ({"q": "食"}, {1}),
        ({"q": "食堂留样记录"}, {1}),
        ({"q": "食堂记录"}, set()),
        ({"q": "学"}, {0, 2}),
        ({"zone": "nonsense"}, {0, 1, 2}),
        ({"q": "通道 第一"}, {0}),
        ({"q": "通道 幼儿园"}, set()),
        ({"unit": "示例幼儿园"}, {1}),
        ({"unit": "第二"}, {2}),
        ({"state": "ordered"}, {2}),
        ({"standing": "overdue"}, {2}),
        ({"standing": "open"}, {0, 1, 2}),
        ({"severity": "minor"}, {0}),
        ({"source": "upper_level"}, {1}),
        ({"kind": "kindergarten"}, {1}),
        ({"registered_from": "2026-09-15", "registered_to": "2026-10-15"}, {1}),
        ({"deadline_to": "2026-09-30"}, {0}),
        ({"deadline_from": "2026-11-01"}, {1, 2}),
        ({"severity": "nonsense"}, {0, 1, 2}),
        ({"registered_from": "gestern", "severity": "minor"}, {0}),
    ],
)
def test_filters(cast, sign_in, few, asked, expected):
    with clock.on(dt.date(2026, 11, 24)):
        office = sign_in(cast.office)
        assert shown(office, **asked) == {few[index].number for index in expected}


def test_by_zone_township_number_and_a_units_key(cast, sign_in, few):
    office = sign_in(cast.office)
    everything = {problem.number for problem in few}
    assert shown(office, zone=str(cast.zone.pk)) == everything
    assert shown(office, township=str(cast.town.pk)) == everything
    assert shown(office, zone=str(cast.town.pk)) == everything
    assert shown(office, q=few[0].number) == {few[0].number}
    assert shown(office, unit=str(cast.school.pk)) == {few[0].number}
    assert cast.school.name in get(office, "problems", unit=str(cast.school.pk))
    assert shown(office, unit="00000000-0000-0000-0000-000000000000") == everything


def test_the_fragment_for_htmx(cast, sign_in, few):
    page = get(sign_in(cast.office), "problems", htmx=True, severity="minor")
    assert page.lstrip().startswith('<div id="list">')


def test_nothing_there_and_nothing_matches(cast, sign_in):
    office = sign_in(cast.office)
    assert "台账中没有问题" in get(office, "problems")
    assert "没有符合条件的问题" in get(office, "problems", q="没有")


def test_who_sees_what(cast, sign_in):
    theirs = walk.registered(cast, unit=cast.other_school)
    draft = walk.registered(cast)
    told = walk.ordered(cast).problems.get()
    recheck = walk.rechecking(cast)
    everything = {theirs.number, draft.number, told.number, recheck.number}
    mine = {told.number, recheck.number}
    for who, expected in {
        "office": everything,
        "office_head": everything,
        "leader": everything,
        "school_head": mine,
        "liaison": mine,
        "zone_leader": mine,
        "other_inspector": {recheck.number},
        "third_inspector": set(),
        "other_school_head": set(),
        "township": set(),
        "expert": set(),
    }.items():
        assert shown(sign_in(getattr(cast, who))) == expected, who
    # The county's work is no business of an administrator.
    assert sign_in(cast.auditor).get(reverse("problems")).status_code == 403


def test_the_team_sees_its_inspections_problems(cast, sign_in):
    opinion = inspections.opinion_issued(cast)
    assert shown(sign_in(cast.third_inspector)) == {opinion.inspection.problems.get().number}


def test_a_school_has_no_filters_of_many_units_and_no_bulk(cast, sign_in):
    walk.ordered(cast)
    page = get(sign_in(cast.school_head), "problems")
    assert 'name="zone"' not in page
    assert 'name="problem"' not in page
    head = make_user("two", "两校校长", "unit")
    act_for(head, cast.school)
    act_for(head, cast.other_school)
    assert 'name="zone"' in get(sign_in(head), "problems")


def test_page_by_page_there_and_back(cast, sign_in):
    for _ in range(60):
        walk.registered(cast)
    office = sign_in(cast.office)
    first = office.get(reverse("problems")).context["page"]
    second = office.get(first.next_url).context["page"]
    assert (len(first), len(second), second.next_url) == (50, 10, "")
    assert {row.pk for row in first}.isdisjoint({row.pk for row in second})
    back = office.get(second.previous_url).context["page"]
    assert [row.pk for row in back] == [row.pk for row in first]


@pytest.mark.parametrize(
    ("who", "limit"),
    [("office", 12), ("school_head", 12), ("liaison", 12), ("zone_leader", 12), ("other_inspector", 12)],
)
def test_statements_do_not_grow_with_the_rows(cast, sign_in, django_assert_max_num_queries, who, limit):
    client = sign_in(getattr(cast, who))
    walk.rechecking(cast)
    get(client, "problems")
    with django_assert_max_num_queries(limit) as one:
        get(client, "problems", standing="open", kind="junior", unit="第一", severity="general", q="实验 双锁")
    many = [walk.registered(cast) for _ in range(49)]
    Problem.objects.filter(pk__in=[row.pk for row in many]).update(
        state="rechecking", due_on=calendar.today(), due_basis={"unit": "working", "days": 5, "start": "2026-11-01"}
    )
    with django_assert_max_num_queries(limit) as fifty:
        get(client, "problems", standing="open", kind="junior", unit="第一", severity="general", q="实验 双锁")
    assert len(fifty) == len(one)


def test_many_units_of_one_name_are_left_to_the_database(cast, sign_in, few, monkeypatch):
    monkeypatch.setattr("rectification.models.problem.FEW_UNITS", 1)
    office = sign_in(cast.office)
    assert shown(office, unit="示例") == {problem.number for problem in few}
    assert shown(office, zone=str(cast.zone.pk), kind="kindergarten") == {few[1].number}
    assert shown(office, q="示例") == {problem.number for problem in few}
    assert shown(office, q="1") == {few[0].number}


def test_a_pair_does_not_reach_from_the_text_into_the_requirement(cast, sign_in):
    walk.registered(cast, text="记录不全", requirement="立即补齐")
    assert not shown(sign_in(cast.office), q="全立")
