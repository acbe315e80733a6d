"""issue_notice: numbered, in time, by a complete team without recusals (REG 16, 17)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import DocumentNumber, Notification
from supervision.inspection import services
from supervision.law import earliest_start, latest_notice
from supervision.models import Inspection, TeamMember
from supervision.signals import notice_issued
from tests.core.threads import run_together
from tests.people import Cast, make_cast, told
from tests.supervision.task.test_create_task import recuse
from tests.walk import clock
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def planned(cast: Cast, **overrides: object) -> Inspection:
    """The school's inspection in an approved task."""
    return walk.inspection_of(walk.approved(cast, **overrides), cast.school)


def test_numbered_told_and_the_task_moves_on(cast: Cast) -> None:
    heard: list[object] = []
    listener = lambda **news: heard.append((news["inspection_id"], news["by_id"]))  # noqa: E731
    notice_issued.connect(listener)
    inspection = planned(cast)
    issued = services.issue_notice(inspection, by=cast.office)
    assert issued.state == "notified"
    assert issued.notice_number.startswith("米教督办〔")
    assert issued.notified_on == calendar.today()
    assert issued.due_on == issued.task.starts_on
    assert issued.task.state == "notified"
    assert heard == [(inspection.pk, cast.office.pk)]
    assert told("issue_notice") == {"校长甲", "督学甲", "督学乙", "督学丙"}


def test_with_a_self_evaluation(cast: Cast) -> None:
    issued = walk.notified(cast, announced=True)
    assert issued.state == "self_evaluating"
    assert issued.due_on == issued.task.self_evaluation_due_on
    message = Notification.objects.get(kind="issue_notice", recipient=cast.school_head)
    assert "自评" in message.body


def test_the_second_notice_of_a_task(cast: Cast) -> None:
    first = walk.notified(cast)
    second = services.issue_notice(walk.inspection_of(first.task, cast.other_school), by=cast.office)
    assert second.state == "notified"
    assert second.task.state == "notified"
    assert second.notice_number != first.notice_number


def test_too_late_says_the_earliest_day(cast: Cast, holidays: None) -> None:
    inspection = planned(cast, announced=True)
    with clock.on(calendar.today() + calendar.ONE_DAY), pytest.raises(Refused, match="5个工作日") as refusal:
        services.issue_notice(inspection, by=cast.office)
    assert "第十七条" in str(refusal.value.rule)
    assert "最早为2026年12月" in str(refusal.value.remedy)
    assert not DocumentNumber.objects.exists()


def test_when_the_self_evaluation_would_be_due_in_the_past(cast: Cast) -> None:
    day = calendar.today()
    far = day + dt.timedelta(days=40)
    inspection = planned(cast, announced=True, starts_on=far, ends_on=far, self_evaluation_due_on=day)
    with clock.on(day + dt.timedelta(days=2)), pytest.raises(Refused, match="已过"):
        services.issue_notice(inspection, by=cast.office)


def test_an_unannounced_one_is_handed_over_on_arrival(cast: Cast) -> None:
    day = calendar.today() + dt.timedelta(days=3)
    inspection = planned(cast, starts_on=day, ends_on=day)
    with pytest.raises(Refused, match="到达时送达"):
        services.issue_notice(inspection, by=cast.office)
    with clock.on(day):
        assert services.issue_notice(inspection, by=cast.office).state == "notified"


def test_not_for_a_draft_task(cast: Cast) -> None:
    inspection = walk.inspection_of(walk.make_task(cast), cast.school)
    with pytest.raises(Refused, match="尚未批准"):
        services.issue_notice(inspection, by=cast.office)


def test_team_and_recusals_are_checked_at_the_gate(cast: Cast) -> None:
    inspection = planned(cast)
    recusal = recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避第一示例中学"):
        services.issue_notice(inspection, by=cast.office)
    # The other unit of the same task is not concerned.
    assert services.issue_notice(walk.inspection_of(inspection.task, cast.other_school), by=cast.office)
    recusal.delete()
    TeamMember.objects.filter(inspector__user=cast.third_inspector).delete()
    with pytest.raises(Refused, match="至少需要3名"):
        services.issue_notice(inspection, by=cast.office)


def test_who_and_when(cast: Cast, browser: Browser) -> None:
    inspection = planned(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.issue_notice(inspection, by=cast.inspector)
    address = reverse("issue_notice", args=[inspection.pk])
    assert browser("school_head").get(address).status_code == 404
    assert browser("inspector").get(address).status_code == 403
    office = browser("office")
    page = office.get(address)
    text = page.content.decode()
    assert all(gate.met for gate in page.context["gates"])
    for words in ("第一示例中学", "安全管理", "督学甲", "第十七条"):
        assert words in text
    assert office.post(address)["Location"] == inspection.get_absolute_url()
    assert office.post(address).status_code == 409
    with pytest.raises(TransitionRefused, match="目前为“已通知”"):
        services.issue_notice(inspection, by=cast.office)


def test_a_refusal_is_shown(cast: Cast, browser: Browser) -> None:
    inspection = planned(cast)
    recuse(cast)
    address = reverse("issue_notice", args=[inspection.pk])
    assert "应当回避" in browser("office").get(address).content.decode()
    page = browser("office").post(address)
    assert page.status_code == 422
    assert "第十条" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_press_the_button_and_no_number_is_lost() -> None:
    cast = make_cast()
    inspection = planned(cast)
    outcomes = run_together([lambda: services.issue_notice(inspection, by=cast.office)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Inspection", "TransitionRefused"]
    assert DocumentNumber.objects.filter(text__startswith="米教督办").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_units_of_one_task_at_once() -> None:
    cast = make_cast()
    task = walk.approved(cast)
    both = [walk.inspection_of(task, unit) for unit in (cast.school, cast.other_school)]
    outcomes = run_together([lambda one=one: services.issue_notice(one, by=cast.office) for one in both])
    assert {type(outcome).__name__ for outcome in outcomes} == {"Inspection"}
    task.refresh_from_db()
    assert task.state == "notified"


def test_earliest_and_latest_agree(holidays: None, db: None) -> None:
    for offset in range(60):
        start = dt.date(2026, 9, 1) + dt.timedelta(days=offset)
        day = latest_notice(start)
        assert earliest_start(day).on <= start < earliest_start(day + calendar.ONE_DAY).on
