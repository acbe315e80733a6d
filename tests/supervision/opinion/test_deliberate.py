"""propose_opinion, cast_vote, deliberate: each member votes himself, two thirds of all must agree (REG 18–20)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from supervision.inspection import services as inspection_services
from supervision.models import Deliberation, Inspection, Proposal, Vote
from supervision.opinion import services as opinion_services
from supervision.opinion.services.proposal import count_votes
from supervision.visit import services as visit_services
from tests.core.threads import run_together
from tests.people import Cast, make_cast
from tests.supervision.inspection.test_record_public_opinion import words as hearing
from tests.supervision.task.test_create_task import recuse
from tests.walk import inspection as walk
from tests.walk.survey import proposed, ready

Browser = Callable[[str], Client]


def count(inspection: Inspection, cast: Cast, **changes: Any) -> Inspection:
    """The leader closes the vote today."""
    given = {"by": cast.inspector, "held_on": calendar.today()} | changes
    return opinion_services.deliberate(inspection, **given)


def test_recorded_with_dissent(cast: Cast) -> None:
    proposal = proposed(cast)
    opinion_services.cast_vote(proposal, by=cast.inspector, choice="agrees")
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="agrees", opinion="同意")
    opinion_services.cast_vote(proposal, by=cast.third_inspector, choice="disagrees", opinion="食堂问题应定为严重")
    inspection = count(proposal.inspection, cast)
    assert inspection.state == "deliberated"
    assert inspection.visit_ended_on == calendar.today()
    assert inspection.due_basis["policy"] == "opinion_days"
    held = Deliberation.objects.get()
    assert (held.members, held.agreeing.count(), held.summary) == (3, 2, proposal.text)
    proposal.refresh_from_db()
    assert proposal.state == "carried"
    assert Notification.objects.filter(kind="deliberate", recipient=cast.office).exists()


def test_members_are_asked_and_the_leader_told(cast: Cast, browser: Browser) -> None:
    proposal = proposed(cast)
    for person in (cast.inspector, cast.other_inspector, cast.third_inspector):
        assert Notification.objects.filter(kind="propose_opinion", recipient=person).exists()
        assert proposal in Proposal.objects.waiting_for(person)
    assert proposal not in Proposal.objects.waiting_for(cast.office)
    assert reverse("cast_vote", args=[proposal.pk]) in browser("other_inspector").get("/desk/").content.decode()
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="agrees")
    assert proposal not in Proposal.objects.waiting_for(cast.other_inspector)
    assert proposal in Proposal.objects.waiting_for(cast.third_inspector)
    assert not Notification.objects.filter(kind="cast_vote").exists()
    for person in (cast.inspector, cast.third_inspector):
        opinion_services.cast_vote(proposal, by=person, choice="agrees")
    assert Notification.objects.get(kind="cast_vote").recipient == cast.inspector


def test_one_of_three_is_too_few(cast: Cast) -> None:
    proposal = proposed(cast)
    opinion_services.cast_vote(proposal, by=cast.inspector, choice="agrees")
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="abstains", opinion="未参加现场督导")
    with pytest.raises(Refused, match="3名成员中1名同意") as refusal:
        count(proposal.inspection, cast)
    assert "67%" in str(refusal.value)
    assert "第二十条" in str(refusal.value.rule)
    assert Inspection.objects.get(pk=proposal.inspection_id).state == "on_site"


def test_without_a_visit_or_with_one_left_open(cast: Cast) -> None:
    inspection = walk.begun(cast).inspection
    with pytest.raises(Refused, match="已提交0份") as refusal:
        opinion_services.propose_opinion(inspection, by=cast.inspector, text="总体规范")
    assert "第十八条" in str(refusal.value.rule)
    proposal = proposed(cast, name="第二次")
    for person in (cast.inspector, cast.other_inspector):
        opinion_services.cast_vote(proposal, by=person, choice="agrees")
    other = visit_services.begin_visit(proposal.inspection, by=cast.other_inspector, visited_on=calendar.today())
    visit_services.add_finding(other, by=cast.other_inspector, text="还没提交", severity="minor")
    with pytest.raises(Refused, match="尚未提交记录：督学乙"):
        count(proposal.inspection, cast)


def test_without_public_opinion_or_without_pupils(cast: Cast) -> None:
    inspection = walk.inspection_of(walk.visited(cast).inspection.task, cast.school)
    with pytest.raises(Refused, match="0份征求意见") as refusal:
        opinion_services.propose_opinion(inspection, by=cast.inspector, text="总体规范")
    assert "第十九条" in str(refusal.value.rule)
    inspection_services.record_public_opinion(inspection, by=cast.office, **hearing(pupils=0))
    with pytest.raises(Refused, match="尚未听取意见：学生"):
        opinion_services.propose_opinion(inspection, by=cast.inspector, text="总体规范")
    inspection_services.record_public_opinion(inspection, by=cast.office, **hearing(parents=0, teachers=0))
    walk.vote(inspection, cast)
    assert count(inspection, cast).state == "deliberated"


def test_nothing_put_to_the_vote(cast: Cast) -> None:
    inspection = ready(cast)
    with pytest.raises(Refused, match="尚未将初步督导意见提交表决") as refusal:
        count(inspection, cast)
    assert "第二十条" in str(refusal.value.rule)
    with pytest.raises(Refused, match="没有填写初步"):
        opinion_services.propose_opinion(inspection, by=cast.inspector, text=" ")
    with pytest.raises(NotYourTurn, match="组长"):
        opinion_services.propose_opinion(inspection, by=cast.other_inspector, text="总体规范")


def test_dates(cast: Cast) -> None:
    inspection = ready(cast)
    walk.vote(inspection, cast)
    for day in (calendar.today() + dt.timedelta(days=1), calendar.today() - dt.timedelta(days=1)):
        with pytest.raises(Refused, match="最后一次现场督导之后"):
            count(inspection, cast, held_on=day)


def test_a_changed_vote_keeps_its_history(cast: Cast) -> None:
    proposal = proposed(cast)
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="disagrees", opinion="证据不足")
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="agrees")
    vote = Vote.objects.get()
    assert (vote.choice, vote.opinion) == ("agrees", "")
    last, first = AuditEvent.objects.filter(action="cast_vote").order_by("-pk")
    assert first.data == {"choice": "disagrees", "opinion": "证据不足"}
    assert last.data["before"] == {"choice": "disagrees", "opinion": "证据不足"}


def test_a_new_wording_is_voted_on_anew(cast: Cast) -> None:
    old = proposed(cast)
    opinion_services.cast_vote(old, by=cast.inspector, choice="agrees")
    new = opinion_services.propose_opinion(old.inspection, by=cast.inspector, text="新的表述")
    old.refresh_from_db()
    assert old.state == "replaced"
    assert count_votes(new).agreeing == []
    with pytest.raises(TransitionRefused, match="目前为“已被替换”"):
        opinion_services.cast_vote(old, by=cast.other_inspector, choice="agrees")


def test_votes_that_are_refused(cast: Cast) -> None:
    proposal = proposed(cast)
    for choice, words in (("", "没有选择"), ("disagrees", "没有说明"), ("abstains", "没有说明")):
        with pytest.raises(Refused, match=words) as refusal:
            opinion_services.cast_vote(proposal, by=cast.inspector, choice=choice)
        assert "第二十条" in str(refusal.value.rule)
    for stranger in (cast.office, cast.school_head, cast.leader):
        with pytest.raises(NotAllowed, match="不由您办理，应由督导小组办理"):
            opinion_services.cast_vote(proposal, by=stranger, choice="agrees")
    walk.vote(proposal.inspection, cast)
    live = Proposal.objects.get(state="voting")
    count(live.inspection, cast)
    with pytest.raises(TransitionRefused, match="目前为“表决通过”"):
        opinion_services.cast_vote(live, by=cast.inspector, choice="agrees")


def test_a_recused_member_neither_votes_nor_counts(cast: Cast) -> None:
    """The vote of who must keep away is refused with REG 10; the others are all members there are."""
    proposal = proposed(cast)
    opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="agrees")
    recuse(cast)
    with pytest.raises(Refused, match="督学乙应当回避") as refusal:
        opinion_services.cast_vote(proposal, by=cast.other_inspector, choice="agrees")
    assert "第十条" in str(refusal.value.rule)
    assert "无效" in str(refusal.value.remedy)
    opinion_services.cast_vote(proposal, by=cast.inspector, choice="agrees")
    counted = count_votes(proposal)
    assert (len(counted.agreeing), len(counted.members), counted.is_enough) == (1, 2, False)
    opinion_services.cast_vote(proposal, by=cast.third_inspector, choice="agrees")
    count(proposal.inspection, cast)
    held = Deliberation.objects.get()
    assert (held.members, held.agreeing.count()) == (2, 2)
    assert "督学乙应当回避" in held.excluded


def test_the_pages(cast: Cast, browser: Browser) -> None:
    inspection = ready(cast)
    address = reverse("deliberate", args=[inspection.pk])
    writing = reverse("propose_opinion", args=[inspection.pk])
    for page in (address, writing):
        assert browser("other_inspector").get(page).status_code == 403
        assert browser("other_school_head").get(page).status_code == 404
    leader = browser("inspector")
    text = leader.get(writing).content.decode()
    assert walk.FINDING in text
    assert "第十九条" in text
    assert leader.post(writing, {"text": ""}).status_code == 422
    assert leader.post(writing, {"text": "总体规范，尚有隐患"}).status_code == 302
    assert "总体规范，尚有隐患" in leader.get(writing).content.decode()
    page = leader.post(address, {"held_on": calendar.today()})
    assert page.status_code == 422
    assert "3名成员中0名同意" in page.content.decode()
    proposal = Proposal.objects.get()
    voting = reverse("cast_vote", args=[proposal.pk])
    assert browser("school_head").get(voting).status_code == 404
    assert browser("office").get(voting).status_code == 403
    for name in ("inspector", "other_inspector"):
        phone = browser(name)
        assert "总体规范，尚有隐患" in phone.get(voting).content.decode()
        assert phone.post(voting, {"choice": "agrees", "opinion": ""})["Location"] == proposal.get_absolute_url()
    third = browser("third_inspector")
    page = third.post(voting, {"choice": "abstains", "opinion": ""})
    assert page.status_code == 422
    assert third.post(voting, {"choice": "abstains", "opinion": "未到现场"}).status_code == 302
    assert "修改投票" in third.get(voting).content.decode()
    text = browser("office").get(proposal.get_absolute_url()).content.decode()
    assert "未到现场" in text
    assert browser("school_head").get(proposal.get_absolute_url()).status_code == 404
    assert leader.post(address, {"held_on": calendar.today()}).status_code == 302
    assert leader.post(address, {"held_on": calendar.today()}).status_code == 409
    assert third.get(voting).status_code == 409
    assert "未到现场" in browser("office").get(inspection.get_absolute_url()).content.decode()
    assert "未到现场" not in browser("school_head").get(inspection.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_press_the_button() -> None:
    cast = make_cast()
    inspection = ready(cast)
    walk.vote(inspection, cast)
    outcomes = run_together([lambda: count(inspection, cast)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Inspection", "TransitionRefused"]
    assert Deliberation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_vote_at_the_moment_of_counting_is_counted_or_refused() -> None:
    cast = make_cast()
    proposal = proposed(cast)
    for person in (cast.inspector, cast.other_inspector):
        opinion_services.cast_vote(proposal, by=person, choice="agrees")
    vote = lambda: opinion_services.cast_vote(proposal, by=cast.third_inspector, choice="agrees")  # noqa: E731
    run_together([vote, lambda: count(proposal.inspection, cast)])
    assert Deliberation.objects.get().agreeing.count() == Vote.objects.count()
