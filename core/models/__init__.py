"""The tables of the core, one noun per file."""

from core.models.audit import AuditEvent, AuditLink, AuditNote
from core.models.base import Record, Waiting, Workflowed, WorkflowedQuerySet, workflowed_models
from core.models.calendar import CalendarDay
from core.models.files import StoredFile
from core.models.imports import ImportRow, ImportRun
from core.models.notices import Delivery, Notification
from core.models.numbers import DocumentNumber, NumberSeries

__all__ = [
    "AuditEvent",
    "AuditLink",
    "AuditNote",
    "CalendarDay",
    "Delivery",
    "DocumentNumber",
    "ImportRow",
    "ImportRun",
    "Notification",
    "NumberSeries",
    "Record",
    "StoredFile",
    "Waiting",
    "Workflowed",
    "WorkflowedQuerySet",
    "workflowed_models",
]
