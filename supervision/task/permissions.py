"""Who edits and postpones a task, and who records consultations."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_is_office
from core.errors import NotAllowed, moved_on
from supervision.models import InspectionTask


def check_can_edit_task(user: User, task: InspectionTask) -> None:
    """The office edits a task while it is a draft. Raises NotAllowed, or TransitionRefused once it is approved."""
    check_is_office(user)
    if task.state != "draft":
        raise moved_on(task)


def check_can_record_consultation(user: User, task: InspectionTask) -> None:
    """The office puts consultations on record until the task is archived. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if task.state in {"archived", "cancelled"}:
        raise moved_on(task)


def check_can_postpone_task(user: User, task: InspectionTask) -> None:
    """The head moves the dates of an approved task before its notices. Raises NotAllowed or TransitionRefused."""
    if not task.is_party("office_head", user):
        raise NotAllowed(_("Only the head of the supervision office does this."))
    if task.state != "approved":
        raise moved_on(task)
