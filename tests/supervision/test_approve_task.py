"""approve_task: the head's, with enough inspectors, a leader, no recusal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector
from supervision import services
from supervision.enums import Mode
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.supervision.test_create_task import recuse
from tests.walk import supervision as walk

Browser = Callable[[str], Client]


def test_approved(cast: Cast) -> None:
    task = walk.approved(cast)
    assert task.state == "approved"
    told = Notification.objects.filter(kind="approve_task")
    assert {str(message.recipient) for message in told} == {"办公室甲", "督学甲", "督学乙", "督学丙"}


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
    with pytest.raises(TransitionRefused):
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
