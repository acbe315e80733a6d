"""The office accepts a plan."""

import pytest

from core.errors import NotYourTurn, TransitionRefused
from core.models import Notification
from rectification.plan import services
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def test_its_problems_are_being_put_right_until_their_own_deadline(cast):
    order = walk.ordered(cast, count=2)
    plan = services.accept_plan(walk.submitted_plan(cast, order), by=cast.office)
    assert plan.state == "accepted"
    for problem in order.problems.all():
        assert (problem.state, problem.due_on) == ("planned", problem.deadline_on)
    assert Notification.objects.filter(kind="plan_accepted", recipient=cast.school_head).exists()


def test_refused_for_a_draft_and_by_the_unit(cast):
    plan = walk.draft_plan(walk.ordered(cast))
    with pytest.raises(TransitionRefused, match="目前为“草稿”"):
        services.accept_plan(plan, by=cast.office)
    plan = services.submit_plan(walk.written_plan(cast, plan.order), by=cast.school_head)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.accept_plan(plan, by=cast.school_head)


def test_the_page(cast, sign_in):
    plan = walk.submitted_plan(cast)
    office = sign_in(cast.office)
    assert "同意整改方案" in get(office, "accept_plan", plan.pk)
    get(sign_in(cast.school_head), "accept_plan", plan.pk, status=403)
    get(sign_in(cast.other_school_head), "accept_plan", plan.pk, status=404)
    post(office, "accept_plan", plan.pk)
    post(office, "accept_plan", plan.pk, status=409)
