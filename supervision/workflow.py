"""What may follow what in plans, tasks, inspections and visits (domain §3)."""

from core.workflow import State, Step, Workflow
from core.workflow import gettext_noop as _

TASK = Workflow(
    name="task",
    label=_("Inspection task"),
    states=(
        State("draft", _("Draft")),
        State("approved", _("Approved"), "active"),
        State("notified", _("Notified"), "active"),
        State("under_way", _("Under way"), "active"),
        State("concluded", _("Concluded"), "good"),
        State("archived", _("Archived"), "good"),
        State("cancelled", _("Cancelled"), "bad"),
    ),
    line=("draft", "approved", "notified", "under_way", "concluded", "archived"),
    steps=(
        Step("approve_task", _("Approve the task"), ("draft",), "approved", ("office_head",)),
        Step("notify_task", _("Notices issued"), ("approved",), "notified", ("office",), turn=False, page=None),
        Step(
            "begin_task", _("Site visits begun"), ("notified",), "under_way", ("team", "system"), turn=False, page=None
        ),
        Step("conclude_task", _("Conclude the task"), ("under_way",), "concluded", ("office",), turn=False),
        Step("archive_task", _("Archive the task"), ("concluded",), "archived", ("office",), turn=False),
        Step(
            "cancel_task",
            _("Cancel the task"),
            ("draft", "approved", "notified", "under_way"),
            "cancelled",
            ("office_head",),
            turn=False,
            needs_reason=True,
        ),
    ),
)

INSPECTION = Workflow(
    name="inspection",
    label=_("Inspection"),
    states=(
        State("planned", _("Planned")),
        State("notified", _("Notified"), "active"),
        State("self_evaluating", _("Self-evaluating"), "waiting"),
        State("self_evaluated", _("Self-evaluated"), "active"),
        State("on_site", _("On site"), "active"),
        State("deliberated", _("Deliberated"), "active"),
        State("opinion_drafted", _("Opinion drafted"), "active"),
        State("defence_open", _("Defence open"), "waiting"),
        State("opinion_issued", _("Opinion issued"), "active"),
        State("rectifying", _("Rectifying"), "waiting"),
        State("verified", _("Verified"), "good"),
        State("reported", _("Reported"), "good"),
        State("archived", _("Archived"), "good"),
        State("cancelled", _("Cancelled"), "bad"),
    ),
    line=(
        "planned",
        "notified",
        "self_evaluated",
        "on_site",
        "deliberated",
        "opinion_drafted",
        "defence_open",
        "opinion_issued",
        "rectifying",
        "verified",
        "reported",
        "archived",
    ),
    steps=(
        Step("issue_notice", _("Issue the notice"), ("planned",), "notified", ("office",)),
        Step(
            "open_self_evaluation",
            _("Self-evaluation asked for"),
            ("notified",),
            "self_evaluating",
            ("office",),
            turn=False,
            page=None,
        ),
        Step(
            "submit_self_evaluation", _("Submit the self-evaluation"), ("self_evaluating",), "self_evaluated", ("unit",)
        ),
        Step("begin_visit", _("Begin the site visit"), ("notified", "self_evaluated"), "on_site", ("team",)),
        Step("deliberate", _("Record the deliberation"), ("on_site",), "deliberated", ("team_leader",)),
        Step("draft_opinion", _("Draft the opinion"), ("deliberated",), "opinion_drafted", ("office",)),
        Step("feed_back", _("Feed back the preliminary opinion"), ("opinion_drafted",), "defence_open", ("office",)),
        Step("issue_opinion", _("Issue the opinion letter"), ("defence_open",), "opinion_issued", ("office",)),
        Step(
            "begin_rectifying",
            _("Rectification ordered"),
            ("opinion_issued",),
            "rectifying",
            ("office",),
            turn=False,
            page=None,
        ),
        Step(
            "verify_inspection",
            _("All problems struck off"),
            ("opinion_issued", "rectifying"),
            "verified",
            ("system",),
            turn=False,
            page=None,
        ),
        Step("report_inspection", _("Reported"), ("verified",), "reported", ("system",), turn=False, page=None),
        Step("archive_inspection", _("Archive the inspection"), ("reported",), "archived", ("office",)),
        Step(
            "cancel_inspection",
            _("Cancelled with its task"),
            ("planned", "notified", "self_evaluating", "self_evaluated"),
            "cancelled",
            ("office_head",),
            turn=False,
            needs_reason=True,
            page=None,
        ),
    ),
)

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
