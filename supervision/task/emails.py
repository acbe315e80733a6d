"""What is told of tasks and of consultations with member units."""

from django.utils.translation import gettext as _

from accounts.audience import acting_for, heads, office
from accounts.models import User
from accounts.roles import Role
from core.notifications import in_chinese, tell
from supervision.audience import team
from supervision.models import Consultation, Inspection, InspectionTask


@in_chinese
def task_created(task: InspectionTask) -> None:
    """Tell the head that a task waits for approval."""
    title = _("Task to approve: %(task)s") % {"task": task}
    tell(heads(), "create_task", title, task)


@in_chinese
def task_approved(task: InspectionTask) -> None:
    """Tell the office that the notices may go out, and the team that it is appointed."""
    title = _("Approved, notices may be issued: %(task)s") % {"task": task}
    staff = User.objects.active().with_role(Role.OFFICE)
    tell(staff, "approve_task", title, task)
    title = _("You are on the team: %(task)s") % {"task": task}
    tell(team(task), "approve_task", title, task)


@in_chinese
def task_postponed(task: InspectionTask, reason: str) -> None:
    """Tell office and team the new dates."""
    title = _("Dates moved: %(task)s") % {"task": task}
    tell([*office(), *team(task)], "postpone_task", title, task, reason)


@in_chinese
def task_cancelled(task: InspectionTask, reason: str) -> None:
    """Tell office and team that the task is cancelled."""
    title = _("Cancelled: %(task)s") % {"task": task}
    tell([*office(), *team(task)], "cancel_task", title, task, reason)


@in_chinese
def inspection_cancelled(inspection: Inspection, reason: str) -> None:
    """Tell a unit that had been given notice that nobody comes."""
    if inspection.notified_on is not None:
        title = _("Inspection cancelled: %(task)s") % {"task": inspection.task}
        tell(acting_for(inspection.unit_id), "cancel_inspection", title, inspection, reason)


@in_chinese
def consultation_recorded(record: Consultation) -> None:
    """Tell the liaisons of the member units present what was put on record."""
    title = _("Consultation on record: %(task)s") % {"task": record.task}
    people = acting_for(*record.units.values_list("pk", flat=True))
    tell(people, "record_consultation", title, record, record.agreed)
