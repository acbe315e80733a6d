"""Issuing an urging notice: numbered, the deadline moved."""

import datetime as dt

import pytest

from core import calendar
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from rectification.models import Problem
from rectification.plan import services as plan_services
from rectification.urging import services as urging_services
from tests.rectification.pages import get, post, status_of
from tests.walk import clock
from tests.walk import problem as walk


def test_numbered_told_and_the_deadline_moved(cast, holidays):
    with clock.on(dt.date(2026, 11, 24)):
        proposal = walk.proposed(cast)
        missed = proposal.deadline_on
        notice = urging_services.issue_urging(proposal, by=cast.office, facts="逾期未报")
    problem = Problem.objects.get()
    assert (notice.number, notice.facts) == ("米教督催〔2026〕1号", "逾期未报")
    assert notice.deadline_on == missed
    assert notice.new_deadline_on == problem.deadline_on == problem.due_on == dt.date(2026, 12, 8)
    assert problem.deadline_basis["policy"] == "redo_days"
    event = AuditEvent.objects.get(action="move_deadline")
    assert event.data == {"from": missed.isoformat(), "to": "2026-12-08"}
    assert Notification.objects.get(kind="urging_issued").recipient == cast.school_head


def test_a_deadline_of_ones_own_choice_has_no_basis(cast):
    later = calendar.today() + calendar.ONE_DAY * 40
    urging_services.issue_urging(walk.proposed(cast), by=cast.office, new_deadline_on=later)
    problem = Problem.objects.get()
    assert (problem.deadline_on, problem.deadline_basis) == (later, {})


def test_refused_for_a_day_in_the_past(cast):
    yesterday = calendar.today() - calendar.ONE_DAY
    with pytest.raises(Refused, match="早于今天"):
        urging_services.issue_urging(walk.proposed(cast), by=cast.office, new_deadline_on=yesterday)


def test_refused_when_the_unit_has_reported_meanwhile(cast):
    proposal = walk.proposed(cast)
    order = proposal.problem.order
    plan_services.accept_plan(
        plan_services.submit_plan(walk.written_plan(cast, order), by=cast.school_head), by=cast.office
    )
    walk.submitted(cast, Problem.objects.get())
    with pytest.raises(Refused, match="不在单位整改环节"):
        urging_services.issue_urging(proposal, by=cast.office)


def test_refused_twice_and_by_others(cast):
    proposal = walk.proposed(cast)
    with pytest.raises(NotYourTurn, match="不由您办理"):
        urging_services.issue_urging(proposal, by=cast.leader)
    urging_services.issue_urging(proposal, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已发出”"):
        urging_services.issue_urging(proposal, by=cast.office)


def test_the_new_deadline_that_passes_can_be_urged_again(cast):
    problem = walk.overdue(cast)
    urging_services.issue_urging(urging_services.propose_urging(problem, by=None), by=cast.office)
    problem.refresh_from_db()
    with clock.on(problem.deadline_on + calendar.ONE_DAY):
        assert urging_services.propose_urging(problem, by=None).deadline_on == problem.deadline_on


def test_the_page(cast, sign_in):
    proposal = walk.proposed(cast)
    office = sign_in(cast.office)
    assert proposal.facts in get(office, "issue_urging", proposal.pk)
    data = {"facts": "逾期未报整改报告", "new_deadline_on": (calendar.today() + calendar.ONE_DAY * 9).isoformat()}
    page = post(office, "issue_urging", proposal.pk, status=422, htmx=True, **{**data, "new_deadline_on": "2026-01-01"})
    assert "早于今天" in page
    post(office, "issue_urging", proposal.pk, **data)
    post(office, "issue_urging", proposal.pk, status=409, **data)
    proposal.refresh_from_db()
    assert proposal.facts == "逾期未报整改报告"
    get(sign_in(cast.leader), "issue_urging", proposal.pk, status=409)
    get(sign_in(cast.other_school_head), "issue_urging", proposal.pk, status=404)


def test_a_leader_sees_the_proposal_but_may_not_issue(cast, sign_in):
    proposal = walk.proposed(cast)
    assert status_of(sign_in(cast.leader), "issue_urging", proposal.pk) == 403
    assert status_of(sign_in(cast.school_head), "issue_urging", proposal.pk) == 404
