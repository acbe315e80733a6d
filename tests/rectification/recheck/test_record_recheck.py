"""The appointed inspector records what was seen: struck off, or ordered again and urged."""

import datetime as dt

import pytest

from core import calendar, files
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Notification
from inspectors.models import Recusal
from rectification.models import Problem, Recheck, UrgingNotice
from rectification.order import services as order_services
from rectification.plan import services as plan_services
from rectification.recheck import services as recheck_services
from rectification.signals import problem_struck_off, urging_issued
from tests.core.threads import press_while
from tests.rectification.pages import get, post, status_of
from tests.walk import clock
from tests.walk import inspection as inspections
from tests.walk import problem as walk
from tests.walk.inspection import picture


def record(cast, problem, result="passed", by=None, **changed):
    values = {"held_on": calendar.today(), "note": "现场查看", "result": result, **changed}
    return recheck_services.record_recheck(problem, by=by or cast.other_inspector, **values)


@pytest.fixture
def heard():
    """What the signals of strike-offs and urging notices said."""
    news = []
    for signal in (problem_struck_off, urging_issued):
        signal.connect(lambda **said: news.append(said), weak=False, dispatch_uid="heard")
    yield news
    for signal in (problem_struck_off, urging_issued):
        signal.disconnect(dispatch_uid="heard")


def test_passed_strikes_off_and_closes_what_is_done(cast, heard):
    problem = walk.struck_off(cast)
    assert (problem.state, problem.struck_off_on, problem.due_on) == ("struck_off", calendar.today(), None)
    problem.order.refresh_from_db()
    assert problem.order.state == "closed"
    recheck = problem.rechecks.get()
    assert (recheck.result, recheck.recorded_at is not None) == ("passed", True)
    assert files.files_of(recheck, purpose="photo").count() == 1
    told = Notification.objects.filter(kind="problem_struck_off").values_list("recipient__username", flat=True)
    assert set(told) == {"school", "office", "head"}
    assert [said["problem_id"] for said in heard] == [problem.pk]
    photo = files.files_of(recheck).get()
    assert files.readable_by(cast.school_head, photo)
    assert not files.readable_by(cast.other_school_head, photo)


def test_the_order_stays_open_while_another_problem_is(cast):
    order = walk.ordered(cast, count=2)
    first = walk.planned(cast, order)
    walk.struck_off(cast, first)
    order.refresh_from_db()
    assert order.state == "issued"
    second = order.problems.exclude(pk=first.pk).get()
    walk.struck_off(cast, second)
    order.refresh_from_db()
    assert order.state == "closed"


def test_the_inspection_is_verified_with_its_last_problem(cast):
    opinion = inspections.opinion_issued(cast, ["serious", "minor"])
    first, second = opinion.inspection.problems.order_by("id")
    order = order_services.issue_order(first.order, by=cast.office)
    plan_services.accept_plan(walk.submitted_plan(cast, order), by=cast.office)
    for problem, state in ((first, "rectifying"), (second, "verified")):
        walk.struck_off(cast, Problem.objects.get(pk=problem.pk))
        opinion.inspection.refresh_from_db()
        assert opinion.inspection.state == state


def test_not_passed_orders_again_and_urges_at_once(cast, holidays, heard):
    with clock.on(dt.date(2026, 11, 24)):
        problem = walk.failed(cast)
    assert problem.state == "ordered"
    assert problem.failed_rechecks == 1
    assert problem.deadline_on == problem.due_on == dt.date(2026, 12, 8)
    assert problem.deadline_basis["policy"] == "redo_days"
    notice = UrgingNotice.objects.get()
    assert (notice.state, notice.ground, notice.number) == ("issued", "recheck_failed", "米教督催〔2026〕1号")
    assert notice.new_deadline_on == problem.deadline_on
    assert notice.deadline_on != problem.deadline_on
    assert "督学乙" in notice.facts
    assert "仍有两柜只有一把锁" in notice.facts
    assert [(said["urging_id"], said["by_id"]) for said in heard] == [(notice.pk, cast.other_inspector.pk)]
    plans = problem.order.plans.order_by("round")
    assert [plan.state for plan in plans] == ["accepted", "draft"]
    assert plans[1].items.get().problem == problem
    kinds = set(Notification.objects.values_list("kind", flat=True))
    assert {"recheck_failed", "urging_issued"} <= kinds
    assert AuditEvent.objects.get(action="issue_urging").actor is None


def test_the_second_time_round_it_can_pass(cast):
    problem = walk.failed(cast)
    plan = plan_services.submit_plan(walk.written_plan(cast, problem.order), by=cast.school_head)
    plan_services.accept_plan(plan, by=cast.office)
    problem = walk.struck_off(cast, Problem.objects.get(pk=problem.pk))
    assert problem.state == "struck_off"
    assert problem.reports.count() == 2
    assert [recheck.result for recheck in problem.rechecks.all()] == ["failed", "passed"]


def test_two_failures_of_one_order_share_the_open_round(cast):
    order = walk.ordered(cast, count=2)
    walk.planned(cast, order)
    for problem in order.problems.all():
        walk.failed(cast, problem)
    assert walk.draft_plan(order).items.count() == 2
    assert order.plans.count() == 2


def test_an_open_proposal_gives_way(cast):
    problem = walk.overdue(cast)
    proposal = walk.proposed(cast, problem)
    plan_services.accept_plan(
        plan_services.submit_plan(walk.written_plan(cast, problem.order), by=cast.school_head), by=cast.office
    )
    problem = walk.failed(cast, Problem.objects.get(pk=problem.pk))
    proposal.refresh_from_db()
    assert proposal.state == "dismissed"
    assert problem.urging_notices.get(state="issued").ground == "recheck_failed"


def test_a_proposal_is_dropped_with_the_strike_off(cast):
    problem = walk.overdue(cast)
    proposal = walk.proposed(cast, problem)
    plan_services.accept_plan(
        plan_services.submit_plan(walk.written_plan(cast, problem.order), by=cast.school_head), by=cast.office
    )
    walk.struck_off(cast, Problem.objects.get(pk=problem.pk))
    proposal.refresh_from_db()
    assert proposal.state == "dismissed"


def test_a_problem_without_an_order_can_be_urged_too(cast):
    problem = walk.rechecking(cast)
    Problem.objects.filter(pk=problem.pk).update(order=None)
    assert record(cast, Problem.objects.get(pk=problem.pk), "failed").state == "ordered"


def test_a_problem_without_an_order_can_be_struck_off_too(cast):
    problem = walk.rechecking(cast)
    Problem.objects.filter(pk=problem.pk).update(order=None)
    assert record(cast, Problem.objects.get(pk=problem.pk)).state == "struck_off"


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"note": " "}, "现场"),
        ({"held_on": dt.date(2999, 1, 1)}, "今天"),
        ({"held_on": dt.date(2026, 1, 1)}, "整改报告"),
    ],
)
def test_refused_for_a_day_that_can_not_be_or_without_a_note(cast, changed, match):
    problem = walk.rechecking(cast)
    with pytest.raises(Refused, match=match):
        record(cast, problem, **changed)
    assert Recheck.objects.get().recorded_at is None


def test_refused_for_an_inspector_recused_meanwhile(cast):
    problem = walk.rechecking(cast)
    Recusal.objects.create(inspector=walk.inspector_of(cast.other_inspector), unit=cast.school, ground="on_staff")
    with pytest.raises(Refused, match="回避"):
        record(cast, problem)


def test_nobody_but_the_appointed_inspector(cast):
    problem = walk.rechecking(cast)
    for other in (cast.school_head, cast.office, cast.inspector, cast.third_inspector):
        with pytest.raises(NotYourTurn, match="不由您办理，应由指定的复查督学办理"):
            record(cast, problem, by=other)


def test_refused_twice(cast):
    problem = walk.rechecking(cast)
    record(cast, problem)
    with pytest.raises(TransitionRefused, match="目前为“已销号”"):
        record(cast, problem)
    assert Problem.objects.get().state == "struck_off"


@pytest.mark.parametrize(("result", "state"), [("passed", "struck_off"), ("failed", "ordered")])
def test_the_page_on_the_phone(cast, sign_in, result, state):
    problem = walk.rechecking(cast)
    inspector = sign_in(cast.other_inspector)
    page = get(inspector, "record_recheck", problem.pk)
    assert "已购置专用柜" in page
    assert 'class="visit"' in page
    post(inspector, "record_recheck", problem.pk, status=422, htmx=True, note="", result="", held_on="")
    data = {"held_on": calendar.today().isoformat(), "note": "柜门已上锁", "result": result}
    assert "今天" in post(inspector, "record_recheck", problem.pk, status=422, **{**data, "held_on": "2999-01-01"})
    post(inspector, "record_recheck", problem.pk, photos=[picture("甲.png"), picture("乙.png", "red")], **data)
    problem.refresh_from_db()
    assert problem.state == state
    assert files.files_of(problem.rechecks.get()).count() == 2
    post(inspector, "record_recheck", problem.pk, status=409, **data)


@pytest.mark.django_db(transaction=True)
def test_the_same_result_sent_twice_at_once_counts_once(cast, sign_in):
    problem = walk.rechecking(cast)
    client = sign_in(cast.other_inspector)
    data = {"held_on": calendar.today().isoformat(), "note": "柜门已上锁", "result": "passed"}
    press_while(
        lambda: record(cast, problem),
        lambda: post(client, "record_recheck", problem.pk, status=409, **data),
    )
    problem.refresh_from_db()
    assert problem.state == "struck_off"
    assert problem.rechecks.get().note == "现场查看"


def test_others(cast, sign_in):
    problem = walk.rechecking(cast)
    assert status_of(sign_in(cast.office), "record_recheck", problem.pk) == 403
    assert status_of(sign_in(cast.school_head), "record_recheck", problem.pk) == 403
    assert status_of(sign_in(cast.third_inspector), "record_recheck", problem.pk) == 404
    assert status_of(sign_in(cast.other_school_head), "record_recheck", problem.pk) == 404


def test_the_visits_page_lists_what_waits(cast, sign_in):
    problem = walk.rechecking(cast)
    walk.struck_off(cast)
    page = get(sign_in(cast.other_inspector), "my_visits")
    assert str(problem.pk) in page
    assert page.count("登记复查结果") == 1
    assert "登记复查结果" not in get(sign_in(cast.third_inspector), "my_visits")
