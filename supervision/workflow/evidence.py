"""What may follow what in the desk review of a unit's evidence: who reviews, and the questions to the unit."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

DESK_ASSIGNMENT = Workflow(
    name="desk_assignment",
    label=_("Desk review"),
    states=(
        State("assigned", _("Assigned"), "waiting"),
        State("finished", _("Finished"), "good"),
        State("ended", _("Taken back"), "bad"),
    ),
    line=("assigned", "finished"),
    steps=(
        Step(
            "finish_desk_review",
            _("Finish the desk review"),
            ("assigned",),
            "finished",
            ("reviewer",),
            page="desk_assignment",
            button=_("Review the evidence"),
        ),
        Step(
            "end_desk_review",
            _("Take the desk review back"),
            ("assigned",),
            "ended",
            ("office", "team_leader"),
            turn=False,
            needs_reason=True,
        ),
    ),
)

DESK_QUESTION = Workflow(
    name="desk_question",
    label=_("Question on the evidence"),
    states=(
        State("asked", _("Asked"), "waiting"),
        State("answered", _("Answered"), "active"),
        State("closed", _("Closed"), "good"),
    ),
    line=("asked", "answered", "closed"),
    steps=(
        Step("answer_question", _("Answer the question"), ("asked",), "answered", ("unit",)),
        Step("close_question", _("Close the question"), ("answered",), "closed", ("asker",)),
        Step("ask_again", _("Ask again"), ("answered",), "asked", ("asker",)),
        Step(
            "withdraw_question",
            _("Take the question back"),
            ("asked",),
            "closed",
            ("asker",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
