"""What may follow what with a recusal that was raised: the head decides it (REG 10)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

RECUSAL_REQUEST = Workflow(
    name="recusal_request",
    label=_("Request for recusal"),
    states=(
        State("raised", _("Recusal raised"), "waiting"),
        State("upheld", _("Recusal upheld"), "good"),
        State("dismissed", _("Recusal request dismissed"), "neutral"),
        State("withdrawn", _("Recusal request withdrawn"), "neutral"),
    ),
    line=("raised", "upheld"),
    steps=(
        Step("uphold_recusal", _("Uphold the recusal"), ("raised",), "upheld", ("office_head",)),
        Step(
            "dismiss_recusal",
            _("Dismiss the request"),
            ("raised",),
            "dismissed",
            ("office_head",),
            needs_reason=True,
        ),
        Step("withdraw_recusal", _("Withdraw the request"), ("raised",), "withdrawn", ("raiser",), turn=False),
    ),
)
