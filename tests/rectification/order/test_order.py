"""The page of an order, and the list of orders."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rectification.pages import get, status_of
from tests.walk import problem as walk


def test_its_problems_its_rounds_and_its_documents(cast, sign_in):
    plan = walk.submitted_plan(cast, walk.ordered(cast, count=2))
    page = get(sign_in(cast.office), "order", plan.order_id)
    for problem in plan.order.problems.all():
        assert problem.number in page
    assert plan.get_absolute_url() in page
    assert plan.order.number in page


def test_the_units_draft_is_seen_by_the_unit_only(cast, sign_in):
    order = walk.ordered(cast)
    plan = walk.draft_plan(order)
    assert plan.get_absolute_url() in get(sign_in(cast.school_head), "order", order.pk)
    assert "尚未报送整改方案" in get(sign_in(cast.office), "order", order.pk)


@pytest.mark.parametrize("who", ["other_school_head", "third_inspector", "township", "auditor"])
def test_strangers(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "order", walk.ordered(cast).pk) == 404


def test_a_draft_is_the_countys_only(cast, sign_in):
    draft = walk.drafted(cast)
    get(sign_in(cast.leader), "order", draft.pk)
    assert status_of(sign_in(cast.school_head), "order", draft.pk) == 404


def test_the_list_its_filters_and_its_fragment(cast, sign_in):
    issued, draft = walk.ordered(cast, count=2), walk.drafted(cast, [walk.registered(cast, unit=cast.other_school)])
    office = sign_in(cast.office)
    page = get(office, "orders")
    assert issued.number in page
    assert draft.get_absolute_url() in page
    assert draft.get_absolute_url() not in get(office, "orders", state="issued")
    assert issued.number not in get(office, "orders", q="第二")
    assert issued.number in get(office, "orders", q=issued.number, state="nonsense")
    assert get(office, "orders", htmx=True).lstrip().startswith('<div id="list">')
    assert "没有整改通知书" in get(sign_in(cast.other_school_head), "orders")


def test_the_list_costs_the_same_for_one_and_for_fifty(cast, sign_in):
    office = sign_in(cast.office)
    walk.ordered(cast)
    get(office, "orders")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as spent:
            get(office, "orders")
        counts.append(len(spent))
        for _ in range(49):
            walk.drafted(cast)
    assert counts[0] == counts[1] <= 12
