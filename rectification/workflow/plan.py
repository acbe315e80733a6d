"""What may follow what on the ledger (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

RECTIFICATION_PLAN = Workflow(
    name="rectification_plan",
    label=_("Rectification plan"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Handed in"), "active"),
        State("accepted", _("Accepted"), "good"),
        State("returned", _("Returned"), "bad"),
    ),
    line=("draft", "submitted", "accepted"),
    steps=(
        Step("submit_plan", _("Submit the rectification plan"), ("draft",), "submitted", ("unit",)),
        Step("accept_plan", _("Accept the plan"), ("submitted",), "accepted", ("office",)),
        Step("return_plan", _("Return the plan"), ("submitted",), "returned", ("office",), needs_reason=True),
    ),
)
