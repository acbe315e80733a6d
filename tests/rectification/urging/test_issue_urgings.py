"""Urging many problems at once, after a look at what will happen."""

import pytest

from core import calendar
from core.errors import Refused
from rectification.models import UrgingNotice
from rectification.urging import services
from tests.rectification.pages import get, post, status_of
from tests.walk import problem as walk

LATER = calendar.ONE_DAY * 14


def test_each_gets_a_notice_and_open_proposals_are_used(cast):
    first, second = walk.overdue(cast), walk.overdue(cast)
    proposal = walk.proposed(cast, first)
    issued = services.issue_urgings([first, second], by=cast.office, new_deadline_on=calendar.today() + LATER)
    assert [notice.number for notice in issued] == ["米教督催〔2026〕1号", "米教督催〔2026〕2号"]
    assert issued[0].pk == proposal.pk
    assert UrgingNotice.objects.count() == 2


def test_all_or_none(cast):
    first, second = walk.overdue(cast), walk.ordered(cast).problems.get()
    with pytest.raises(Refused, match="未逾期"):
        services.issue_urgings([first, second], by=cast.office, new_deadline_on=calendar.today() + LATER)
    assert not UrgingNotice.objects.exists()


def test_the_preview_says_what_is_left_out_and_issues_the_rest(cast, sign_in):
    good, bad = walk.overdue(cast), walk.ordered(cast).problems.get()
    office = sign_in(cast.office)
    query = f"?problem={good.pk}&problem={bad.pk}"
    page = get(office, "issue_urgings", problem=[str(good.pk), str(bad.pk)])
    assert "编号并发出1份通知" in page
    assert "未逾期" in page
    post(office, "issue_urgings", query=query, status=422, new_deadline_on="")
    post(office, "issue_urgings", query=query, status=422, new_deadline_on="2026-01-01")
    post(office, "issue_urgings", query=query, new_deadline_on=(calendar.today() + LATER).isoformat())
    assert UrgingNotice.objects.get().problem == good


def test_nothing_to_issue(cast, sign_in):
    office = sign_in(cast.office)
    assert "没有选择问题" in get(office, "issue_urgings")
    bad = walk.ordered(cast).problems.get()
    page = post(office, "issue_urgings", query=f"?problem={bad.pk}", status=200, new_deadline_on="2999-01-01")
    assert "不发" in page
    assert not UrgingNotice.objects.exists()


def test_the_preview_costs_the_same_for_one_and_for_many(cast, sign_in, django_assert_num_queries):
    office = sign_in(cast.office)
    many = [walk.registered(cast) for _ in range(50)]
    get(office, "issue_urgings", problem=[str(many[0].pk)])
    with django_assert_num_queries(6):
        get(office, "issue_urgings", problem=[str(many[0].pk)])
    with django_assert_num_queries(6):
        get(office, "issue_urgings", problem=[str(problem.pk) for problem in many])


@pytest.mark.parametrize("who", ["leader", "school_head", "inspector"])
def test_others_may_not(cast, sign_in, who):
    assert status_of(sign_in(getattr(cast, who)), "issue_urgings") == 403
