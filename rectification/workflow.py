"""What may follow what on the ledger (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

PROBLEM = Workflow(
    name="problem",
    label=_("Problem"),
    states=(
        State("registered", _("Registered")),
        State("ordered", _("Ordered"), "waiting"),
        State("planned", _("Being put right"), "waiting"),
        State("reported", _("Reported"), "active"),
        State("rechecking", _("Rechecking"), "active"),
        State("struck_off", _("Struck off"), "good"),
        State("withdrawn", _("Withdrawn"), "neutral"),
    ),
    line=("registered", "ordered", "planned", "reported", "rechecking", "struck_off"),
    steps=(
        Step("issue_order", _("Rectification ordered"), ("registered",), "ordered", ("office",), page=None),
        Step("accept_plan", _("Plan accepted"), ("ordered",), "planned", ("office",), turn=False, page=None),
        Step(
            "submit_report",
            _("Rectification reported"),
            ("planned",),
            "reported",
            ("unit",),
            page="write_report",
            button=_("Write the rectification report"),
        ),
        Step(
            "return_report",
            _("Report returned"),
            ("reported",),
            "planned",
            ("office",),
            needs_reason=True,
            turn=False,
            page=None,
        ),
        Step("assign_recheck", _("Appoint the rechecking inspector"), ("reported",), "rechecking", ("office",)),
        Step(
            "reassign_recheck",
            _("Appoint another inspector"),
            ("rechecking",),
            "rechecking",
            ("office",),
            turn=False,
            page="assign_recheck",
        ),
        Step(
            "pass_recheck",
            _("Recheck passed, struck off"),
            ("rechecking",),
            "struck_off",
            ("rechecker",),
            page="record_recheck",
            button=_("Record the recheck"),
        ),
        Step(
            "fail_recheck",
            _("Recheck not passed"),
            ("rechecking",),
            "ordered",
            ("rechecker",),
            page="record_recheck",
            button=_("Record the recheck"),
        ),
        Step(
            "withdraw_problem",
            _("Withdraw the problem"),
            ("registered",),
            "withdrawn",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)

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

PLAN = Workflow(
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

REPORT = Workflow(
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
