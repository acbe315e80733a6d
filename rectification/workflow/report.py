"""What may follow what on the ledger (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

RECTIFICATION_REPORT = Workflow(
    name="rectification_report",
    label=_("Rectification report"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Handed in"), "active"),
        State("accepted", _("Accepted"), "good"),
        State("returned", _("Returned"), "bad"),
    ),
    line=("draft", "submitted", "accepted"),
    steps=(
        # The problem itself says whose turn it is: a draft would only say the same once more.
        Step("submit_report", _("Submit the rectification report"), ("draft",), "submitted", ("unit",), turn=False),
        Step(
            "accept_report",
            _("Report accepted"),
            ("submitted",),
            "accepted",
            ("office",),
            turn=False,
            page=None,
        ),
        Step(
            "return_report",
            _("Return the report"),
            ("submitted",),
            "returned",
            ("office",),
            needs_reason=True,
            turn=False,
        ),
    ),
)
