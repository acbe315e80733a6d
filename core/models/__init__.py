"""The tables of the core, one noun per file."""

from .audit import AuditEvent, AuditLink
from .base import Record, Workflowed, WorkflowedQuerySet, workflowed_models
from .calendar import CalendarDay
from .files import StoredFile
from .notices import Delivery, Notification
from .numbers import DocumentNumber, NumberSeries

__all__ = [
    "AuditEvent",
    "AuditLink",
    "CalendarDay",
    "Delivery",
    "DocumentNumber",
    "Notification",
    "NumberSeries",
    "Record",
    "StoredFile",
    "Workflowed",
    "WorkflowedQuerySet",
    "workflowed_models",
]
