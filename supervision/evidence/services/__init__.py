"""The use cases of the subject evidence, one noun per file."""

from supervision.evidence.services.desk_question import (
    answer_question,
    ask_again,
    ask_question,
    close_question,
    withdraw_question,
)
from supervision.evidence.services.desk_review import (
    assign_desk_review,
    end_desk_review,
    finish_desk_review,
    review_item,
)
from supervision.evidence.services.evaluation_item import save_self_evaluation_item
from supervision.evidence.services.evidence import add_evidence, remove_evidence, reuse_evidence
from supervision.evidence.services.self_evaluation import return_self_evaluation, submit_self_evaluation

__all__ = [
    "add_evidence",
    "answer_question",
    "ask_again",
    "ask_question",
    "assign_desk_review",
    "close_question",
    "end_desk_review",
    "finish_desk_review",
    "remove_evidence",
    "return_self_evaluation",
    "reuse_evidence",
    "review_item",
    "save_self_evaluation_item",
    "submit_self_evaluation",
    "withdraw_question",
]
