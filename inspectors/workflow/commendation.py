"""What may follow what with the commendation of an inspector (PLAN 二（四）5)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

INSPECTOR_COMMENDATION = Workflow(
    name="inspector_commendation",
    label=_("Commendation of an inspector"),
    states=(
        State("proposed", _("Commendation proposed"), "waiting"),
        State("given", _("Inspector commended"), "good"),
        State("declined", _("Commendation declined"), "neutral"),
        State("withdrawn", _("Commendation withdrawn"), "bad"),
    ),
    line=("proposed", "given"),
    steps=(
        Step("give_commendation", _("Commend"), ("proposed",), "given", ("office_head",)),
        Step(
            "decline_commendation",
            _("Decline the commendation"),
            ("proposed",),
            "declined",
            ("office_head",),
            needs_reason=True,
        ),
        Step(
            "withdraw_commendation",
            _("Withdraw the commendation"),
            ("given",),
            "withdrawn",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
