"""Accepting a report and appointing who rechecks."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts import policy
from accounts.models import PolicySetting
from core import calendar
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from inspectors.models import Inspector, Recusal
from rectification.models import Problem, Recheck
from rectification.recheck import permissions
from rectification.recheck import services as recheck_services
from rectification.report import services as report_services
from tests.core.threads import press_while
from tests.rectification.pages import get, post, status_of
from tests.walk import clock
from tests.walk import inspection as inspections
from tests.walk import problem as walk


@pytest.fixture
def reported(cast):
    """A problem that `cast.inspector` found and the school has reported on."""
    return walk.submitted(cast).problem


@pytest.fixture
def other(cast):
    """The inspector who may."""
    return walk.inspector_of(cast.other_inspector)


def fresh(problem):
    return Problem.objects.get(pk=problem.pk)


def test_the_report_is_accepted_and_the_recheck_due(cast, holidays):
    with clock.on(dt.date(2026, 11, 24)):
        problem = walk.rechecking(cast)
    assert (problem.state, problem.due_on) == ("rechecking", dt.date(2026, 12, 8))
    assert problem.reports.get().state == "accepted"
    recheck = recheck_services.open_recheck(problem)
    assert recheck.inspector.user == cast.other_inspector
    assert recheck.appointed_by == cast.office
    assert Notification.objects.filter(kind="recheck_assigned", recipient=cast.other_inspector).count() == 1
    assert Notification.objects.filter(kind="report_accepted", recipient=cast.school_head).count() == 1
    assert list(Problem.objects.waiting_for(cast.other_inspector)) == [problem]


def refuse(cast, problem, inspector, match):
    with pytest.raises(Refused, match=match):
        recheck_services.assign_recheck(fresh(problem), by=cast.office, inspector=inspector)
    assert not Recheck.objects.filter(problem=problem).exists()


def test_refused_for_whoever_found_it(cast, reported):
    refuse(cast, reported, walk.inspector_of(cast.inspector), "发现")
    assert fresh(reported).state == "reported"


def test_without_a_named_finder_refused_for_all_who_recorded_a_visit(cast, other):
    opinion = inspections.opinion_issued(cast)
    problem = opinion.inspection.problems.get()
    Problem.objects.filter(pk=problem.pk).update(found_by=None)
    assert permissions.finders_of(fresh(problem)) == {walk.inspector_of(cast.inspector).pk}
    with pytest.raises(Refused, match="发现"):
        permissions.check_can_recheck(walk.inspector_of(cast.inspector), fresh(problem))
    permissions.check_can_recheck(other, fresh(problem))


def test_where_nobody_of_ours_found_it_anybody_may(cast, other):
    problem = walk.registered(cast, found_by=None)
    assert permissions.finders_of(problem) == set()
    permissions.check_can_recheck(walk.inspector_of(cast.inspector), problem)


def test_refused_for_a_recused_inspector(cast, reported, other):
    Recusal.objects.create(inspector=other, unit=cast.school, ground="on_staff")
    refuse(cast, reported, other, "回避")
    assert fresh(reported).state == "reported"


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"term_until": dt.date(2026, 1, 1)}, "任期"),
        ({"removed_at": timezone.now()}, "任期"),
        ({"is_trained": False}, "岗前培训"),
        ({"user": None}, "账号"),
    ],
)
def test_refused_out_of_term_untrained_or_without_account(cast, reported, other, changed, match):
    Inspector.objects.filter(pk=other.pk).update(**changed)
    other.refresh_from_db()
    refuse(cast, reported, other, match)
    assert fresh(reported).state == "reported"


def test_refused_with_the_hands_full(cast, reported, other):
    PolicySetting.objects.create(key="load_ceiling", value=1)
    policy.forget()
    elsewhere = walk.registered(cast, unit=cast.other_school)
    Recheck.objects.create(problem=elsewhere, inspector=other)
    refuse(cast, reported, other, "上限")
    assert fresh(reported).state == "reported"


def test_more_at_the_same_unit_is_no_further_load(cast, reported, other):
    PolicySetting.objects.create(key="load_ceiling", value=1)
    policy.forget()
    Recheck.objects.create(problem=walk.registered(cast), inspector=other)
    recheck = recheck_services.assign_recheck(fresh(reported), by=cast.office, inspector=other)
    assert recheck.inspector == other


def test_refused_where_no_report_waits_and_by_others(cast, reported, other):
    with pytest.raises(TransitionRefused, match="目前为“整改中”"):
        recheck_services.assign_recheck(walk.planned(cast), by=cast.office, inspector=other)
    with pytest.raises(NotYourTurn, match="不由您办理，应由督导办办理"):
        recheck_services.assign_recheck(fresh(reported), by=cast.school_head, inspector=other)
    reported.reports.update(state="returned")
    with pytest.raises(TransitionRefused, match="待审核"):
        recheck_services.assign_recheck(fresh(reported), by=cast.office, inspector=other)


def test_candidates_cost_the_same_for_three_and_for_thirty(cast, reported, django_assert_num_queries):
    problem = fresh(reported)
    permissions.recheck_candidates(problem, [])
    for count in (3, 30):
        people = [Inspector(name=f"督学{number}", term_from=calendar.today()) for number in range(count)]
        with django_assert_num_queries(2):
            candidates = permissions.recheck_candidates(problem, people)
        assert len(candidates) == count


def test_the_page_says_who_can_not_and_why(cast, sign_in, reported, other):
    office = sign_in(cast.office)
    page = get(office, "assign_recheck", reported.pk)
    assert "该问题由督学甲发现" in page
    assert f'value="{other.pk}"' in page
    assert f'value="{walk.inspector_of(cast.inspector).pk}"' not in page
    post(office, "assign_recheck", reported.pk, status=422)
    page = post(
        office, "assign_recheck", reported.pk, status=422, htmx=True, inspector=walk.inspector_of(cast.inspector).pk
    )
    assert "发现问题的督学不得复查" in page
    post(office, "assign_recheck", reported.pk, inspector=other.pk)
    assert fresh(reported).state == "rechecking"


@pytest.mark.django_db(transaction=True)
def test_a_colleague_returns_the_report_while_somebody_is_appointed(cast, sign_in, reported, other):
    client = sign_in(cast.office)
    report = reported.reports.get()
    press_while(
        lambda: report_services.return_report(report, by=cast.office_head, reason="缺少照片"),
        lambda: post(client, "assign_recheck", reported.pk, inspector=other.pk, status=409),
    )
    report.refresh_from_db()
    assert (report.state, Recheck.objects.count()) == ("returned", 0)


def test_others(cast, sign_in, reported):
    assert status_of(sign_in(cast.school_head), "assign_recheck", reported.pk) == 403
    assert status_of(sign_in(cast.other_school_head), "assign_recheck", reported.pk) == 404
    assert status_of(sign_in(cast.office), "assign_recheck", walk.planned(cast).pk) == 409
