"""What may follow what on the ledger (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

URGING = Workflow(
    name="urging_notice",
    label=_("Urging notice"),
    states=(
        State("proposed", _("Proposed"), "active"),
        State("issued", _("Notice issued"), "bad"),
        State("dismissed", _("Dismissed")),
    ),
    line=("proposed", "issued"),
    steps=(
        # The platform issues by itself only what a failed recheck calls for, and drops what has become pointless.
        Step("issue_urging", _("Issue the urging notice"), ("proposed",), "issued", ("office", "system")),
        Step(
            "dismiss_urging",
            _("Dismiss the proposal"),
            ("proposed",),
            "dismissed",
            ("office", "system"),
            needs_reason=True,
        ),
    ),
)
