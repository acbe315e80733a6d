"""What may follow what with an inspector's allowance of a month: computed, confirmed, approved, handed over, paid."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

ALLOWANCE_STATEMENT = Workflow(
    name="allowance_statement",
    label=_("Allowance statement"),
    states=(
        State("computed", _("Waits for the inspector"), "waiting"),
        State("objected", _("Objected to"), "bad"),
        State("confirmed", _("Confirmed by the inspector"), "active"),
        State("approved", _("Allowance approved"), "good"),
        State("exported", _("Handed to the finance bureau"), "good"),
        State("paid", _("Allowance paid"), "good"),
    ),
    line=("computed", "confirmed", "approved", "exported", "paid"),
    steps=(
        Step("confirm_statement", _("Confirm the statement"), ("computed",), "confirmed", ("payee",)),
        Step(
            "object_statement", _("Object to the statement"), ("computed",), "objected", ("payee",), needs_reason=True
        ),
        Step(
            "record_confirmation",
            _("Record a confirmation on paper"),
            ("computed",),
            "confirmed",
            ("office",),
            turn=False,
            needs_reason=True,
        ),
        Step("answer_statement", _("Answer the objection"), ("objected",), "computed", ("office",), needs_reason=True),
        Step("approve_statement", _("Approve the allowance"), ("confirmed",), "approved", ("office_head",)),
        Step(
            "return_statement",
            _("Return the statement"),
            ("confirmed",),
            "computed",
            ("office_head",),
            needs_reason=True,
        ),
        Step(
            "export_allowances", _("Hand over to the finance bureau"), ("approved",), "exported", ("office",), page=None
        ),
        Step("pay_allowances", _("Record the payment"), ("exported",), "paid", ("office",), page=None),
    ),
)

# Lines may still come and go; a confirmed statement first goes back to the inspector.
OPEN = ("computed", "objected")
PENDING = (*OPEN, "confirmed")
APPROVED = ("approved", "exported", "paid")
