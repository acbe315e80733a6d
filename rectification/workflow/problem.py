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
