"""The page of an urging notice, and the list of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rectification.pages import get, status_of
from tests.walk import problem as walk


def test_facts_deadlines_and_the_document(cast, sign_in):
    notice = walk.urged(cast)
    page = get(sign_in(cast.school_head), "urging", notice.pk)
    assert notice.facts in page
    assert notice.number in page
    get(sign_in(cast.liaison), "urging", notice.pk)


def test_a_proposal_is_the_countys_only(cast, sign_in):
    proposal = walk.proposed(cast)
    assert "发出督办通知" in get(sign_in(cast.office), "urging", proposal.pk)
    get(sign_in(cast.school_head), "urging", proposal.pk, status=404)


@pytest.mark.parametrize("who", ["other_school_head", "third_inspector", "auditor"])
def test_strangers(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "urging", walk.urged(cast).pk) == 404


def test_the_list_and_its_filters(cast, sign_in):
    issued, proposed = walk.urged(cast), walk.proposed(cast)
    office = sign_in(cast.office)
    page = get(office, "urgings")
    assert issued.get_absolute_url() in page
    assert proposed.get_absolute_url() in page
    assert issued.get_absolute_url() not in get(office, "urgings", state="proposed")
    assert proposed.get_absolute_url() not in get(office, "urgings", ground="recheck_failed")
    assert issued.get_absolute_url() not in get(office, "urgings", q=proposed.problem.number)
    assert issued.get_absolute_url() in get(office, "urgings", state="nonsense")
    assert get(office, "urgings", htmx=True).lstrip().startswith('<div id="list">')
    assert proposed.get_absolute_url() not in get(sign_in(cast.school_head), "urgings")
    assert "没有督办通知" in get(sign_in(cast.other_school_head), "urgings")


def test_the_list_costs_the_same_for_one_and_for_many(cast, sign_in):
    office = sign_in(cast.office)
    walk.proposed(cast)
    get(office, "urgings")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as spent:
            get(office, "urgings")
        counts.append(len(spent))
        for _ in range(9):
            walk.proposed(cast)
    assert counts[0] == counts[1] <= 12
