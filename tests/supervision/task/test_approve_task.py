"""approve_task: the head's, with enough inspectors, a leader, no recusal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector
from supervision.models import Mode
from supervision.task import services
from tests.core.threads import press_while, run_together
from tests.people import Cast, make_cast, make_user
from tests.supervision.task.test_create_task import recuse
from tests.supervision.task.test_postpone_task import later
from tests.walk import inspection as walk
from tests.walk import team as teams

Browser = Callable[[str], Client]


def test_approved(cast: Cast) -> None:
    task = walk.approved(cast)
    assert task.state == "approved"
    told = Notification.objects.filter(kind="approve_task")
    assert {str(message.recipient) for message in told} == {"办公室甲", "督学甲", "督学乙", "督学丙"}


def told(kind: str) -> list[str]:
    """Whom a message of this kind reached, each as often as it did."""
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def test_both_teams_are_told(cast: Cast) -> None:
    """Of the approval, of other dates, of the end: everybody of either team once, and the office."""
    task = teams.two_teams(cast)
    Inspector.objects.filter(pk=teams.others(cast)[0].pk).update(user=make_user("ding", "督学丁", Role.INSPECTOR))
    everybody = sorted(["办公室甲", "督学甲", "督学乙", "督学丙", "督学丁"])
    task = services.approve_task(task, by=cast.office_head)
    assert told("approve_task") == everybody
    task = services.postpone_task(
        task, by=cast.office_head, starts_on=later(3), ends_on=later(4), reason="与期中考试冲突"
    )
    services.cancel_task(task, by=cast.office_head, reason="上级另有安排")
    for kind in ("postpone_task", "cancel_task"):
        assert told(kind) == sorted([*everybody, "督导办主任"])


def test_too_few_inspectors_or_no_leader(cast: Cast) -> None:
    first, second, _third = walk.team(cast)
    with pytest.raises(Refused, match="有2名督学，至少需要3名") as refusal:
        walk.approved(cast, members=[first, second])
    assert "第十六条" in str(refusal.value.rule)
    with pytest.raises(Refused, match="没有组长"):
        walk.approved(cast, leader=None)


def test_one_inspector_is_enough_for_a_regular_inspection(cast: Cast) -> None:
    first = walk.team(cast)[0]
    assert walk.approved(cast, mode=Mode.REGULAR, is_announced=True, members=[first]).state == "approved"


def test_recusals_and_the_roster_are_checked_again(cast: Cast) -> None:
    task = walk.make_task(cast)
    recusal = recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避第一示例中学"):
        services.approve_task(task, by=cast.office_head)
    recusal.delete()
    Inspector.objects.filter(user=cast.inspector).update(is_trained=False)
    with pytest.raises(Refused, match="岗前培训"):
        services.approve_task(task, by=cast.office_head)


def test_who_and_when(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    with pytest.raises(NotYourTurn, match="督导办主任"):
        services.approve_task(task, by=cast.office)
    address = reverse("approve_task", args=[task.pk])
    assert browser("office").get(address).status_code == 403
    assert browser("school_head").get(address).status_code == 404
    head = browser("office_head")
    assert "第十六条" in head.get(address).content.decode()
    assert head.post(address)["Location"] == task.get_absolute_url()
    assert head.post(address).status_code == 409
    with pytest.raises(TransitionRefused, match="已批准"):
        services.approve_task(task, by=cast.office_head)


def test_a_refusal_is_shown_with_its_rule(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast, members=walk.team(cast)[:1])
    page = browser("office_head").post(reverse("approve_task", args=[task.pk]))
    assert page.status_code == 422
    assert "第十六条" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_press_the_button() -> None:
    cast = make_cast()
    task = walk.make_task(cast)
    outcomes = run_together([lambda: services.approve_task(task, by=cast.office_head)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InspectionTask", "TransitionRefused"]


@pytest.mark.django_db(transaction=True)
def test_approved_is_the_team_that_was_formed_last() -> None:
    """The head presses while the office takes a member off a team: the gates are held against the smaller team."""
    cast = make_cast()
    task = teams.two_teams(cast)
    outcome = press_while(
        lambda: teams.second_team(task, cast, members=teams.others(cast)[:2]),
        lambda: services.approve_task(task, by=cast.office_head),
    )
    assert isinstance(outcome, Refused), outcome
    assert "至少需要3名" in str(outcome)
    task.refresh_from_db()
    assert task.state == "draft"
