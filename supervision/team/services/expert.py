"""Experts and third parties on a task: let in by the office until a day, never counted to the team (REG 9, 16)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import permissions as accounts_permissions
from accounts.models import User
from accounts.models.users import last_day_of
from accounts.roles import Role
from accounts.services.grants import register_grant_rule
from core import audit, calendar
from core.errors import Refused
from inspectors.expert.services import pool_member
from inspectors.models import Expert
from supervision.models import ExpertInvitation, InspectionTask, TaskGrant
from supervision.team import emails, permissions
from supervision.team.services.expert_conflict import check_experts_clear, units_of


@transaction.atomic
def invite_expert(task: InspectionTask, *, by: User, user: User, until: dt.date, purpose: str = "") -> TaskGrant:
    """Let the expert `user` see the task and all of its inspections up to and including the day `until`.

    Invited again, an expert gets the new end and purpose. Returns the grant, which ends by itself. Raises NotAllowed
    for anybody but the office, TransitionRefused once the task is concluded, Refused for an account that is no
    expert's or is closed, for an end that lies in the past, after the account's own or after the term in the pool, for
    an expert who is not in the pool now (PLAN 二（四）4), and for one who must keep away from a unit of the task
    (REG 10).
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
    expert = cleared_expert(user, task, until=until)
    grant = TaskGrant.objects.assign_perm("work_on_task", user, task)
    fields = {"expires_at": expires_at, "granted_by": by, "granted_at": timezone.now(), "purpose": purpose.strip()}
    TaskGrant.objects.filter(pk=grant.pk).update(**fields)
    _note_invitation(task, expert, by=by, until=until, purpose=purpose.strip())
    data = {"user": user.name, "until": until.isoformat(), "purpose": purpose.strip(), "expert": str(expert.pk)}
    audit.record("invite_expert", by=by, obj=task, reason=_invited(user, until), data=data)
    emails.expert_invited(task, user, until, purpose.strip())
    return TaskGrant.objects.get(pk=grant.pk)


@transaction.atomic
def end_expert(task: InspectionTask, *, by: User, user: User) -> InspectionTask:
    """Take the task away from the expert at once. Returns the task.

    Raises NotAllowed for anybody but the office, Refused where the expert is not on the task any more.
    """
    accounts_permissions.check_is_office(by)
    grant = TaskGrant.objects.filter(content_object=task, user=user).first()
    if grant is None:
        raise Refused(_("%(user)s is not on the task any more.") % {"user": user})
    _end(grant, by=by, reason="")
    return task


@transaction.atomic
def end_expert_work(user: User, *, by: User | None, expert_id: UUID, reason: str) -> int:
    """Take every task away from an account that left the pool of experts (by None: the platform); returns how many.

    Called again it finds nothing more to do. Grants by the security administrator end too: outside the pool nobody
    works as an expert (PLAN 二（四）4).
    """
    grants = list(TaskGrant.objects.select_for_update(of=("self",)).filter(user=user).select_related("content_object"))
    for grant in grants:
        _end(grant, by=by, reason=reason)
    left = ExpertInvitation.objects.filter(expert=expert_id).open(on=calendar.today())
    left.update(ended_on=calendar.today(), end_reason=reason[:200])
    return len(grants)


def cleared_expert(user: User, task: InspectionTask, *, until: dt.date) -> Expert:
    """The expert behind `user`, who may work on `task` until the day `until`.

    Raises Refused outside the pool or past the term (PLAN 二（四）4), and for one who must keep away from a unit of the
    task (REG 10).
    """
    expert = pool_member(user, until=until)
    check_experts_clear([expert], units_of(task), remedy=_("Choose an expert from elsewhere."))
    return expert


@register_grant_rule("task")
def check_task_grant(user: User, task: InspectionTask, expires_at: dt.datetime | None) -> None:
    """What the office may not, the security administrator may not grant either. Raises Refused as `cleared_expert`."""
    cleared_expert(user, task, until=last_day_of(expires_at) or dt.date.max)


def _note_invitation(task: InspectionTask, expert: Expert, *, by: User, until: dt.date, purpose: str) -> None:
    """Keep what was agreed; an earlier invitation to the same task ends with it, or ended on its own last day."""
    today = calendar.today()
    for earlier in ExpertInvitation.objects.filter(task=task, expert=expert, ended_on=None):
        earlier.ended_on = min(earlier.until, today)
        earlier.end_reason = _("Invited anew") if earlier.until >= today else ""
        earlier.save(update_fields=["ended_on", "end_reason"])
    ExpertInvitation.objects.create(task=task, expert=expert, purpose=purpose, since=today, until=until, invited_by=by)


def _end(grant: TaskGrant, *, by: User | None, reason: str) -> None:
    task, user = grant.content_object, grant.user
    grant.delete()
    words = _("%(user)s: %(reason)s") % {"user": user.name, "reason": reason} if reason else user.name
    running = ExpertInvitation.objects.filter(task=task, expert__user=user, ended_on=None)
    running.update(ended_on=calendar.today(), end_reason=reason[:200])
    audit.record("end_expert", by=by, obj=task, reason=words, data={"user": user.name})
    emails.expert_ended(task, user)


def experts_of(task: InspectionTask) -> list[TaskGrant]:
    """The experts who may work on the task now, the first to end first."""
    return list(TaskGrant.objects.in_force().filter(content_object=task).select_related("user").order_by("expires_at"))


def _end_of(day: dt.date) -> dt.datetime:
    """The first moment after `day` in the county."""
    return dt.datetime.combine(day + calendar.ONE_DAY, dt.time(), tzinfo=timezone.get_default_timezone())


def _invited(user: User, until: dt.date) -> str:
    return _("%(user)s, until %(date)s") % {"user": user.name, "date": date_format(until)}
