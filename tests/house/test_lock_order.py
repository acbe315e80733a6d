"""Services lock rows of several tables in the one order that docs/architecture.md names."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import calendar
from rectification.order import services as order_services
from rectification.plan import services as plan_services
from rectification.problem import services as problem_services
from rectification.recheck import services as recheck_services
from rectification.report import services as report_services
from supervision.draw import services as draw_services
from supervision.inspection import services as inspection_services
from supervision.models import Draw
from supervision.opinion import services as opinion_services
from supervision.task import services as task_services
from supervision.visit import services as visit_services
from tests.people import Cast
from tests.walk import draw as draws
from tests.walk import inspection as walk
from tests.walk import problem as problems

DOC = Path(__file__).parents[2] / "docs" / "architecture.md"
LOCKED = re.compile(r'^UPDATE "(\w+)"|^SELECT .*?FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', re.DOTALL)


def written_order() -> list[str]:
    """The tables in the order of the document."""
    words = re.search(r"Draw → [\w\s→]+", DOC.read_text(encoding="utf-8"))
    assert words is not None
    tables = {model.__name__: model._meta.db_table for model in apps.get_models()}
    return [tables[name] for name in re.findall(r"\w+", words[0].split(";")[0])]


def out_of_order(statements: list[str]) -> list[str]:
    """What `statements` lock for the first time after something that stands behind it in the order."""
    order, furthest, faults = written_order(), 0, []
    seen: set[str] = set()
    for statement in statements:
        found = LOCKED.match(statement)
        table = (found[1] or found[2]) if found else ""
        if table in order and table not in seen:
            seen.add(table)
            if order.index(table) < furthest:
                faults.append(f"{table} after {order[furthest]}")
            furthest = max(furthest, order.index(table))
    assert len(seen) > 1, f"nothing to compare: {seen}"
    return faults


def _void(cast: Cast) -> Callable[[], Any]:
    draw = Draw.objects.get(pk=draws.confirmed(cast, task=draws.draft_task(cast)).pk)
    return lambda: draw_services.void_draw(draw, by=cast.office_head, reason="名单有误")


def _confirm(cast: Cast) -> Callable[[], Any]:
    draw = draws.drawn(cast, task=draws.draft_task(cast))
    return lambda: draw_services.confirm_draw(draw, by=cast.office_head)


def _notice(cast: Cast) -> Callable[[], Any]:
    inspection = walk.inspection_of(walk.approved(cast), cast.school)
    return lambda: inspection_services.issue_notice(inspection, by=cast.office)


def _begin(cast: Cast) -> Callable[[], Any]:
    inspection = walk.notified(cast)
    return lambda: visit_services.begin_visit(inspection, by=cast.inspector, visited_on=calendar.today())


def _cancel_task(cast: Cast) -> Callable[[], Any]:
    task = walk.approved(cast)
    return lambda: task_services.cancel_task(task, by=cast.office_head, reason="上级另有安排")


def _deliberate(cast: Cast) -> Callable[[], Any]:
    inspection = walk.visited(cast).inspection
    walk.hear(inspection, cast.inspector)
    walk.vote(inspection, cast)
    return lambda: opinion_services.deliberate(inspection, by=cast.inspector, held_on=calendar.today())


def _cancel_order(cast: Cast) -> Callable[[], Any]:
    order = problems.drafted(cast)
    return lambda: order_services.cancel_order(order, by=cast.office)


def _issue_order(cast: Cast) -> Callable[[], Any]:
    order = problems.drafted(cast)
    return lambda: order_services.issue_order(order, by=cast.office)


def _withdraw(cast: Cast) -> Callable[[], Any]:
    problem = problems.drafted(cast).problems.get()
    return lambda: problem_services.withdraw_problem(problem, by=cast.office_head, reason="重复登记")


def _accept_plan(cast: Cast) -> Callable[[], Any]:
    plan = problems.submitted_plan(cast)
    return lambda: plan_services.accept_plan(plan, by=cast.office)


def _submit_report(cast: Cast) -> Callable[[], Any]:
    report = problems.written(cast)
    return lambda: report_services.submit_report(report, by=cast.school_head)


def _return_report(cast: Cast) -> Callable[[], Any]:
    report = problems.submitted(cast)
    return lambda: report_services.return_report(report, by=cast.office, reason="照片不清楚")


def _assign(cast: Cast) -> Callable[[], Any]:
    problem = problems.submitted(cast).problem
    problem.refresh_from_db()
    inspector = problems.inspector_of(cast.other_inspector)
    return lambda: recheck_services.assign_recheck(problem, by=cast.office, inspector=inspector)


def _reassign(cast: Cast) -> Callable[[], Any]:
    problem = problems.rechecking(cast)
    inspector = problems.inspector_of(cast.third_inspector)
    return lambda: recheck_services.reassign_recheck(problem, by=cast.office, inspector=inspector)


def _recheck(result: str) -> Callable[[Cast], Callable[[], Any]]:
    def prepare(cast: Cast) -> Callable[[], Any]:
        problem = problems.rechecking(cast)
        seen: dict[str, Any] = {"held_on": calendar.today(), "note": "已到现场查看", "result": result}
        return lambda: recheck_services.record_recheck(problem, by=cast.other_inspector, **seen)

    return prepare


CASES: dict[str, Callable[[Cast], Callable[[], Any]]] = {
    "void_draw": _void,
    "confirm_draw": _confirm,
    "issue_notice": _notice,
    "begin_visit": _begin,
    "cancel_task": _cancel_task,
    "deliberate": _deliberate,
    "cancel_order": _cancel_order,
    "issue_order": _issue_order,
    "withdraw_problem": _withdraw,
    "accept_plan": _accept_plan,
    "submit_report": _submit_report,
    "return_report": _return_report,
    "assign_recheck": _assign,
    "reassign_recheck": _reassign,
    "pass_recheck": _recheck("passed"),
    "fail_recheck": _recheck("failed"),
}


@pytest.mark.parametrize("action", CASES)
def test_locks_are_taken_in_the_written_order(cast: Cast, holidays: None, action: str) -> None:
    take = CASES[action](cast)
    with CaptureQueriesContext(connection) as captured:
        take()
    assert not out_of_order([query["sql"] for query in captured.captured_queries])


def test_a_lock_out_of_order_is_found() -> None:
    statements = [
        'SELECT "a" FROM "rectification_recheck" WHERE x FOR UPDATE OF "rectification_recheck"',
        'UPDATE "rectification_problem" SET "state" = 1',
    ]
    assert out_of_order(statements) == ["rectification_problem after rectification_recheck"]
    assert not out_of_order(statements[::-1])
