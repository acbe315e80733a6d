"""Taking a problem off the ledger before anything was ordered."""

import pytest

from core.errors import NotYourTurn, Refused, TransitionRefused
from rectification.models import Problem
from rectification.problem import services
from tests.rectification.pages import get, post, status_of
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def test_withdrawn_with_its_reason_and_its_number(cast):
    problem = services.withdraw_problem(walk.registered(cast), by=cast.office_head, reason="重复登记")
    assert problem.state == "withdrawn"
    assert problem.number


def test_the_draft_that_it_stood_in_loses_it_and_is_cancelled_when_empty(cast):
    order = walk.drafted(cast, count=2)
    first, second = order.problems.all()
    services.withdraw_problem(first, by=cast.office_head, reason="重复登记")
    order.refresh_from_db()
    assert order.state == "draft"
    services.withdraw_problem(second, by=cast.office_head, reason="重复登记")
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert not order.problems.exists()


def test_an_inspection_without_open_problems_is_verified(cast):
    opinion = inspections.opinion_issued(cast)
    services.withdraw_problem(opinion.inspection.problems.get(), by=cast.office_head, reason="查无此事")
    opinion.inspection.refresh_from_db()
    assert opinion.inspection.state == "verified"


def test_refused_without_reason(cast):
    with pytest.raises(Refused, match="请填写理由"):
        services.withdraw_problem(walk.registered(cast), by=cast.office_head, reason=" ")


def test_refused_once_ordered_and_for_a_stale_copy(cast):
    stale = walk.registered(cast)
    walk.ordered(cast, problems=[stale])
    for copy in (stale, Problem.objects.get(pk=stale.pk)):
        with pytest.raises(TransitionRefused, match="目前为“已下达”"):
            services.withdraw_problem(copy, by=cast.office_head, reason="不需要")


def test_the_head_decides_not_the_staff(cast, sign_in):
    problem = walk.registered(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办主任办理"):
        services.withdraw_problem(problem, by=cast.office, reason="不需要")
    get(sign_in(cast.office), "withdraw_problem", problem.pk, status=403)
    assert "撤回问题" in get(sign_in(cast.office_head), "withdraw_problem", problem.pk)
    post(sign_in(cast.office_head), "withdraw_problem", problem.pk, status=422, reason="")
    post(sign_in(cast.office_head), "withdraw_problem", problem.pk, reason="重复登记")
    post(sign_in(cast.office_head), "withdraw_problem", problem.pk, reason="重复登记", status=409)


@pytest.mark.parametrize("who", ["school_head", "third_inspector", "expert", "sysadmin"])
def test_strangers_see_nothing(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "withdraw_problem", walk.registered(cast).pk) == 404
