"""begin_visit: the team's, from the first day on site on, once a day; it moves inspection and task on (REG 18)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from inspectors.models import Inspector
from supervision.models import Inspection, Visit
from supervision.opinion import services as opinion_services
from supervision.visit import services as visit_services
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.supervision.task.test_create_task import recuse
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def test_the_first_one_moves_inspection_and_task(cast: Cast) -> None:
    visit = walk.begun(cast)
    assert visit.state == "draft"
    inspection = Inspection.objects.get(pk=visit.inspection_id)
    assert inspection.state == "on_site"
    assert inspection.due_on == inspection.task.ends_on == visit.due_on
    assert inspection.task.state == "under_way"
    second = visit_services.begin_visit(inspection, by=cast.other_inspector, visited_on=calendar.today())
    assert second != visit
    assert str(second) == f"第一示例中学 {date_format(calendar.today())}"


def test_the_same_day_again_gives_the_same_record(cast: Cast) -> None:
    visit = walk.begun(cast)
    assert visit_services.begin_visit(visit.inspection, by=cast.inspector, visited_on=calendar.today()) == visit
    walk.fill(visit, cast.inspector)
    visit_services.submit_visit(visit, by=cast.inspector, typed_name="督学甲")
    with pytest.raises(Refused, match="已提交当天"):
        visit_services.begin_visit(visit.inspection, by=cast.inspector, visited_on=calendar.today())


def test_days(cast: Cast) -> None:
    inspection = walk.notified(cast)
    for day in (calendar.today() - dt.timedelta(days=1), calendar.today() + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="起进行") as refusal:
            visit_services.begin_visit(inspection, by=cast.inspector, visited_on=day)
        assert "第十七条" in str(refusal.value.rule)
    tomorrow = calendar.today() + dt.timedelta(days=1)
    with clock.on(tomorrow):
        assert visit_services.begin_visit(inspection, by=cast.inspector, visited_on=tomorrow).visited_on == tomorrow


def test_not_while_the_self_evaluation_is_open(cast: Cast) -> None:
    inspection = walk.notified(cast, announced=True)
    with clock.on(inspection.task.starts_on), pytest.raises(TransitionRefused, match="尚未提交"):
        visit_services.begin_visit(inspection, by=cast.inspector, visited_on=calendar.today())


def test_not_before_the_notice_nor_after_the_deliberation(cast: Cast) -> None:
    planned = walk.inspection_of(walk.approved(cast), cast.school)
    with pytest.raises(TransitionRefused, match="督导通知尚未发出"):
        visit_services.begin_visit(planned, by=cast.inspector, visited_on=calendar.today())
    with pytest.raises(TransitionRefused, match="目前为“已评议”"):
        visit_services.begin_visit(walk.deliberated(cast), by=cast.other_inspector, visited_on=calendar.today())


def test_who(cast: Cast) -> None:
    inspection = walk.notified(cast, members=walk.team(cast), name="三人")
    with pytest.raises(NotAllowed, match="该单位由督导小组的督学到现场督导"):
        visit_services.begin_visit(inspection, by=cast.office, visited_on=calendar.today())
    Inspector.objects.filter(user=cast.third_inspector).update(term_until=calendar.today())
    with pytest.raises(Refused, match="任期"):
        visit_services.begin_visit(inspection, by=cast.third_inspector, visited_on=calendar.today())
    recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避"):
        visit_services.begin_visit(inspection, by=cast.other_inspector, visited_on=calendar.today())


def test_the_page(cast: Cast, browser: Browser) -> None:
    inspection = walk.notified(cast)
    address = reverse("begin_visit", args=[inspection.pk])
    assert browser("other_school_head").get(address).status_code == 404
    assert browser("office").get(address).status_code == 403
    assert browser("school_head").get(address).status_code == 403
    inspector = browser("inspector")
    text = inspector.get(address).content.decode()
    assert "督学证" in text
    assert inspection.notice_number in text
    assert inspector.post(address, {"visited_on": ""}).status_code == 422
    assert inspector.post(address, {"visited_on": "2020-01-01"}).status_code == 422
    page = inspector.post(address, {"visited_on": calendar.today()})
    assert page["Location"] == reverse("open_visit", args=[Visit.objects.get().pk])
    visit_services.submit_visit(Visit.objects.get(), by=cast.inspector, typed_name="督学甲", note="好")
    walk.hear(inspection, cast.office)
    fresh = Inspection.objects.get(pk=inspection.pk)
    walk.vote(fresh, cast)
    opinion_services.deliberate(fresh, by=cast.inspector, held_on=calendar.today())
    assert inspector.get(address).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_inspectors_at_once() -> None:
    cast = make_cast()
    inspection = walk.notified(cast)
    users = (cast.inspector, cast.other_inspector, cast.inspector)
    outcomes = run_together(
        [
            lambda user=user: visit_services.begin_visit(inspection, by=user, visited_on=calendar.today())
            for user in users
        ]
    )
    assert {type(outcome).__name__ for outcome in outcomes} == {"Visit"}
    assert Visit.objects.count() == 2
