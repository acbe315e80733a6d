"""Records for the addresses of self-evaluations, their evidence, and desk review."""

from supervision.evidence import services as evidence_services
from supervision.models import Evidence, Visit
from supervision.visit import services as visit_services
from tests.house.targets import Kwargs, each
from tests.people import Cast
from tests.walk import clock, evidence
from tests.walk import inspection as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A self-evaluation being written with evidence on file, one under review, questions in each state, a visit."""
    writing = walk.notified(cast, announced=True, name="自评中")
    before = evidence.evaluated(cast, name="以前的督导")
    filed = Evidence.objects.get(inspection=before)
    leaf = evidence.leaf(writing, "C1")
    own = evidence_services.add_evidence(
        writing, by=cast.school_head, indicator=leaf, files=[walk.picture("本次.png", "red")]
    )
    assert own is not None
    reviewing = evidence.reviewed(cast, name="评审中")
    assignment = evidence.assigned(cast, reviewing)
    at_leaf = {"indicator_pk": leaf.pk}
    return {
        **each(writing, "self_evaluation"),
        **each(reviewing, "return_self_evaluation", "desk_review", "assign_desk_review"),
        **{name: {"pk": writing.pk, **at_leaf} for name in ("save_self_evaluation_item", "add_evidence")},
        "reuse_evidence": {"pk": writing.pk, **at_leaf, "evidence_pk": filed.pk},
        "remove_evidence": {"pk": writing.pk, **at_leaf, "evidence_pk": own.pk},
        **{name: {"pk": reviewing.pk, **at_leaf} for name in ("review_item", "ask_question")},
        **each(assignment, "desk_assignment", "finish_desk_review", "end_desk_review"),
        **each(evidence.asked(cast, name="提问"), "desk_question", "answer_question", "withdraw_question"),
        **each(evidence.answered(cast, name="答复"), "ask_again", "close_question"),
        "accept_desk_rating": {"pk": _visit(cast).pk, **at_leaf},
    }


def _visit(cast: Cast) -> Visit:
    inspection = evidence.reviewed(cast, name="已评审入校")
    with clock.on(inspection.starts_on):
        return visit_services.begin_visit(inspection, by=cast.inspector, visited_on=inspection.starts_on)
