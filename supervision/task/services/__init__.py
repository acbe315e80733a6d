"""The use cases of the subject task, one noun per file."""

from supervision.task.services.consultation import record_consultation
from supervision.task.services.task import (
    approve_task,
    archive_task,
    cancel_task,
    conclude_task,
    create_task,
    edit_task,
    postpone_task,
)

__all__ = [
    "approve_task",
    "archive_task",
    "cancel_task",
    "conclude_task",
    "create_task",
    "edit_task",
    "postpone_task",
    "record_consultation",
]
