"""What may follow what in visits of plaque inspectors, what follows them, and urgent reports (domain §2, PLATE)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

REGULAR_VISIT = Workflow(
    name="regular_visit",
    label=_("Regular visit"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Submitted"), "waiting"),
        State("filed", _("Put on file"), "good"),
        State("returned", _("Returned"), "bad"),
    ),
    line=("draft", "submitted", "filed"),
    steps=(
        Step("submit_regular_visit", _("Sign and submit"), ("draft", "returned"), "submitted", ("author",)),
        Step("file_regular_visit", _("File the regular visit"), ("submitted",), "filed", ("office",)),
        Step(
            "return_regular_visit",
            _("Return the regular visit"),
            ("submitted",),
            "returned",
            ("office",),
            needs_reason=True,
        ),
    ),
)

# Which parties there are follows from the kind of follow-up: the unit answers advice, a department answers a letter,
# the office registers what is serious and issues the letter for what is complex.
FOLLOW_UP = Workflow(
    name="follow_up",
    label=_("Follow-up"),
    states=(
        State("opened", _("Begun"), "active"),
        State("issued", _("Letter issued"), "waiting"),
        State("answered", _("Answered"), "active"),
        State("returned", _("Returned"), "bad"),
        State("registered", _("On the ledger"), "good"),
        State("closed", _("Closed"), "good"),
    ),
    line=("opened", "answered", "closed"),
    steps=(
        Step(
            "advise_on_spot",
            _("Advised on the spot"),
            ("opened",),
            "closed",
            ("author",),
            turn=False,
            page=None,
        ),
        Step("register_follow_up", _("Put it on the ledger"), ("opened",), "registered", ("ledger_keeper",)),
        Step("issue_letter", _("Issue the consultation letter"), ("opened",), "issued", ("letter_issuer",)),
        Step("answer_follow_up", _("Answer"), ("opened", "issued", "returned"), "answered", ("unit", "department")),
        Step("accept_follow_up", _("Accept the answer"), ("answered",), "closed", ("author",)),
        Step("return_follow_up", _("Return the answer"), ("answered",), "returned", ("author",), needs_reason=True),
        Step(
            "close_follow_up",
            _("Close the follow-up"),
            ("opened", "issued", "answered", "returned"),
            "closed",
            ("office",),
            turn=False,
            needs_reason=True,
        ),
    ),
)

URGENT_REPORT = Workflow(
    name="urgent_report",
    label=_("Urgent report"),
    states=(
        State("reported", _("Reported"), "bad"),
        State("handled", _("Handled"), "good"),
    ),
    line=("reported", "handled"),
    steps=(Step("handle_urgent_report", _("Record what was done"), ("reported",), "handled", ("office",)),),
)
