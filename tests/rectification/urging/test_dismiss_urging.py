"""The office decides against a proposal."""

import pytest

from core.errors import NotYourTurn, Refused
from rectification.urging import services
from tests.rectification.pages import get, post, status_of
from tests.walk import problem as walk


def test_dismissed_with_its_reason(cast):
    notice = services.dismiss_urging(walk.proposed(cast), by=cast.office, reason="已于到期当日整改")
    assert (notice.state, notice.number) == ("dismissed", "")


def test_refused_without_reason_and_by_others(cast):
    proposal = walk.proposed(cast)
    with pytest.raises(Refused, match="请填写理由"):
        services.dismiss_urging(proposal, by=cast.office, reason="")
    with pytest.raises(NotYourTurn, match="不由您办理"):
        services.dismiss_urging(proposal, by=cast.leader, reason="不必")


def test_the_page(cast, sign_in):
    proposal = walk.proposed(cast)
    office = sign_in(cast.office)
    get(office, "dismiss_urging", proposal.pk)
    assert status_of(sign_in(cast.leader), "dismiss_urging", proposal.pk) == 403
    assert status_of(sign_in(cast.school_head), "dismiss_urging", proposal.pk) == 404
    post(office, "dismiss_urging", proposal.pk, reason="", status=422, htmx=True)
    post(office, "dismiss_urging", proposal.pk, reason="已电话催办")
    post(office, "dismiss_urging", proposal.pk, reason="已电话催办", status=409)
