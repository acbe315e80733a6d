"""Proposing an urging notice by hand or by the sweep."""

import pytest

from core.errors import NotAllowed, Refused
from rectification.models import Problem, UrgingNotice
from rectification.urging import services
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def test_the_facts_are_gathered(cast):
    problem = walk.overdue(cast, days=5)
    proposal = services.propose_urging(problem, by=cast.office)
    assert (proposal.state, proposal.ground, proposal.deadline_on) == ("proposed", "overdue", problem.deadline_on)
    assert "逾期5天" in proposal.facts
    problem.refresh_from_db()
    assert problem.urging_proposed_for == problem.deadline_on


def test_own_words_are_kept(cast):
    assert services.propose_urging(walk.overdue(cast), by=cast.office, facts="三次催办未果").facts == "三次催办未果"


def test_refused_when_not_overdue_proposed_already_or_decided_already(cast):
    with pytest.raises(Refused, match="未逾期"):
        services.propose_urging(walk.ordered(cast).problems.get(), by=cast.office)
    problem = walk.overdue(cast)
    proposal = services.propose_urging(problem, by=cast.office)
    with pytest.raises(Refused, match="已拟请"):
        services.propose_urging(problem, by=cast.office)
    services.dismiss_urging(proposal, by=cast.office, reason="已电话催办")
    with pytest.raises(Refused, match="督办决定"):
        services.propose_urging(problem, by=cast.office)


def test_a_problem_without_a_deadline_has_only_its_text(cast):
    assert services.overdue_facts(Problem(text="没有期限"), None) == "没有期限"


def test_only_the_office(cast):
    with pytest.raises(NotAllowed, match="问题台账由督导办管理"):
        services.propose_urging(walk.overdue(cast), by=cast.school_head)


def test_the_page(cast, sign_in):
    problem = walk.overdue(cast)
    office = sign_in(cast.office)
    assert "拟请督办" in get(office, "problem", problem.pk)
    get(office, "propose_urging", problem.pk)
    post(office, "propose_urging", problem.pk)
    assert UrgingNotice.objects.get().problem == problem
    post(office, "propose_urging", problem.pk, status=422)
    get(sign_in(cast.school_head), "propose_urging", problem.pk, status=403)
    get(sign_in(cast.other_school_head), "propose_urging", problem.pk, status=403)
    get(office, "propose_urging", cast.school.pk, status=404)
