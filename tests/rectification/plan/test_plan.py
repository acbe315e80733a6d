"""The page of one round of a plan."""

import pytest

from rectification.plan import services
from tests.rectification.pages import get, status_of
from tests.walk import problem as walk


def test_as_it_was_submitted_with_its_rounds(cast, sign_in):
    first = walk.submitted_plan(cast)
    services.return_plan(first, by=cast.office, reason="写明数量")
    second = services.submit_plan(walk.draft_plan(first.order), by=cast.school_head)
    page = get(sign_in(cast.office), "plan", second.pk)
    assert first.get_absolute_url() in page
    assert second.items.get().measures in page
    assert "写明数量" in get(sign_in(cast.office), "plan", first.pk)


def test_a_draft_is_the_units_own(cast, sign_in):
    plan = walk.draft_plan(walk.ordered(cast))
    assert "报送整改方案" in get(sign_in(cast.school_head), "plan", plan.pk)
    for who in (cast.office, cast.leader, cast.liaison, cast.zone_leader):
        get(sign_in(who), "plan", plan.pk, status=404)


@pytest.mark.parametrize(("who", "status"), [("liaison", 200), ("zone_leader", 200), ("other_school_head", 404)])
def test_who_reads_what_was_submitted(cast, sign_in, who, status):
    assert status_of(sign_in(getattr(cast, who)), "plan", walk.submitted_plan(cast).pk) == status
