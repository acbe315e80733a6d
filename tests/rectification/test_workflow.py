"""Every state, every action, every person: who may take which step, from the tables alone."""

import pytest

from core.errors import NotYourTurn, TransitionRefused
from core.transitions import check_step
from rectification.models import Problem, RectificationOrder, RectificationPlan, RectificationReport, UrgingNotice
from rectification.workflow.order import ORDER
from rectification.workflow.plan import RECTIFICATION_PLAN
from rectification.workflow.problem import PROBLEM
from rectification.workflow.report import RECTIFICATION_REPORT
from rectification.workflow.urging import URGING
from tests.walk import problem as walk

MODELS = {
    model.workflow.name: model
    for model in (Problem, RectificationOrder, RectificationPlan, RectificationReport, UrgingNotice)
}
# Which of the cast is which party of the school's records.
PARTIES = {
    "office": {"office", "office_head"},
    "office_head": {"office_head"},
    "unit": {"school_head"},
    "rechecker": {"other_inspector"},
    "system": set(),
}
TABLES = (PROBLEM, ORDER, RECTIFICATION_PLAN, RECTIFICATION_REPORT, URGING)


def record_of(cast, name):
    problem = walk.rechecking(cast)
    return {
        "problem": lambda: problem,
        "order": lambda: problem.order,
        "rectification_plan": lambda: problem.order.plans.get(),
        "rectification_report": lambda: problem.reports.get(),
        "urging_notice": lambda: walk.proposed(cast),
    }[name]()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_action_and_person(cast, table):
    record = record_of(cast, table.name)
    actions = {step.action for step in table.steps}
    for state in table.states:
        record.state = state.code
        MODELS[table.name].objects.filter(pk=record.pk).update(state=state.code)
        for action in actions:
            step = table.step(action, state.code)
            for name, person in cast.everybody().items():
                if step is None:
                    with pytest.raises(TransitionRefused, match="此事项已有变化"):
                        check_step(record, action, by=person)
                elif any(name in PARTIES[party] for party in step.by):
                    assert check_step(record, action, by=person) is step
                else:
                    with pytest.raises(NotYourTurn, match="不由您办理"):
                        check_step(record, action, by=person)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_words_of_a_record(cast, table):
    record = record_of(cast, table.name)
    assert str(record)
    assert record.get_absolute_url().startswith("/desk/rectification/")
    assert record.get_state_display()


def test_the_words_of_the_rest(cast):
    problem = walk.rechecking(cast)
    assert cast.other_inspector.name in str(problem.rechecks.get())
    assert str(problem.plan_items.get()) == problem.plan_items.get().measures[:60]
    assert str(RectificationOrder(unit=cast.school, basis="专项")) == f"{cast.school} 专项"
