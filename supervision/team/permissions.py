"""Who forms teams, replaces members, lets experts in, and reads the team's own records."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import check_is_office
from core.errors import NotAllowed, moved_on
from supervision.models import Inspection, InspectionTask

OPEN_TO_HEARING = ("notified", "self_evaluating", "self_evaluated", "on_site")


def check_can_set_team(user: User, task: InspectionTask) -> None:
    """The office forms the teams of a draft; once approved only the head changes them, until the first notice.

    Raises NotAllowed or TransitionRefused.
    """
    check_is_office(user)
    if task.state not in {"draft", "approved"}:
        raise moved_on(task)
    if task.state == "approved" and not task.is_party("office_head", user):
        raise NotAllowed(_("The task is approved: only the head of the supervision office changes its teams now."))


def check_can_replace_member(user: User, task: InspectionTask) -> None:
    """The head replaces a member of a team whose notices are out. Raises NotAllowed or TransitionRefused."""
    if not task.is_party("office_head", user):
        raise NotAllowed(_("Only the head of the supervision office does this."))
    if task.state not in {"notified", "under_way"}:
        raise moved_on(task)


def check_can_invite_expert(user: User, task: InspectionTask) -> None:
    """The office lets experts into a task until it is concluded. Raises NotAllowed or TransitionRefused."""
    check_is_office(user)
    if task.state not in {"draft", "approved", "notified", "under_way"}:
        raise moved_on(task)


def check_can_assess_experts(user: User, task: InspectionTask) -> None:
    """The office, or the leader of a team of the task, says how experts worked on it. Raises NotAllowed."""
    if not (user.is_office or task.members.filter(is_leader=True, inspector__user=user).exists()):
        raise NotAllowed(_("The supervision office or the leader of the team assesses the work of experts."))


def check_can_raise_unit_recusal(user: User, inspection: Inspection) -> None:
    """The unit objects to a member of its team from the notice to the end of the site visit (REG 10).

    Raises NotAllowed for others, TransitionRefused before the notice and after the deliberation.
    """
    if not inspection.is_party("unit", user):
        raise NotAllowed(_("Only the supervised unit asks this of its team."))
    if inspection.state not in OPEN_TO_HEARING:
        raise moved_on(inspection)


def sees_inside(user: User, inspection: Inspection) -> bool:
    """Whether `user` reads the team's and the office's own records, not only what the unit is told."""
    return Inspection.objects.inside_for(user).filter(pk=inspection.pk).exists()
