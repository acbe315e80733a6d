"""invite_expert, end_expert: what an expert sees until the last day, and that nothing is left afterwards."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.services.grants import grant_access, remove_expired_grants
from core import calendar
from core.errors import NotAllowed, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.expert import services as expert_services
from inspectors.models import Expert, RecusalGround
from inspectors.recusal import services as recusal_services
from supervision.draw import services as draw_services
from supervision.evidence import services as evidence_services
from supervision.inspection import services as inspection_services
from supervision.models import ExpertInvitation, TaskGrant
from supervision.task import services as task_services
from supervision.team import services as team_services
from supervision.team.services import crew
from supervision.team.services.expert import experts_of
from tests.people import Cast, make_inspector
from tests.walk import draw as draws
from tests.walk import evidence
from tests.walk import expert as experts
from tests.walk import inspection as walk
from tests.walk import team as teams
from tests.walk.clock import on

Browser = Callable[[str], Client]


def test_invited_told_and_shown_on_the_task(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    experts.member(cast)
    Notification.objects.all().delete()
    office = browser("office")
    address = reverse("invite_expert", args=[task.pk])
    assert address in office.get(task.get_absolute_url()).content.decode()
    until = calendar.today() + dt.timedelta(days=10)
    page = office.get(address)
    assert [str(one) for one in page.context["form"].fields["user"].queryset] == ["专家"]
    words = {"user": cast.expert.pk, "until": until.isoformat(), "purpose": "评审食品安全"}
    assert office.post(address, words)["Location"] == task.get_absolute_url()
    grant = TaskGrant.objects.get()
    assert (grant.user, grant.last_day, grant.granted_by) == (cast.expert, until, cast.office)
    page_text = office.get(task.get_absolute_url()).content.decode()
    assert "评审食品安全" in page_text
    message = Notification.objects.get(recipient=cast.expert)
    assert (message.kind, message.body, message.url) == ("invite_expert", "评审食品安全", task.get_absolute_url())
    assert AuditEvent.objects.get(action="invite_expert").data["until"] == until.isoformat()


def addresses(cast: Cast) -> tuple[list[str], list[str]]:
    """What the expert may open once invited, and what stays shut."""
    visit = walk.visited(cast)
    other = walk.approved(cast, name="另一项督导")
    task = visit.inspection.task
    mine = [task.get_absolute_url(), *(one.get_absolute_url() for one in task.inspections.all())]
    shut = [
        other.get_absolute_url(),
        walk.inspection_of(other, cast.school).get_absolute_url(),
        walk.team(cast)[0].get_absolute_url(),
        cast.school.get_absolute_url(),
    ]
    return mine, shut


def test_sees_the_task_and_its_inspections_and_nothing_else(cast: Cast, browser: Browser) -> None:
    mine, shut = addresses(cast)
    expert = browser("expert")
    assert {expert.get(url).status_code for url in mine} == {404}
    task = walk.InspectionTask.objects.get(name="校园安全专项督导")
    teams.invited(cast, task)
    assert {expert.get(url).status_code for url in mine} == {200}
    assert {expert.get(url).status_code for url in shut} == {404}
    assert [row[0] for row in expert.get(reverse("tasks")).context["rows"]] == [task]
    assert {one.task for one in expert.get(reverse("inspections")).context["page"]} == {task}
    for name in ("edit_task", "approve_task", "cancel_task", "invite_expert", "record_consultation"):
        assert expert.get(reverse(name, args=[task.pk])).status_code in {403, 409}, name
    school = walk.inspection_of(task, cast.school)
    for name in ("begin_visit", "deliberate", "record_public_opinion"):
        assert expert.get(reverse(name, args=[school.pk])).status_code in {403, 409}, name
    # The team's own records are not the expert's: no visit, no finding, nothing that was rated.
    assert not expert.get(school.get_absolute_url()).context["inside"]
    visit = school.visits.get()
    assert expert.get(visit.get_absolute_url()).status_code == 404
    assert walk.FINDING not in expert.get(school.get_absolute_url()).content.decode()


def test_after_the_last_day_nothing(cast: Cast, browser: Browser) -> None:
    mine, _shut = addresses(cast)
    task = walk.InspectionTask.objects.get(name="校园安全专项督导")
    teams.invited(cast, task, days=3)
    last = calendar.today() + dt.timedelta(days=3)
    with on(last, hour=23):
        assert {browser("expert").get(url).status_code for url in mine} == {200}
    with on(last + calendar.ONE_DAY, hour=0):
        expert = browser("expert")
        assert {expert.get(url).status_code for url in mine} == {404}
        assert expert.get(reverse("tasks")).context["rows"] == []
        assert list(expert.get(reverse("inspections")).context["page"]) == []
        assert experts_of(task) == []
        assert remove_expired_grants() == 1
    assert not TaskGrant.objects.exists()


def test_ended_before_the_last_day(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    teams.invited(cast, task)
    office = browser("office")
    address = reverse("end_expert", args=[task.pk, cast.expert.pk])
    assert office.get(address).status_code == 200
    assert office.post(address).status_code == 302
    assert browser("expert").get(task.get_absolute_url()).status_code == 404
    assert Notification.objects.filter(recipient=cast.expert, kind="end_expert", url="").count() == 1
    assert office.post(address).status_code == 404
    with pytest.raises(Refused, match="已不在任务中"):
        team_services.end_expert(task, by=cast.office, user=cast.expert)


def test_invited_again_gets_the_new_end(cast: Cast) -> None:
    task = walk.approved(cast)
    teams.invited(cast, task, days=3)
    grant = teams.invited(cast, task, days=9)
    assert grant.last_day == calendar.today() + dt.timedelta(days=9)
    assert TaskGrant.objects.count() == 1


def test_never_counts_to_the_team(cast: Cast) -> None:
    task = walk.make_task(cast, members=walk.team(cast)[:2])
    teams.invited(cast, task)
    assert not crew.team_gate(task).met
    with pytest.raises(Refused, match="至少需要3名"):
        task_services.approve_task(task, by=cast.office_head)
    assert "专家" not in [str(one) for one in crew.inspectors_of(task)]


def test_refusals(cast: Cast) -> None:
    task = walk.approved(cast)
    until = calendar.today() + dt.timedelta(days=5)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        team_services.invite_expert(task, by=cast.inspector, user=cast.expert, until=until)
    with pytest.raises(NotAllowed, match="此操作由督导办办理"):
        team_services.end_expert(task, by=cast.inspector, user=cast.expert)
    with pytest.raises(Refused, match="没有可用的专家账号"):
        team_services.invite_expert(task, by=cast.office, user=cast.liaison, until=until)
    with pytest.raises(Refused, match="最后一天已过"):
        team_services.invite_expert(task, by=cast.office, user=cast.expert, until=calendar.today() - calendar.ONE_DAY)
    User.objects.filter(pk=cast.expert.pk).update(expires_at=timezone.now() + dt.timedelta(days=2))
    expert = User.objects.get(pk=cast.expert.pk)
    with pytest.raises(Refused, match="即到期"):
        team_services.invite_expert(task, by=cast.office, user=expert, until=until)
    task_services.cancel_task(task, by=cast.office_head, reason="暴雨")
    with pytest.raises(TransitionRefused, match="目前为“已撤销”"):
        team_services.invite_expert(
            walk.InspectionTask.objects.get(pk=task.pk), by=cast.office, user=expert, until=until
        )


def test_who_may_open_the_pages(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    teams.invited(cast, task)
    for address in (
        reverse("invite_expert", args=[task.pk]),
        reverse("end_expert", args=[task.pk, cast.expert.pk]),
    ):
        assert browser("inspector").get(address).status_code == 403
        assert browser("expert").get(address).status_code == 403
        assert browser("school_head").get(address).status_code == 404


def test_only_members_of_the_pool_are_invited(cast: Cast, browser: Browser) -> None:
    task = walk.approved(cast)
    until = calendar.today() + dt.timedelta(days=5)
    office, address = browser("office"), reverse("invite_expert", args=[task.pk])
    assert not office.get(address).context["form"].fields["user"].queryset.exists()
    with pytest.raises(Refused, match="不在专家库中"):
        team_services.invite_expert(task, by=cast.office, user=cast.expert, until=until)
    expert = experts.member(cast)
    words = {"user": cast.expert.pk, "until": expert.term_until + calendar.ONE_DAY, "purpose": "评审"}
    page = office.post(address, words)
    assert page.status_code == 422
    assert "聘期至" in page.content.decode()
    groups = dict(office.get(address).context["form"].fields["user"].choices[1:])
    assert {str(label) for label in groups} == {"义务教育", "监测统计"}
    expert_services.suspend_expert(expert, by=cast.office, reason="正在接受调查")
    with pytest.raises(Refused, match="已暂停"):
        team_services.invite_expert(task, by=cast.office, user=cast.expert, until=until)
    assert not TaskGrant.objects.exists()
    assert not ExpertInvitation.objects.exists()


def test_nobody_judges_where_they_work(cast: Cast) -> None:
    task = walk.approved(cast)
    experts.member(cast)
    Expert.objects.update(employer=cast.school.name)
    until = calendar.today() + dt.timedelta(days=5)
    with pytest.raises(Refused, match="任职"):
        team_services.invite_expert(task, by=cast.office, user=cast.expert, until=until)
    inspection = evidence.evaluated(cast)
    reviewer, leaf = evidence.invited(cast, inspection), evidence.leaf(inspection, "C1")
    with pytest.raises(Refused, match="任职"):
        evidence_services.assign_desk_review(inspection, by=cast.office, reviewer=reviewer, indicators=[leaf])


def works_at(unit: Organisation) -> None:
    Expert.objects.update(employer=unit.name)


def test_a_unit_added_later_is_held_against_the_experts(cast: Cast) -> None:
    content = walk.task_content(cast, units=[cast.school])
    task = task_services.create_task(by=cast.office, **content)
    teams.invited(cast, task)
    works_at(cast.other_school)
    both = {**content, "units": [cast.school, cast.other_school]}
    with pytest.raises(Refused, match="任职") as refused:
        task_services.edit_task(task, by=cast.office, **both)
    assert "结束该专家" in refused.value.remedy
    with pytest.raises(Refused, match="任职"):
        teams.second_team(task, cast)
    team_services.end_expert(task, by=cast.office, user=cast.expert)
    task_services.edit_task(task, by=cast.office, **both)
    assert task.inspections.count() == 2


def test_a_drawn_unit_is_held_against_the_experts(cast: Cast) -> None:
    task = draws.draft_task(cast)
    teams.invited(cast, task)
    draw = draws.drawn(cast, task=task)
    works_at(Organisation.objects.get(code=draw.drawn_units[0]["code"]))
    with pytest.raises(Refused, match="任职"):
        draw_services.confirm_draw(draw, by=cast.office_head)
    team_services.end_expert(task, by=cast.office, user=cast.expert)
    draw_services.confirm_draw(draw, by=cast.office_head)
    assert task.inspections.count() == len(draw.drawn_units)


def test_an_expert_who_must_keep_away_as_an_inspector(cast: Cast) -> None:
    task = walk.approved(cast)
    experts.member(cast)
    inspector = make_inspector(cast.expert, "专家督学", 88, zone=cast.zone)
    recusal_services.add_recusal(
        inspector, by=cast.office_head, unit=cast.school, ground=RecusalGround.FAMILY_THERE, reason=""
    )
    until = calendar.today() + dt.timedelta(days=5)
    with pytest.raises(Refused, match="回避"):
        team_services.invite_expert(task, by=cast.office, user=cast.expert, until=until)


def test_a_conflict_that_came_later_is_settled_before_the_next_step(cast: Cast, browser: Browser) -> None:
    task = walk.make_task(cast)
    teams.invited(cast, task)
    works_at(cast.school)
    assert "任职" in browser("office_head").get(reverse("approve_task", args=[task.pk])).content.decode()
    with pytest.raises(Refused, match="任职"):
        task_services.approve_task(task, by=cast.office_head)
    works_at(cast.town)
    task = task_services.approve_task(task, by=cast.office_head)
    works_at(cast.school)
    inspection = walk.inspection_of(task, cast.school)
    assert not crew.recusal_gate_of(inspection).met
    with pytest.raises(Refused, match="任职"):
        inspection_services.issue_notice(inspection, by=cast.office)
    assert crew.recusal_gate_of(walk.inspection_of(task, cast.other_school)).met


def test_the_security_administrator_grants_no_more_than_the_office(cast: Cast) -> None:
    task = walk.approved(cast)
    experts.member(cast)
    works_at(cast.school)
    with pytest.raises(Refused, match="任职"):
        grant_access(
            cast.expert,
            by=cast.security,
            kind="task",
            target=task,
            expires_at=timezone.now() + dt.timedelta(days=5),
        )
    assert not TaskGrant.objects.exists()


def test_each_invitation_is_kept(cast: Cast) -> None:
    task = walk.approved(cast)
    teams.invited(cast, task, days=3)
    teams.invited(cast, task, days=9)
    later, earlier = ExpertInvitation.objects.all()
    assert (earlier.ended_on, earlier.end_reason) == (calendar.today(), "重新邀请")
    assert later.ended_on is None
    assert list(ExpertInvitation.objects.open(on=calendar.today())) == [later]
    team_services.end_expert(task, by=cast.office, user=cast.expert)
    later.refresh_from_db()
    assert (later.ended_on, str(later)) == (calendar.today(), f"专家 – {task.name}")
    with on(calendar.today() + dt.timedelta(days=20)):
        again = teams.invited(cast, walk.approved(cast, name="下一次督导"), days=3)
        assert again.user == cast.expert
