"""What may follow what with a training session and with a training that an inspector reports (INSP)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

TRAINING_SESSION = Workflow(
    name="training_session",
    label=_("Training session"),
    states=(
        State("open", _("Sign-in open"), "active"),
        State("closed", _("Sign-in closed"), "neutral"),
    ),
    line=("open", "closed"),
    steps=(Step("close_training_session", _("Close the sign-in"), ("open",), "closed", ("office",), turn=False),),
)

TRAINING_REPORT = Workflow(
    name="training_report",
    label=_("Reported training"),
    states=(
        State("reported", _("Training reported"), "waiting"),
        State("returned", _("Training returned"), "bad"),
        State("approved", _("Training approved"), "good"),
    ),
    line=("reported", "approved"),
    steps=(
        Step("approve_training", _("Approve the hours"), ("reported",), "approved", ("office",)),
        Step("return_training", _("Return the training"), ("reported",), "returned", ("office",), needs_reason=True),
        Step("report_training_again", _("Report it again"), ("returned",), "reported", ("author",)),
    ),
)
