"""The door: every state × action × person of every table, two people at once, and what it writes."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import translation

from core import transitions
from core.errors import NotYourTurn, Refused, TransitionRefused
from core.models import AuditEvent, Workflowed
from core.workflow import PARTY_LABELS, State, Step, Workflow
from rectification.models import Problem, RectificationPlan
from tests.core.records import make_records
from tests.core.threads import run_together
from tests.people import Cast, make_cast

MODELS = sorted(
    (model for model in apps.get_models() if issubclass(model, Workflowed)), key=lambda model: model._meta.label
)
STATES = [(model, state.code) for model in MODELS for state in model.workflow.states]
# Who is which party of the records that `make_records` makes: written down here once more, so that a party function
# which lets in too many is seen.
PARTY_PEOPLE = {
    "office": {"office", "office_head"},
    "office_head": {"office_head"},
    "leader": {"leader"},
    "unit": {"school_head"},
    "team": {"inspector", "third_inspector"},
    "team_leader": {"inspector"},
    "appraised": {"inspector"},
    "author": {"inspector"},
    "raiser": {"other_inspector"},
    "rechecker": {"other_inspector"},
    "recommender": {"school_head"},
    "payee": {"inspector"},
    "reviewer": {"expert"},
    "asker": {"third_inspector", "inspector"},
    # The record's follow-up is of the kind that the unit answers; the other kinds are in test_follow_up.
    "department": set(),
    "ledger_keeper": set(),
    "letter_issuer": set(),
    "pool_head": {"office_head"},
    "pool_keeper": {"office", "office_head"},
    "conduct_office": {"office", "office_head"},
    "conduct_head": {"office_head"},
    "conduct_handler": {"office"},
    "conduct_answerer": {"office"},
    "conduct_filer": set(),
    # Of an order; the measures that are none are in test_conduct_measures.
    "correction_office": {"office", "office_head"},
    "measure_office": set(),
    "investigator": {"third_inspector"},
    "reported": {"other_inspector"},
    "corrector": {"other_inspector"},
    "system": {None},
}


def put(obj: Workflowed, state: str) -> Any:
    """The record, brought into `state` behind the door's back: only tests of the door itself may."""
    type(obj)._base_manager.filter(pk=obj.pk).update(state=state)
    return type(obj)._base_manager.get(pk=obj.pk)


class _RolledBack(Exception):
    pass


def attempt(obj: Any, action: str, by: Any) -> tuple[Any, str]:
    """Take the step and undo it again: what came back, or the exception, and the state that it reached."""
    try:
        with transaction.atomic():
            fresh = transitions.apply_transition(obj, action, by=by, reason="理由")
            raise _RolledBack
    except _RolledBack:
        return fresh, fresh.state
    except (Refused, NotYourTurn) as exc:
        return exc, obj.state


def test_every_party_has_a_name_and_people() -> None:
    named = {party for model in MODELS for step in model.workflow.steps for party in step.by}
    assert named <= set(PARTY_LABELS)
    assert named <= set(PARTY_PEOPLE)
    for model in MODELS:
        asked = {party for step in model.workflow.steps for party in step.by} - {"system"}
        assert asked == set(model.parties), model


@pytest.mark.parametrize(("model", "state"), STATES, ids=[f"{m.__name__}-{s}" for m, s in STATES])
def test_state_by_action_by_person(cast: Cast, model: Any, state: str) -> None:
    obj = put(make_records(cast)[model._meta.label], state)
    people: dict[str | None, Any] = {None: None, **cast.everybody()}
    actions = sorted({step.action for step in model.workflow.steps})
    for action in actions:
        step = next((s for s in model.workflow.steps if s.action == action and state in s.sources), None)
        may = {name for party in step.by for name in PARTY_PEOPLE[party]} if step else set()
        for name, person in people.items():
            outcome, reached = attempt(obj, action, person)
            place = f"{model.__name__}.{action} from {state} by {name}: {outcome}"
            if step is None:
                assert isinstance(outcome, TransitionRefused), place
            elif name in may:
                assert reached == step.target, place
            else:
                assert isinstance(outcome, NotYourTurn), place
            if person is not None:
                offered = {s.action for s in transitions.available_steps(obj, person)}
                assert (action in offered) == (name in may), place


@pytest.mark.parametrize("model", MODELS, ids=[m.__name__ for m in MODELS])
def test_whose_turn_it_is_follows_the_table(cast: Cast, model: Any) -> None:
    record = make_records(cast)[model._meta.label]
    for state in model.workflow.states:
        obj = put(record, state.code)
        turns = {
            name
            for step in model.workflow.steps_from(state.code)
            if step.turn
            for party in step.by
            for name in PARTY_PEOPLE[party]
        } - {None}
        for name, person in cast.everybody().items():
            waits = model.objects.waiting_for(person).filter(pk=obj.pk).exists()
            # A model that knows better than its table may let wait fewer people, never others.
            expected = name in turns and (waits or "turns" not in vars(model))
            assert waits == expected, f"{model.__name__} {state.code} {name}"


@pytest.fixture
def plan(cast: Cast) -> Any:
    return make_records(cast)["rectification.RectificationPlan"]


def test_create_starts_at_the_first_state_with_an_event(cast: Cast, plan: Any) -> None:
    event = AuditEvent.objects.get(action="create_rectification_plan")
    assert plan.state == "draft"
    assert (event.actor, event.to_state, event.about) == (cast.office, "draft", plan)


def test_a_transition_writes_state_moment_fields_and_event(cast: Cast, plan: Any) -> None:
    before = plan.state_since
    due = dt.date(2026, 12, 1)
    fresh = transitions.apply_transition(
        plan,
        "submit_plan",
        by=cast.school_head,
        data={"n": 1},
        due_on=due,
        due_basis={"days": 5},
        arrangement="校长负责",
    )
    assert (fresh.state, fresh.due_on, fresh.due_basis, fresh.arrangement) == (
        "submitted",
        due,
        {"days": 5},
        "校长负责",
    )
    assert fresh.state_since > before
    event = AuditEvent.objects.get(action="submit_plan")
    assert (event.from_state, event.to_state, event.data, event.actor_name) == (
        "draft",
        "submitted",
        {"n": 1},
        "校长甲",
    )


def test_the_deadline_is_cleared_unless_given(cast: Cast, plan: Any) -> None:
    RectificationPlan.objects.update(due_on=dt.date(2026, 12, 1), due_basis={"days": 5})
    fresh = transitions.apply_transition(plan, "submit_plan", by=cast.school_head)
    assert (fresh.due_on, fresh.due_basis) == (None, {})


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_needed_reason_is_asked_for(cast: Cast, plan: Any, reason: str) -> None:
    submitted = put(plan, "submitted")
    with pytest.raises(Refused, match="理由"):
        transitions.apply_transition(submitted, "return_plan", by=cast.office, reason=reason)
    assert RectificationPlan.objects.get().state == "submitted"


def test_a_stale_copy_is_refused_and_changes_nothing(cast: Cast, plan: Any) -> None:
    put(plan, "submitted")
    with pytest.raises(TransitionRefused) as refusal:
        transitions.apply_transition(plan, "submit_plan", by=cast.school_head, arrangement="晚了")
    assert RectificationPlan.objects.get().get_state_display() in str(refusal.value)
    assert RectificationPlan.objects.get().arrangement == ""
    assert not AuditEvent.objects.filter(action="submit_plan").exists()


def test_a_step_of_the_platform_is_not_a_persons_and_the_other_way_round(cast: Cast) -> None:
    records = make_records(cast)
    order = put(records["rectification.RectificationOrder"], "issued")
    with pytest.raises(NotYourTurn, match="不由您办理，应由平台办理"):
        transitions.apply_transition(order, "close_order", by=cast.office_head)
    assert transitions.apply_transition(order, "close_order", by=None).state == "closed"
    with pytest.raises(NotYourTurn) as refusal:
        transitions.apply_transition(records["rectification.RectificationPlan"], "submit_plan", by=None)
    assert str(refusal.value.reason)


def test_not_your_turn_names_the_party_in_chinese(cast: Cast, plan: Any) -> None:
    with pytest.raises(NotYourTurn) as refusal:
        transitions.apply_transition(plan, "submit_plan", by=cast.office)
    assert "被督导单位" in str(refusal.value.reason)
    with translation.override("en"), pytest.raises(NotYourTurn) as refusal:
        transitions.apply_transition(plan, "submit_plan", by=cast.office)
    assert "the supervised unit" in str(refusal.value.reason)


def test_states_have_words_and_tones_in_both_languages(plan: Any) -> None:
    assert (plan.get_state_display(), plan.state_tone) == ("草稿", "neutral")
    with translation.override("en"):
        assert plan.get_state_display() == "Draft"
    assert RectificationPlan(state="").get_state_display() == ""


def test_many_at_once_start_like_one(cast: Cast, plan: Any, django_assert_num_queries: Any) -> None:
    rounds = [RectificationPlan(order=plan.order, round=number) for number in (1, 2, 3)]
    with transaction.atomic(), django_assert_num_queries(3):
        saved = transitions.create_many(RectificationPlan, rounds, by=None, reason="批量")
    assert [row.round for row in saved] == [2, 3]  # the first round was there already
    assert {row.state for row in RectificationPlan.objects.all()} == {"draft"}
    events = AuditEvent.objects.filter(action="create_rectification_plan", actor=None)
    assert [event.about for event in events.order_by("id")] == saved
    assert {event.to_state for event in events} == {"draft"}


def test_overdue_looks_at_the_deadline(plan: Any) -> None:
    RectificationPlan.objects.update(due_on=dt.date(2026, 11, 20))
    assert RectificationPlan.objects.overdue(at=dt.date(2026, 11, 21)).exists()
    assert not RectificationPlan.objects.overdue(at=dt.date(2026, 11, 20)).exists()


def test_a_table_that_contradicts_itself_is_refused() -> None:
    states = (State("a", "A"), State("b", "B"))
    with pytest.raises(ValueError, match="unknown states"):
        Workflow("x", "X", states, (Step("go", "Go", ("a",), "c", ("office",)),))
    go = Step("go", "Go", ("a",), "b", ("office",))
    with pytest.raises(ValueError, match="twice from a"):
        Workflow("x", "X", states, (go, go))
    table = Workflow("x", "X", states, (go,))
    assert table.choices == [("a", "A"), ("b", "B")]
    with pytest.raises(KeyError):
        table.state("z")


@pytest.mark.django_db(transaction=True)
class TestOnRealConnections:
    """What can only be seen with commits."""

    def test_outside_a_transaction_the_door_stays_shut(self) -> None:
        cast = make_cast()
        plan: Any = make_records(cast)["rectification.RectificationPlan"]
        with pytest.raises(RuntimeError, match="transaction"):
            transitions.apply_transition(plan, "submit_plan", by=cast.school_head)
        with pytest.raises(RuntimeError, match="transaction"):
            transitions.create(RectificationPlan(order=plan.order, round=2), by=cast.office)

    def test_two_people_press_at_once_and_one_wins(self) -> None:
        cast = make_cast()
        make_records(cast)
        Problem.objects.update(state="reported")
        problem = Problem.objects.get()

        @transaction.atomic
        def press(by: Any) -> Any:
            return transitions.apply_transition(problem, "assign_recheck", by=by)

        outcomes = run_together([lambda by=by: press(by) for by in (cast.office, cast.office_head) * 4])
        won = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
        lost = [outcome for outcome in outcomes if isinstance(outcome, TransitionRefused)]
        assert (len(won), len(lost)) == (1, 7), outcomes
        assert AuditEvent.objects.filter(action="assign_recheck").count() == 1
