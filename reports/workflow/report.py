"""What may follow what for an inspection report (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

INSPECTION_REPORT = Workflow(
    name="inspection_report",
    label=_("Inspection report"),
    states=(
        State("to_draft", _("To be drafted")),
        State("draft", _("Draft"), "active"),
        State("in_review", _("In review"), "active"),
        State("approved", _("Approved"), "active"),
        State("issued", _("Issued"), "active"),
        State("filed", _("On file with the higher body"), "active"),
        State("published", _("Published"), "good"),
        State("withdrawn", _("Withdrawn"), "bad"),
    ),
    line=("to_draft", "draft", "in_review", "approved", "issued", "filed", "published"),
    steps=(
        Step(
            "draft_inspection_report",
            _("Draft the inspection report"),
            ("to_draft",),
            "draft",
            ("office",),
            page=None,
        ),
        Step("send_to_review", _("Send to the head for review"), ("draft",), "in_review", ("office",)),
        Step("approve_report", _("Approve the report"), ("in_review",), "approved", ("office_head",)),
        Step("return_draft", _("Return the draft"), ("in_review",), "draft", ("office_head",), needs_reason=True),
        Step("issue_inspection_report", _("Number and issue the report"), ("approved",), "issued", ("office",)),
        Step("file_inspection_report", _("Record the filing"), ("issued",), "filed", ("office",)),
        Step("publish_report", _("Publish the report"), ("filed",), "published", ("office",)),
        Step(
            "withdraw_report",
            _("Withdraw the report"),
            ("published",),
            "withdrawn",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)
