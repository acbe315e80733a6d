"""What may follow what on the ledger (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

ORDER = Workflow(
    name="order",
    label=_("Rectification order"),
    states=(
        State("draft", _("Draft")),
        State("issued", _("Order issued"), "waiting"),
        State("closed", _("Closed"), "good"),
        State("cancelled", _("Cancelled")),
    ),
    line=("draft", "issued", "closed"),
    steps=(
        Step("issue_order", _("Issue the rectification order"), ("draft",), "issued", ("office",)),
        Step("close_order", _("All problems struck off"), ("issued",), "closed", ("system",), turn=False, page=None),
        Step("cancel_order", _("Cancel the draft"), ("draft",), "cancelled", ("office", "system"), turn=False),
    ),
)
