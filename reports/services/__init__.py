"""Use cases of reports, one noun per file."""

from reports.services.document import (
    acknowledge_document,
    build_pdf,
    issue_document,
    queue_waiting_builds,
    rebuild_document,
)
from reports.services.plaque import build_plaque_print, plaque_sheets, print_plaques, queue_waiting_prints
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
    "build_plaque_print",
    "draft_inspection_report",
    "edit_inspection_report",
    "file_inspection_report",
    "issue_document",
    "issue_inspection_report",
    "mark_reported",
    "open_report_task",
    "plaque_sheets",
    "print_plaques",
    "publish_report",
    "queue_waiting_builds",
    "queue_waiting_prints",
    "rebuild_document",
    "return_draft",
    "send_to_review",
    "withdraw_report",
]
