"""Experts and third parties on a task: let in by the office until a day, never counted to the team (REG 9, 16)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from core import audit, calendar
from core.errors import Refused
from supervision import permissions
from supervision.emails import experts
from supervision.models import InspectionTask, TaskGrant


@transaction.atomic
def invite_expert(task: InspectionTask, *, by: User, user: User, until: dt.date, purpose: str = "") -> TaskGrant:
    """Let the expert `user` see the task and all of its inspections up to and including the day `until`.

    Invited again, an expert gets the new end and purpose. Returns the grant, which ends by itself. Raises NotAllowed
    for anybody but the office, TransitionRefused once the task is concluded, Refused for an account that is no
    expert's or is closed, and for an end that lies in the past or after the account's own.
    """
    task = InspectionTask.objects.select_for_update().get(pk=task.pk)
    permissions.check_can_invite_expert(by, task)
    if not user.has_role(Role.EXPERT) or not user.is_active or user.is_over:
        raise Refused(
            _("%(user)s has no open account as an expert.") % {"user": user},
            remedy=_("The system administrator opens one with the role “expert or third party”."),
        )
    if until < calendar.today():
        raise Refused(_("The last day lies in the past."), remedy=_("Choose today or a later day."))
    expires_at = _end_of(until)
    if user.expires_at is not None and user.expires_at < expires_at:
        raise Refused(
            _("The account of %(user)s ends on %(date)s already.")
            % {"user": user, "date": date_format(user.last_day) if user.last_day else ""},
            remedy=_("Choose an earlier day, or have the account extended first."),
        )
    grant = TaskGrant.objects.assign_perm("work_on_task", user, task)
    fields = {"expires_at": expires_at, "granted_by": by, "granted_at": timezone.now(), "purpose": purpose.strip()}
    TaskGrant.objects.filter(pk=grant.pk).update(**fields)
    data = {"user": user.name, "until": until.isoformat(), "purpose": purpose.strip()}
    audit.record("invite_expert", by=by, obj=task, reason=_invited(user, until), data=data)
    experts.expert_invited(task, user, until, purpose.strip())
    return TaskGrant.objects.get(pk=grant.pk)


@transaction.atomic
def end_expert(task: InspectionTask, *, by: User, user: User) -> InspectionTask:
    """Take the task away from the expert at once. Returns the task.

    Raises NotAllowed for anybody but the office, Refused where the expert is not on the task any more.
    """
    permissions.check_is_office(by)
    grant = TaskGrant.objects.filter(content_object=task, user=user).first()
    if grant is None:
        raise Refused(_("%(user)s is not on the task any more.") % {"user": user})
    grant.delete()
    audit.record("end_expert", by=by, obj=task, reason=user.name, data={"user": user.name})
    experts.expert_ended(task, user)
    return task


def experts_of(task: InspectionTask) -> list[TaskGrant]:
    """The experts who may work on the task now, the first to end first."""
    return list(TaskGrant.objects.in_force().filter(content_object=task).select_related("user").order_by("expires_at"))


def _end_of(day: dt.date) -> dt.datetime:
    """The first moment after `day` in the county."""
    return dt.datetime.combine(day + calendar.ONE_DAY, dt.time(), tzinfo=timezone.get_default_timezone())


def _invited(user: User, until: dt.date) -> str:
    return _("%(user)s, until %(date)s") % {"user": user.name, "date": date_format(until)}
