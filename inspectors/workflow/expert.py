"""What may follow what with an expert of the pool, and with a file that a partner county sent (PLAN 二（四）4)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

EXPERT = Workflow(
    name="expert",
    label=_("Expert of the pool"),
    states=(
        State("proposed", _("Proposed for the pool"), "waiting"),
        State("selected", _("In the pool"), "good"),
        State("suspended", _("Suspended from the pool"), "bad"),
        State("ended", _("Out of the pool"), "neutral"),
        State("declined", _("Not selected for the pool"), "neutral"),
    ),
    line=("proposed", "selected"),
    steps=(
        Step("select_expert", _("Select for the pool"), ("proposed",), "selected", ("office_head",)),
        Step("decline_expert", _("Do not select"), ("proposed",), "declined", ("office_head",), needs_reason=True),
        Step("renew_expert", _("Renew the pool term"), ("selected",), "selected", ("pool_head",), turn=False),
        Step(
            "suspend_expert",
            _("Suspend from the pool"),
            ("selected",),
            "suspended",
            ("office",),
            turn=False,
            needs_reason=True,
        ),
        Step(
            "resume_expert",
            _("Put back into the pool"),
            ("suspended",),
            "selected",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
        Step(
            "remove_expert",
            _("Take out of the pool"),
            ("selected", "suspended"),
            "ended",
            ("pool_head",),
            turn=False,
            needs_reason=True,
        ),
        Step(
            "propose_expert_again",
            _("Propose for the pool again"),
            ("ended", "declined"),
            "proposed",
            ("pool_keeper",),
            turn=False,
            needs_reason=True,
        ),
        Step(
            "end_expert_term",
            _("Pool term over"),
            ("selected", "suspended"),
            "ended",
            ("system",),
            turn=False,
            page=None,
        ),
        Step(
            "withdraw_expert",
            _("No longer listed by the partner county"),
            ("selected", "suspended"),
            "ended",
            ("office_head",),
            turn=False,
            needs_reason=True,
            page=None,
        ),
        Step(
            "readmit_expert",
            _("Listed again by the partner county"),
            ("ended",),
            "selected",
            ("office_head",),
            turn=False,
            page=None,
        ),
        Step(
            "keep_expert_suspended",
            _("Listed again by the partner county, suspended here as before"),
            ("ended",),
            "suspended",
            ("office_head",),
            turn=False,
            page=None,
        ),
    ),
)

EXPERT_RECEIPT = Workflow(
    name="expert_receipt",
    label=_("Experts from a partner county"),
    states=(
        State("checked", _("File waits to be taken in"), "waiting"),
        State("taken", _("File taken in"), "good"),
        State("dropped", _("File dropped"), "neutral"),
    ),
    line=("checked", "taken"),
    steps=(
        Step("take_expert_receipt", _("Take the experts in"), ("checked",), "taken", ("office_head",)),
        Step(
            "drop_expert_receipt",
            _("Drop the file"),
            ("checked",),
            "dropped",
            ("office",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
