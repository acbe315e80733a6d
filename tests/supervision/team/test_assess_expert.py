"""assess_expert: how an expert worked on a task, noted once the work is over."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, Refused
from core.models import AuditEvent
from inspectors.models import Expert
from supervision.models import ExpertInvitation, InspectionTask
from supervision.team import services
from tests.pages import text
from tests.people import Cast
from tests.walk import expert as experts
from tests.walk import inspection as walk
from tests.walk import team as teams
from tests.walk.clock import on

Browser = Callable[[str], Client]
WORDS = {"grade": "good", "assessment": "指出留样记录不全，意见准确"}


def ended(cast: Cast) -> ExpertInvitation:
    """The expert was on an approved task, and the office ended the work."""
    task = walk.approved(cast)
    teams.invited(cast, task)
    services.end_expert(task, by=cast.office, user=cast.expert)
    return ExpertInvitation.objects.get(task=task)


def at(invitation: ExpertInvitation) -> str:
    return reverse("assess_expert", args=[invitation.task_id, invitation.pk])


def test_noted_by_the_office_and_shown(cast: Cast, browser: Browser) -> None:
    invitation, office = ended(cast), browser("office")
    task = invitation.task
    assert at(invitation) in office.get(task.get_absolute_url()).content.decode()
    assert office.get(at(invitation)).status_code == 200
    assert office.post(at(invitation), WORDS)["Location"] == task.get_absolute_url()
    invitation.refresh_from_db()
    assert (invitation.grade, invitation.assessed_by, invitation.assessed_on) == ("good", cast.office, calendar.today())
    assert AuditEvent.objects.get(action="assess_expert").data["grade"] == "good"
    assert "良好：指出留样记录不全" in text(office.get(task.get_absolute_url()))
    expert = Expert.objects.get()
    assert "指出留样记录不全" in text(office.get(expert.get_absolute_url()))
    assert "指出留样记录不全" not in text(browser("expert").get(expert.get_absolute_url()))
    assert "1，良好" in text(office.get(reverse("experts")))
    teams.invited(cast, task)
    own = text(browser("expert").get(task.get_absolute_url()))
    assert "评价专家工作" in own
    assert "良好" not in own
    assert "指出留样记录不全" not in own
    services.assess_expert(invitation, by=cast.office, grade="weak", assessment="两次迟交")
    assert "较差" in text(office.get(reverse("experts")))


def test_noted_by_the_leader_of_the_team(cast: Cast, browser: Browser) -> None:
    invitation = ended(cast)
    leader = invitation.task.members.get(is_leader=True).inspector.user
    found = services.assess_expert(invitation, by=leader, **WORDS)
    assert found.assessed_by == leader


def test_refusals(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    teams.invited(cast, task, days=3)
    invitation = ExpertInvitation.objects.get()
    answer = browser("office").post(at(invitation), WORDS)
    assert answer.status_code == 422
    assert "工作尚未结束" in text(answer)
    with on(calendar.today() + dt.timedelta(days=4)):
        assert services.assess_expert(invitation, by=cast.office, **WORDS).grade == "good"
    InspectionTask.objects.filter(pk=task.pk).update(state="concluded")
    assert services.assess_expert(invitation, by=cast.office, **WORDS).grade == "good"
    Expert.objects.update(user=cast.office)
    with pytest.raises(Refused, match="本人"):
        services.assess_expert(invitation, by=cast.office, **WORDS)
    with pytest.raises(NotAllowed, match="专家的工作由督导办或者督导小组组长评"):
        services.assess_expert(invitation, by=cast.leader, **WORDS)
    assert browser("office").post(at(invitation), {"grade": "", "assessment": ""}).status_code == 422


def test_who_may_open_the_page(cast: Cast, browser: Browser) -> None:
    invitation = ended(cast)
    assert browser("leader").get(at(invitation)).status_code == 403
    for stranger in ("expert", "township"):
        assert browser(stranger).get(at(invitation)).status_code == 404
    other = reverse("assess_expert", args=[walk.approved(cast, name="另一项督导").pk, invitation.pk])
    assert browser("office").get(other).status_code == 404


def test_an_expert_who_was_never_invited(cast: Cast, browser: Browser) -> None:
    experts.member(cast)
    page = browser("office").get(reverse("experts"))
    assert page.context["page"][0].tally is None
