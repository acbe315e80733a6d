"""Addresses of the subject evidence."""

from django.urls import path

from supervision.evidence.views import desk_question, desk_review, self_evaluation

INSPECTIONS = "desk/supervision/inspections/"
SELF = f"{INSPECTIONS}<uuid:pk>/self-evaluation/"
ITEM = f"{SELF}items/<uuid:indicator_pk>/"
DESK_ITEM = f"{INSPECTIONS}<uuid:pk>/desk-review/items/<uuid:indicator_pk>/"
DESK_ASSIGNMENTS = "desk/supervision/desk-assignments/"
QUESTIONS = "desk/supervision/questions/"

urlpatterns = [
    path(f"{INSPECTIONS}<uuid:pk>/self-evaluation/", self_evaluation.self_evaluation, name="self_evaluation"),
    path(f"{SELF}submit/", self_evaluation.submit_self_evaluation, name="submit_self_evaluation"),
    path(f"{SELF}return/", self_evaluation.return_self_evaluation, name="return_self_evaluation"),
    path(f"{ITEM}save/", self_evaluation.save_self_evaluation_item, name="save_self_evaluation_item"),
    path(f"{ITEM}evidence/add/", self_evaluation.add_evidence, name="add_evidence"),
    path(f"{ITEM}evidence/<uuid:evidence_pk>/reuse/", self_evaluation.reuse_evidence, name="reuse_evidence"),
    path(f"{ITEM}evidence/<uuid:evidence_pk>/remove/", self_evaluation.remove_evidence, name="remove_evidence"),
    path(f"{INSPECTIONS}<uuid:pk>/desk-review/", desk_review.desk_review, name="desk_review"),
    path(f"{INSPECTIONS}<uuid:pk>/desk-review/assign/", desk_review.assign_desk_review, name="assign_desk_review"),
    path(f"{DESK_ITEM}review/", desk_review.review_item, name="review_item"),
    path(f"{DESK_ITEM}questions/ask/", desk_review.ask_question, name="ask_question"),
    path(f"{DESK_ASSIGNMENTS}<uuid:pk>/", desk_review.desk_assignment, name="desk_assignment"),
    path(f"{DESK_ASSIGNMENTS}<uuid:pk>/finish/", desk_review.finish_desk_review, name="finish_desk_review"),
    path(f"{DESK_ASSIGNMENTS}<uuid:pk>/end/", desk_review.end_desk_review, name="end_desk_review"),
    path(f"{QUESTIONS}<uuid:pk>/", desk_question.desk_question, name="desk_question"),
    path(f"{QUESTIONS}<uuid:pk>/answer/", desk_question.answer_question, name="answer_question"),
    path(f"{QUESTIONS}<uuid:pk>/ask-again/", desk_question.ask_again, name="ask_again"),
    path(f"{QUESTIONS}<uuid:pk>/close/", desk_question.close_question, name="close_question"),
    path(f"{QUESTIONS}<uuid:pk>/withdraw/", desk_question.withdraw_question, name="withdraw_question"),
]
