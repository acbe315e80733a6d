"""What may follow what in the record of a day on site (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

VISIT = Workflow(
    name="visit",
    label=_("Visit"),
    states=(
        State("draft", _("Draft")),
        State("submitted", _("Submitted"), "waiting"),
        State("filed", _("Put on file"), "good"),
        State("returned", _("Returned"), "bad"),
    ),
    line=("draft", "submitted", "filed"),
    steps=(
        Step("submit_visit", _("Sign and submit"), ("draft", "returned"), "submitted", ("author",)),
        Step("file_visit", _("File the visit record"), ("submitted",), "filed", ("office",)),
        Step("return_visit", _("Return the visit record"), ("submitted",), "returned", ("office",), needs_reason=True),
    ),
)
