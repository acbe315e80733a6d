"""Use cases of reports, one noun per file."""

from reports.services.document import (
    acknowledge_document,
    build_pdf,
    issue_document,
    queue_waiting_builds,
    rebuild_document,
)
from reports.services.report import (
    approve_report,
    draft_inspection_report,
    edit_inspection_report,
    file_inspection_report,
    issue_inspection_report,
    mark_reported,
    open_report_task,
    publish_report,
    return_draft,
    send_to_review,
    withdraw_report,
)

__all__ = [
    "acknowledge_document",
    "approve_report",
    "build_pdf",
    "draft_inspection_report",
    "edit_inspection_report",
    "file_inspection_report",
    "issue_document",
    "issue_inspection_report",
    "mark_reported",
    "open_report_task",
    "publish_report",
    "queue_waiting_builds",
    "rebuild_document",
    "return_draft",
    "send_to_review",
    "withdraw_report",
]
