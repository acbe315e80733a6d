"""What an issued opinion letter brings onto the ledger."""

from rectification.models import Problem, RectificationOrder
from supervision.models import Opinion
from supervision.opinion import services as opinion_services
from tests.walk import inspection as inspections
from tests.walk import problem as walk


def test_every_problem_of_the_letter_stands_on_the_ledger_with_one_draft(cast):
    opinion = inspections.opinion_issued(cast, ["serious", "minor"])
    problems = Problem.objects.filter(inspection=opinion.inspection)
    assert sorted(problem.severity for problem in problems) == ["minor", "serious"]
    order = RectificationOrder.objects.get()
    assert (order.state, order.unit, order.inspection) == ("draft", cast.school, opinion.inspection)
    assert {problem.order for problem in problems} == {order}
    first = problems[0]
    assert opinion.number in first.source_note
    assert first.found_by == walk.inspector_of(cast.inspector)
    assert first.deadline_basis["start"] == opinion.issued_on.isoformat()
    assert {item.text for item in opinion.items.all()} == {problem.text for problem in problems}


def test_a_regular_inspection_is_named_as_the_source(cast):
    opinion = inspections.opinion_drafted(cast)
    opinion.inspection.task.mode = "regular"
    opinion.inspection.task.save(update_fields=["mode"])
    opinion_services.feed_back(opinion.inspection, by=cast.office)
    opinion.inspection.refresh_from_db()
    opinion_services.waive_defence(opinion.inspection, by=cast.school_head)
    opinion_services.issue_opinion(opinion.inspection, by=cast.office)
    assert Problem.objects.get().source == "regular"


def test_a_letter_without_problems_leaves_the_ledger_alone(cast):
    inspections.opinion_issued(cast, [])
    assert Opinion.objects.exists()
    assert not Problem.objects.exists()
    assert not RectificationOrder.objects.exists()
