"""conclude_task and archive_task: once every unit has its letter, once every inspection is archived."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.errors import NotYourTurn, Refused
from core.transitions import apply_transition
from supervision.inspection import services as inspection_services
from supervision.models import Inspection, InspectionTask
from supervision.task import services as task_services
from tests.people import Cast
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def lettered(cast: Cast) -> InspectionTask:
    """A task of one school that has its letter and nothing to put right."""
    return walk.opinion_issued(cast, (), units=[cast.school]).inspection.task


def finish(task: InspectionTask, cast: Cast) -> None:
    """Report and archive its only inspection."""
    with transaction.atomic():
        inspection = apply_transition(Inspection.objects.get(task=task), "report_inspection", by=None)
    inspection_services.archive_inspection(inspection, by=cast.office)


def test_concluded_then_archived(cast: Cast) -> None:
    task = task_services.conclude_task(lettered(cast), by=cast.office)
    assert task.state == "concluded"
    finish(task, cast)
    assert task_services.archive_task(task, by=cast.office).state == "archived"


def test_not_before_every_unit_has_its_letter(cast: Cast) -> None:
    task = walk.opinion_issued(cast).inspection.task
    with pytest.raises(Refused, match="第二示例小学") as refusal:
        task_services.conclude_task(task, by=cast.office)
    assert "第二十一条" in str(refusal.value.rule)
    assert "第一示例中学" not in str(refusal.value)


def test_not_archived_before_its_inspections(cast: Cast) -> None:
    task = task_services.conclude_task(lettered(cast), by=cast.office)
    with pytest.raises(Refused, match="尚未归档：第一示例中学"):
        task_services.archive_task(task, by=cast.office)


def test_pages(cast: Cast, browser: Browser) -> None:
    task = lettered(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        task_services.conclude_task(task, by=cast.leader)
    office, stranger = browser("office"), browser("school_head")
    for name in ("conclude_task", "archive_task"):
        address = reverse(name, args=[task.pk])
        assert stranger.get(address).status_code == 404
        assert browser("leader").get(address).status_code == 403
        assert office.get(address).status_code == 200
        if name == "archive_task":
            assert office.post(address).status_code == 422
            finish(task, cast)
        assert office.post(address).status_code == 302
        assert office.get(address).status_code == 409
        task.refresh_from_db()
