"""The office returns a plan; the next round starts from what was written."""

import pytest

from core.errors import NotYourTurn, Refused
from core.models import Notification
from rectification.plan import services
from tests.rectification.pages import get, post, status_of
from tests.walk import problem as walk


def test_the_round_stays_and_the_next_is_filled_with_it(cast):
    plan = walk.submitted_plan(cast, walk.ordered(cast, count=2))
    first, second = plan.items.order_by("problem_id")
    returned = services.return_plan(
        plan, by=cast.office, reason="组织领导不明确", item_reasons={first.problem_id: "过于笼统"}
    )
    assert (returned.state, returned.review_reason) == ("returned", "组织领导不明确")
    assert returned.items.get(pk=first.pk).review_reason == "过于笼统"
    assert returned.items.get(pk=second.pk).review_reason == ""
    following = walk.draft_plan(plan.order)
    assert (following.round, following.arrangement) == (2, plan.arrangement)
    assert following.due_on is not None
    assert {item.measures for item in following.items.all()} == {first.measures}
    told = Notification.objects.get(kind="plan_returned")
    assert (told.recipient, told.body) == (cast.school_head, "组织领导不明确")
    services.submit_plan(following, by=cast.school_head)
    assert plan.order.plans.count() == 2


def test_a_draft_that_is_open_already_takes_the_problems_in(cast):
    order = walk.ordered(cast, count=2)
    plan = walk.submitted_plan(cast, order)
    problem = order.problems.order_by("id").first()
    opened = services.open_plan(order, [problem], by=None)
    services.return_plan(plan, by=cast.office, reason="不够")
    assert walk.draft_plan(order) == opened
    assert opened.items.count() == 2


def test_refused_without_reason_and_by_the_unit(cast):
    plan = walk.submitted_plan(cast)
    with pytest.raises(Refused, match="请填写理由"):
        services.return_plan(plan, by=cast.office, reason="")
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.return_plan(plan, by=cast.school_head, reason="自己退回")


def test_the_page_returns_with_reasons_problem_by_problem(cast, sign_in):
    plan = walk.submitted_plan(cast)
    item = plan.items.get()
    office = sign_in(cast.office)
    assert item.measures in get(office, "return_plan", plan.pk)
    post(office, "return_plan", plan.pk, status=422, htmx=True, reason="")
    post(office, "return_plan", plan.pk, reason="不够具体", **{f"item-{item.pk.hex}": "写明数量"})
    post(office, "return_plan", plan.pk, reason="不够具体", status=409)
    school = sign_in(cast.school_head)
    assert "写明数量" in get(school, "plan", plan.pk)
    page = get(school, "submit_plan", walk.draft_plan(plan.order).pk)
    assert "不够具体" in page
    assert "写明数量" in page


def test_others(cast, sign_in):
    plan = walk.submitted_plan(cast)
    assert status_of(sign_in(cast.school_head), "return_plan", plan.pk) == 403
    assert status_of(sign_in(cast.other_school_head), "return_plan", plan.pk) == 404
