"""Addresses of the subject opinion."""

from django.urls import path

from supervision.opinion.views import defence, opinion, proposal

INSPECTIONS = "desk/supervision/inspections/"
PROPOSALS = "desk/supervision/proposals/"

urlpatterns = [
    path(f"{INSPECTIONS}<uuid:pk>/opinion/propose/", proposal.propose_opinion, name="propose_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/deliberate/", proposal.deliberate, name="deliberate"),
    path(f"{PROPOSALS}<uuid:pk>/", proposal.proposal, name="proposal"),
    path(f"{PROPOSALS}<uuid:pk>/vote/", proposal.cast_vote, name="cast_vote"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/draft/", opinion.draft_opinion, name="draft_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/edit/", opinion.edit_opinion, name="edit_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/feed-back/", opinion.feed_back, name="feed_back"),
    path(f"{INSPECTIONS}<uuid:pk>/opinion/issue/", opinion.issue_opinion, name="issue_opinion"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/state/", opinion.state_defence, name="state_defence"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/answer/", defence.answer_defence, name="answer_defence"),
    path(f"{INSPECTIONS}<uuid:pk>/defence/waive/", opinion.waive_defence, name="waive_defence"),
]
