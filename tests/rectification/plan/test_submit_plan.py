"""The unit writes its plan and hands it in."""

import datetime as dt

import pytest

from core import calendar
from core.errors import NotAllowed, NotYourTurn, Refused, TransitionRefused
from core.models import Notification
from rectification.models import RectificationPlan
from rectification.plan import services
from tests.core.threads import press_while
from tests.rectification.pages import get, post, status_of
from tests.walk import clock
from tests.walk import problem as walk


def written(plan, **changed):
    data = {"arrangement": "校长任组长"}
    for item in plan.items.select_related("problem"):
        key = item.pk.hex
        data |= {
            f"measures-{key}": "加装双锁",
            f"responsible-{key}": "李明",
            f"finish_on-{key}": item.problem.deadline_on.isoformat(),
        }
    return data | changed


def test_saved_then_submitted(cast, holidays):
    with clock.on(dt.date(2026, 11, 24)):
        plan = walk.submitted_plan(cast)
    assert (plan.state, plan.submitted_on, plan.due_on) == ("submitted", dt.date(2026, 11, 24), dt.date(2026, 12, 1))
    assert plan.items.get().responsible == "李明"
    kinds = Notification.objects.filter(kind="plan_submitted").values_list("recipient__username", flat=True)
    assert set(kinds) == {"office", "head"}


def test_a_draft_may_have_gaps_but_is_not_submitted_with_them(cast):
    plan = walk.draft_plan(walk.ordered(cast))
    problem = plan.items.get().problem
    services.save_plan(plan, by=cast.school_head, arrangement="", items=[])
    with pytest.raises(Refused, match="组织领导"):
        services.submit_plan(RectificationPlan.objects.get(), by=cast.school_head)
    services.save_plan(
        plan, by=cast.school_head, arrangement="校长任组长", items=[{"problem": problem.pk, "measures": "加装双锁"}]
    )
    with pytest.raises(Refused, match=problem.number):
        services.submit_plan(RectificationPlan.objects.get(), by=cast.school_head)


def test_refused_when_it_ends_after_the_deadline(cast):
    plan = walk.draft_plan(walk.ordered(cast))
    problem = plan.items.get().problem
    late = problem.deadline_on + calendar.ONE_DAY
    with pytest.raises(Refused, match="整改期限"):
        services.save_plan(
            plan, by=cast.school_head, arrangement="校长", items=[{"problem": problem, "finish_on": late}]
        )


def test_nothing_submitted_is_written_over(cast):
    plan = walk.submitted_plan(cast)
    with pytest.raises(TransitionRefused, match="本次内容已报送"):
        services.save_plan(plan, by=cast.school_head, arrangement="改写", items=[])
    with pytest.raises(TransitionRefused, match="目前为“已报送”"):
        services.submit_plan(plan, by=cast.school_head)


def test_only_the_unit_itself(cast):
    plan = walk.draft_plan(walk.ordered(cast))
    for other in (cast.office, cast.other_school_head, cast.liaison):
        with pytest.raises(NotAllowed, match="整改方案和整改报告只能由被督导单位自"):
            services.save_plan(plan, by=other, arrangement="代写", items=[])
        with pytest.raises(NotYourTurn, match="不由您办理，应由被督导单位办理"):
            services.submit_plan(plan, by=other)


def test_the_page_saves_a_draft_and_submits(cast, sign_in):
    plan = walk.draft_plan(walk.ordered(cast, count=2))
    school = sign_in(cast.school_head)
    page = get(school, "submit_plan", plan.pk)
    assert page.count("整改措施") >= 2
    post(school, "submit_plan", plan.pk, save="1", **written(plan, arrangement=""))
    plan.refresh_from_db()
    assert plan.state == "draft"
    post(school, "submit_plan", plan.pk, submit="1", **written(plan))
    plan.refresh_from_db()
    assert plan.state == "submitted"
    post(school, "submit_plan", plan.pk, submit="1", status=409, **written(plan))


def test_a_refused_submission_keeps_what_was_typed(cast, sign_in):
    plan = walk.draft_plan(walk.ordered(cast))
    school = sign_in(cast.school_head)
    page = post(school, "submit_plan", plan.pk, submit="1", htmx=True, status=422, **written(plan, arrangement=""))
    assert "组织领导" in page
    assert "<html" not in page
    assert plan.items.get().measures == "加装双锁"
    late = (plan.items.get().problem.deadline_on + dt.timedelta(days=9)).isoformat()
    key = plan.items.get().pk.hex
    post(school, "submit_plan", plan.pk, submit="1", status=422, **written(plan, **{f"finish_on-{key}": late}))
    post(school, "submit_plan", plan.pk, submit="1", status=422, **written(plan, **{f"finish_on-{key}": "昨天"}))


@pytest.mark.django_db(transaction=True)
def test_a_colleague_submits_while_the_plan_is_sent(cast, sign_in):
    plan = walk.draft_plan(walk.ordered(cast))
    client, data = sign_in(cast.school_head), written(plan)
    press_while(
        lambda: services.submit_plan(walk.written_plan(cast, plan.order), by=cast.school_head),
        lambda: post(client, "submit_plan", plan.pk, status=409, **data),
    )
    kept = RectificationPlan.objects.get()
    assert (kept.state, kept.arrangement) == ("submitted", "成立由校长任组长的整改工作专班")


def test_strangers_and_onlookers(cast, sign_in):
    plan = walk.draft_plan(walk.ordered(cast))
    for who in (cast.other_school_head, cast.office, cast.liaison, cast.inspector):
        assert status_of(sign_in(who), "submit_plan", plan.pk) == 404
    services.submit_plan(walk.written_plan(cast, plan.order), by=cast.school_head)
    assert status_of(sign_in(cast.office), "submit_plan", plan.pk) == 409
