"""Walks a problem through the real services to a wanted state: order, plan, report, recheck, urging."""

from collections.abc import Sequence
from typing import Any

from core import calendar
from inspectors.models import Inspector
from rectification.models import (
    Problem,
    RecheckResult,
    RectificationOrder,
    RectificationPlan,
    RectificationReport,
    Source,
    UrgingNotice,
)
from rectification.order import services as order_services
from rectification.plan import services as plan_services
from rectification.problem import services as problem_services
from rectification.recheck import services as recheck_services
from rectification.report import services as report_services
from rectification.urging import services as urging_services
from supervision.models import Severity
from tests.people import Cast
from tests.walk import clock
from tests.walk.inspection import picture


def inspector_of(user: Any) -> Inspector:
    """The roster's entry of an account."""
    return Inspector.objects.get(user=user)


def registered(cast: Cast, **fields: Any) -> Problem:
    """A problem on the ledger of `cast.school`, found by `cast.inspector`, not ordered yet."""
    values: dict[str, Any] = {
        "unit": cast.school,
        "source": Source.REGULAR,
        "text": "实验室危险化学品未按规定双人双锁保管",
        "requirement": "设置专用储存柜，落实双人双锁和出入库登记",
        "severity": Severity.GENERAL,
        "found_by": inspector_of(cast.inspector),
        **fields,
    }
    return problem_services.register_problem(by=cast.office, **values)


def drafted(cast: Cast, problems: Sequence[Problem] = (), *, count: int = 1) -> RectificationOrder:
    """A drafted order for `problems`, or for `count` new ones."""
    chosen = list(problems) or [registered(cast) for _ in range(count)]
    return order_services.create_order(by=cast.office, unit=chosen[0].unit, problems=chosen, basis="2026年秋季开学督导")


def ordered(cast: Cast, *, count: int = 1, problems: Sequence[Problem] = ()) -> RectificationOrder:
    """An issued order; its plan's first round is a draft of the unit."""
    return order_services.issue_order(drafted(cast, problems, count=count), by=cast.office)


def draft_plan(order: RectificationOrder) -> RectificationPlan:
    """The round that the unit is writing."""
    return order.plans.get(state="draft")


def written_plan(cast: Cast, order: RectificationOrder, by: Any = None) -> RectificationPlan:
    """The open round, filled in completely and saved."""
    plan = draft_plan(order)
    items = [
        {
            "problem": item.problem,
            "measures": "购置专用柜并加装双锁，修订管理制度",
            "responsible": "李明",
            "finish_on": item.problem.deadline_on,
        }
        for item in plan.items.select_related("problem")
    ]
    return plan_services.save_plan(
        plan, by=by or cast.school_head, arrangement="成立由校长任组长的整改工作专班", items=items
    )


def submitted_plan(cast: Cast, order: RectificationOrder | None = None) -> RectificationPlan:
    """A plan that waits for the office."""
    return plan_services.submit_plan(written_plan(cast, order or ordered(cast)), by=cast.school_head)


def planned(cast: Cast, order: RectificationOrder | None = None) -> Problem:
    """The (first) problem of an order whose plan was accepted."""
    plan = plan_services.accept_plan(submitted_plan(cast, order), by=cast.office)
    return plan.order.problems.order_by("id").first()


def written(cast: Cast, problem: Problem | None = None) -> RectificationReport:
    """A drafted report with one picture."""
    return report_services.write_report(
        problem or planned(cast), by=cast.school_head, text="已购置专用柜，落实双人双锁。", files=[picture()]
    )


def submitted(cast: Cast, problem: Problem | None = None) -> RectificationReport:
    """A report that waits for the office; its problem is `reported`."""
    return report_services.submit_report(written(cast, problem), by=cast.school_head)


def rechecking(cast: Cast, problem: Problem | None = None) -> Problem:
    """A problem that `cast.other_inspector` is to recheck."""
    report = submitted(cast, problem)
    inspector = inspector_of(cast.other_inspector)
    return recheck_services.assign_recheck(report.problem, by=cast.office, inspector=inspector).problem


def struck_off(cast: Cast, problem: Problem | None = None) -> Problem:
    """A problem that passed its recheck."""
    return _rechecked(cast, problem, RecheckResult.PASSED, "危化品柜双锁齐全，台账完整。")


def failed(cast: Cast, problem: Problem | None = None) -> Problem:
    """A problem that did not pass: ordered again, urged at once."""
    return _rechecked(cast, problem, RecheckResult.FAILED, "仍有两柜只有一把锁。")


def urged(cast: Cast, problem: Problem | None = None) -> UrgingNotice:
    """The urging notice that a failed recheck issued."""
    return failed(cast, problem).urging_notices.get(state="issued")


def overdue(cast: Cast, *, days: int = 5, **fields: Any) -> Problem:
    """A problem ordered three weeks before its deadline, which passed `days` ago."""
    late = calendar.today() - calendar.ONE_DAY * days
    with clock.on(late - calendar.ONE_DAY * 21):
        problem = registered(cast, deadline_on=late, **fields)
        ordered(cast, problems=[problem])
    return Problem.objects.get(pk=problem.pk)


def proposed(cast: Cast, problem: Problem | None = None) -> UrgingNotice:
    """A proposal for an overdue problem."""
    return urging_services.propose_urging(problem or overdue(cast), by=None)


def _rechecked(cast: Cast, problem: Problem | None, result: str, note: str) -> Problem:
    return recheck_services.record_recheck(
        rechecking(cast, problem),
        by=cast.other_inspector,
        held_on=calendar.today(),
        note=note,
        result=result,
        photos=[picture()],
    )
