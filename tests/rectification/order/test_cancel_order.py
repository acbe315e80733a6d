"""Dropping a draft."""

import pytest

from core.errors import TransitionRefused
from rectification.order import services
from tests.rectification.pages import get, post
from tests.walk import problem as walk


def test_its_problems_are_free_again(cast):
    order = walk.drafted(cast)
    problem = order.problems.get()
    assert services.cancel_order(order, by=cast.office).state == "cancelled"
    problem.refresh_from_db()
    assert (problem.state, problem.order) == ("registered", None)
    assert walk.drafted(cast, [problem]).state == "draft"


def test_refused_once_issued(cast):
    with pytest.raises(TransitionRefused, match="目前为“已发出”"):
        services.cancel_order(walk.ordered(cast), by=cast.office)


def test_the_page(cast, sign_in):
    order = walk.drafted(cast)
    get(sign_in(cast.leader), "cancel_order", order.pk, status=403)
    get(sign_in(cast.school_head), "cancel_order", order.pk, status=404)
    assert "撤销草稿" in get(sign_in(cast.office), "cancel_order", order.pk)
    post(sign_in(cast.office), "cancel_order", order.pk)
    post(sign_in(cast.office), "cancel_order", order.pk, status=409)
