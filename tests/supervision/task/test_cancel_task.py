"""cancel_task: with a reason; what has not been on site is cancelled with it, the rest goes on."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotYourTurn, Refused
from core.models import Notification
from supervision.models import Inspection
from supervision.task import services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def test_inspections_are_cancelled_with_it(cast: Cast) -> None:
    notified = walk.notified(cast)
    task = services.cancel_task(notified.task, by=cast.office_head, reason="暴雨")
    assert task.state == "cancelled"
    assert set(Inspection.objects.values_list("state", flat=True)) == {"cancelled"}
    told = Notification.objects.filter(kind="cancel_inspection")
    assert [str(message.recipient) for message in told] == ["校长甲"]
    assert told.get().body == "暴雨"


def test_what_was_on_site_goes_on(cast: Cast) -> None:
    visit = walk.visited(cast)
    services.cancel_task(visit.inspection.task, by=cast.office_head, reason="暴雨")
    assert dict(Inspection.objects.values_list("unit__name", "state")) == {
        "第一示例中学": "on_site",
        "第二示例小学": "cancelled",
    }


def test_a_unit_without_notice_never_hears_of_it(cast: Cast, browser: Browser) -> None:
    task = services.cancel_task(walk.approved(cast), by=cast.office_head, reason="改期")
    assert not Notification.objects.filter(recipient=cast.school_head).exists()
    inspection = walk.inspection_of(task, cast.school)
    assert browser("school_head").get(inspection.get_absolute_url()).status_code == 404


def test_refusals(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    with pytest.raises(Refused, match="理由"):
        services.cancel_task(task, by=cast.office_head, reason="  ")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.cancel_task(task, by=cast.office, reason="改期")
    address = reverse("cancel_task", args=[task.pk])
    assert browser("office").get(address).status_code == 403
    head = browser("office_head")
    assert head.get(address).status_code == 200
    assert head.post(address, {"reason": ""}).status_code == 422
    assert head.post(address, {"reason": "改期"}).status_code == 302
    assert head.post(address, {"reason": "改期"}).status_code == 409
