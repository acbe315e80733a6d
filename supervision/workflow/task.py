"""What may follow what in an inspection task (domain §3)."""

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
