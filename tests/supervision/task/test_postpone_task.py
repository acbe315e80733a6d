"""postpone_task: the head moves the dates of an approved task before its first notice."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from supervision.inspection import services as inspection_services
from supervision.task import services as task_services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def later(days: int) -> dt.date:
    """A day from today."""
    return calendar.today() + dt.timedelta(days=days)


def test_the_dates_and_the_day_of_the_notice_move(cast: Cast) -> None:
    task = walk.approved(cast, announced=True)
    task = task_services.postpone_task(
        task,
        by=cast.office_head,
        starts_on=later(30),
        ends_on=later(31),
        self_evaluation_due_on=later(29),
        reason="与期中考试冲突",
    )
    assert (task.starts_on, task.ends_on, task.self_evaluation_due_on) == (later(30), later(31), later(29))
    assert all(i.due_on is not None and i.due_on > calendar.today() for i in task.inspections.all())
    assert AuditEvent.objects.get(action="postpone_task").reason == "与期中考试冲突"
    assert Notification.objects.filter(kind="postpone_task", recipient=cast.inspector).exists()


def test_refusals(cast: Cast) -> None:
    task = walk.approved(cast)
    with pytest.raises(Refused, match="理由"):
        task_services.postpone_task(task, by=cast.office_head, starts_on=later(3), ends_on=later(4), reason=" ")
    with pytest.raises(Refused, match="末日早于首日"):
        task_services.postpone_task(task, by=cast.office_head, starts_on=later(3), ends_on=later(2), reason="冲突")
    with pytest.raises(NotAllowed, match="此操作由督导办主任办理"):
        task_services.postpone_task(task, by=cast.office, starts_on=later(3), ends_on=later(4), reason="冲突")
    inspection_services.issue_notice(walk.inspection_of(task, cast.school), by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已通知”"):
        task_services.postpone_task(task, by=cast.office_head, starts_on=later(3), ends_on=later(4), reason="冲突")


def test_the_page_asks_for_the_self_evaluation_where_there_is_one(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast, announced=True)
    page = browser("office_head").get(reverse("postpone_task", args=[task.pk]))
    assert "self_evaluation_due_on" in page.context["form"].fields


def test_the_page(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    address = reverse("postpone_task", args=[task.pk])
    assert browser("office").get(address).status_code == 403
    assert browser("school_head").get(address).status_code == 404
    head = browser("office_head")
    assert "self_evaluation_due_on" not in head.get(address).context["form"].fields
    words = {"starts_on": later(3), "ends_on": later(2), "reason": "冲突"}
    page = head.post(address, words)
    assert page.status_code == 422
    assert "冲突" in page.content.decode()
    assert head.post(address, words | {"ends_on": later(4)}).status_code == 302
