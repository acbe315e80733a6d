"""Bundling registered problems into a draft."""

import pytest

from core.errors import NotAllowed, Refused
from rectification.models import RectificationOrder
from rectification.order import services
from tests.rectification.pages import get, post, status_of
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def create(cast, problems, by=None):
    return services.create_order(by=by or cast.office, unit=cast.school, problems=problems, basis="专项督导")


def test_the_draft_holds_its_problems(cast):
    problems = [walk.registered(cast), walk.registered(cast)]
    order = create(cast, problems)
    assert order.state == "draft"
    assert set(order.problems.all()) == set(problems)
    assert not order.number


def test_refused_without_problems(cast):
    with pytest.raises(Refused, match="至少"):
        create(cast, [])


def test_refused_for_another_units_problem(cast):
    with pytest.raises(Refused, match="另一个单位"):
        create(cast, [walk.registered(cast, unit=cast.other_school)])


def test_refused_for_one_that_stands_in_a_draft_or_is_ordered(cast):
    problem = walk.registered(cast)
    order = create(cast, [problem])
    with pytest.raises(Refused, match="草稿"):
        create(cast, [problem])
    services.issue_order(order, by=cast.office)
    with pytest.raises(Refused, match="号已下达整改通知"):
        create(cast, [problem])


def test_only_the_office_drafts(cast):
    with pytest.raises(NotAllowed, match="问题台账由督导办管理"):
        create(cast, [walk.registered(cast)], by=cast.inspector)


def test_what_stands_in_a_draft_does_not_wait_twice(cast):
    problem = walk.registered(cast)
    assert list(type(problem).objects.waiting_for(cast.office)) == [problem]
    create(cast, [problem])
    assert not type(problem).objects.waiting_for(cast.office).exists()
    assert RectificationOrder.objects.waiting_for(cast.office).count() == 1


def test_the_page_drafts_what_was_chosen(cast, sign_in):
    office = sign_in(cast.office)
    first, second = walk.registered(cast, source_note="攀府教督〔2026〕5号"), walk.registered(cast)
    page = get(office, "create_order", problem=[str(first.pk), str(second.pk), "nonsense"])
    assert first.number in page
    assert second.number in page
    query = f"?problem={first.pk}&problem={second.pk}"
    post(office, "create_order", query=query, basis="", status=422)
    post(office, "create_order", query=query, basis="市级反馈问题整改")
    order = RectificationOrder.objects.get()
    assert order.problems.count() == 2
    assert order.basis == "市级反馈问题整改"


def test_the_inspection_is_kept_where_all_come_from_one(cast, sign_in):
    opinion = inspections.opinion_issued(cast)
    problem = opinion.inspection.problems.get()
    services.cancel_order(problem.order, by=cast.office)
    post(sign_in(cast.office), "create_order", query=f"?problem={problem.pk}", basis="专项督导")
    assert RectificationOrder.objects.get(state="draft").inspection == opinion.inspection


def test_the_page_refuses_a_mixture_of_units(cast, sign_in):
    query = f"?problem={walk.registered(cast).pk}&problem={walk.registered(cast, unit=cast.other_school).pk}"
    assert "另一个单位" in post(sign_in(cast.office), "create_order", query=query, basis="混在一起", status=422)


def test_the_page_without_a_choice_leads_to_the_ledger(cast, sign_in):
    assert "state=registered" in get(sign_in(cast.office), "create_order")
    post(sign_in(cast.office), "create_order", basis="什么也没选", status=200)


@pytest.mark.parametrize("who", ["leader", "school_head", "inspector"])
def test_others_may_not(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "create_order") == 403
