"""edit_task: while it is a draft, by the office."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import NotAllowed, TransitionRefused
from core.models import AuditEvent
from supervision.models import Inspection
from supervision.task import services
from tests.people import Cast
from tests.supervision.task.test_create_task import typed
from tests.walk import inspection as walk

Browser = Callable[[str], Client]


def test_units_and_team_follow(cast: Cast) -> None:
    task = walk.make_task(cast)
    first, second, third = walk.team(cast)
    content = walk.task_content(
        cast, name="改名", units=[cast.other_school, cast.kindergarten], members=[third, second]
    )
    task = services.edit_task(task, by=cast.office, **(content | {"leader": second}))
    assert task.name == "改名"
    assert {i.unit for i in task.inspections.all()} == {cast.other_school, cast.kindergarten}
    assert {str(m): m.is_leader for m in task.members.all()} == {"督学乙": True, "督学丙": False}
    assert not task.members.filter(inspector=first).exists()
    event = AuditEvent.objects.get(action="edit_task")
    assert event.data["changed"] == ["name"]
    assert AuditEvent.objects.filter(action="remove_unit").count() == 1


def test_without_a_leader_for_now(cast: Cast) -> None:
    task = services.edit_task(walk.make_task(cast), by=cast.office, **(walk.task_content(cast) | {"leader": None}))
    assert not task.members.filter(is_leader=True).exists()


def test_not_once_it_is_approved(cast: Cast, browser: Browser) -> None:
    draft = walk.make_task(cast)
    services.approve_task(draft, by=cast.office_head)
    with pytest.raises(TransitionRefused, match="已批准"):
        services.edit_task(draft, by=cast.office, **walk.task_content(cast))
    assert browser("office").get(reverse("edit_task", args=[draft.pk])).status_code == 409
    assert browser("office").post(reverse("edit_task", args=[draft.pk]), typed(cast)).status_code == 409


def test_who(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        services.edit_task(task, by=cast.leader, **walk.task_content(cast))
    address = reverse("edit_task", args=[task.pk])
    assert browser("inspector").get(address).status_code == 403
    assert browser("school_head").get(address).status_code == 404


def test_the_form(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast, announced=True)
    address = reverse("edit_task", args=[task.pk])
    page = browser("office").get(address)
    assert page.status_code == 200
    assert [unit.name for unit in page.context["chosen_units"]] == ["第一示例中学", "第二示例小学"]
    assert [row.inspector.name for row in page.context["people"] if row.leads] == ["督学甲"]
    page = browser("office").post(address, typed(cast, units=[cast.kindergarten.pk]))
    assert page.status_code == 302
    assert Inspection.objects.get().unit == cast.kindergarten


def test_somebody_approves_while_it_is_being_edited(cast: Cast, browser: Browser) -> None:
    """The page was opened in time; the words come too late and are refused as a whole."""
    task = walk.make_task(cast)
    client = browser("office")
    client.get(reverse("edit_task", args=[task.pk]))
    services.approve_task(task, by=cast.office_head)
    assert client.post(reverse("edit_task", args=[task.pk]), typed(cast, name="晚了")).status_code == 409
    task.refresh_from_db()
    assert task.name == "校园安全专项督导"
