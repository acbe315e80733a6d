"""How experts worked on tasks: a grade and a sentence, noted once the work is over (PLAN 二（四）4)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, calendar
from core.errors import Refused
from supervision.models import ExpertGrade, ExpertInvitation, InspectionTask
from supervision.team import permissions

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def assess_expert(invitation: ExpertInvitation, *, by: User, grade: str, assessment: str) -> ExpertInvitation:
    """The office or a team's leader notes how the expert worked on the task; noted again, the newest stands.

    `grade` is of `ExpertGrade`. Returns the invitation. Raises NotAllowed for others, Refused for one's own work and
    while the work goes on.
    """
    invitation = ExpertInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    task, expert = invitation.task, invitation.expert
    permissions.check_can_assess_experts(by, task)
    if expert.user_id == by.pk:
        raise Refused(_("Nobody assesses their own work."))
    if not invitation.is_over(calendar.today()):
        raise Refused(
            _("%(name)s is on the task until %(date)s.") % {"name": expert.name, "date": date_format(invitation.until)},
            remedy=_("Assess after the last day, once the work was ended, or when the task is concluded."),
        )
    fields = {"grade": ExpertGrade(grade), "assessment": assessment.strip()}
    ExpertInvitation.objects.filter(pk=invitation.pk).update(**fields, assessed_by=by, assessed_on=calendar.today())
    # The task's timeline is open to the expert: the event names whom, only the log says how.
    audit.record("assess_expert", by=by, obj=task, reason=expert.name, data={**fields, "expert": str(expert.pk)})
    invitation.refresh_from_db()
    return invitation


def past_experts_of(task: InspectionTask) -> "QuerySet[ExpertInvitation]":
    """The invitations to the task whose work is over, the newest first."""
    found = ExpertInvitation.objects.filter(task=task).over(on=calendar.today())
    return found.select_related("expert", "task")
