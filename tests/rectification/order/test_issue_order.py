"""Issuing an order: from here on the unit has to act."""

import datetime as dt

import pytest

from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from rectification.models import Problem, RectificationOrder
from rectification.order import services
from rectification.signals import order_issued
from tests.rectification.pages import get, post, status_of
from tests.walk import clock
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def test_numbered_its_problems_ordered_and_a_plan_opened(cast, holidays):
    heard = []
    order_issued.connect(lambda **news: heard.append(news), weak=False, dispatch_uid="heard")
    try:
        with clock.on(dt.date(2026, 9, 28)):
            order = walk.ordered(cast, count=2)
    finally:
        order_issued.disconnect(dispatch_uid="heard")
    assert order.number == "米教督整〔2026〕1号"
    assert order.issued_on == dt.date(2026, 9, 28)
    for problem in order.problems.all():
        assert (problem.state, problem.due_on) == ("ordered", problem.deadline_on)
        assert problem.due_basis == problem.deadline_basis
    plan = order.plans.get()
    assert (plan.state, plan.round, plan.due_on) == ("draft", 1, dt.date(2026, 10, 10))
    assert plan.items.count() == 2
    assert [(news["order_id"], news["by_id"]) for news in heard] == [(order.pk, cast.office.pk)]
    told = Notification.objects.get(kind="order_issued")
    assert told.recipient == cast.school_head
    assert "2026年10月10日" in told.title


def test_the_inspection_is_being_rectified(cast):
    opinion = inspections.opinion_issued(cast)
    services.issue_order(RectificationOrder.objects.get(), by=cast.office)
    opinion.inspection.refresh_from_db()
    assert opinion.inspection.state == "rectifying"


def test_refused_without_problems(cast):
    order = walk.drafted(cast)
    order.problems.update(order=None)
    with pytest.raises(Refused, match="没有问题"):
        services.issue_order(order, by=cast.office)


def test_refused_twice_and_by_others(cast):
    draft = walk.drafted(cast)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        services.issue_order(draft, by=cast.leader)
    services.issue_order(draft, by=cast.office)
    with pytest.raises(TransitionRefused, match="目前为“已发出”"):
        services.issue_order(draft, by=cast.office_head)
    assert Problem.objects.get().state == "ordered"


def test_the_page_shows_what_goes_into_the_document_and_issues(cast, sign_in):
    order = walk.drafted(cast)
    office = sign_in(cast.office)
    page = get(office, "issue_order", order.pk)
    problem = order.problems.get()
    for shown in (problem.text, problem.requirement, cast.school.name, cast.education_bureau.name):
        assert shown in page
    post(office, "issue_order", order.pk)
    post(office, "issue_order", order.pk, status=409)
    assert RectificationOrder.objects.get().state == "issued"


def test_a_leader_sees_the_draft_but_may_not_issue(cast, sign_in):
    assert status_of(sign_in(cast.leader), "issue_order", walk.drafted(cast).pk) == 403


@pytest.mark.parametrize("who", ["school_head", "other_school_head", "inspector", "liaison"])
def test_a_draft_does_not_exist_for_others(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "issue_order", walk.drafted(cast).pk) == 404
