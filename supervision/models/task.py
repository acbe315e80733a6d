"""Inspection tasks: one campaign with its matters, framework, team and targets."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.models.grants import Grant
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from supervision.models.framework import FrameworkVersion
from supervision.models.plan import Mode, PlanItem
from supervision.workflow.task import TASK


class TaskQuerySet(WorkflowedQuerySet):
    """Words for lists of tasks."""

    def whole(self) -> Self:
        """With all that a page about one task shows of its framework."""
        return self.select_related("framework_version__framework")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector or expert sees the tasks worked on, a zone leader those in the zone."""
        if user.has_role(*COUNTY_ROLES):
            return self
        mine = on_task(user) | Q(pk__in=user.task_ids)
        if user.zone_ids:
            mine |= Q(inspections__unit__zone__in=user.zone_ids)
        return self.filter(mine).distinct()


def on_task(user: Any, *, path: str = "pk") -> Q:
    """The rows whose task (at `path`) has `user` on one of its teams."""
    return Q(**{f"{path}__in": TeamMember.objects.filter(inspector__user=user).values("task")})


def on_team(user: Any, *, path: str, leading: bool = False) -> Q:
    """The rows whose team (at `path`) has `user` on it, or leading it."""
    members = TeamMember.objects.filter(inspector__user=user)
    if leading:
        members = members.filter(is_leader=True)
    return Q(**{f"{path}__in": members.values("team")})


class InspectionTask(Workflowed):
    """One campaign of inspections (督导任务)."""

    workflow = TASK
    parties = {
        "office": parties.office,
        "office_head": parties.office_head,
        "team": on_task,
    }
    turn_title = F("name")

    name = models.CharField(_("Name"), max_length=100)
    mode = models.CharField(_("Mode"), max_length=15, choices=Mode.choices)
    is_announced = models.BooleanField(
        _("Announced beforehand"), default=True, help_text=_("Only special inspections may be unannounced.")
    )
    matters = models.TextField(_("Matters"), help_text=_("One matter a line."))
    framework_version = models.ForeignKey(
        FrameworkVersion, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Framework")
    )
    plan_item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("Item of the annual plan"),
    )
    needs_self_evaluation = models.BooleanField(_("Units evaluate themselves first"), default=True)
    self_evaluation_due_on = models.DateField(_("Self-evaluation due"), null=True, blank=True)
    starts_on = models.DateField(_("First day on site"))
    ends_on = models.DateField(_("Last day on site"))
    targets_by_draw = models.BooleanField(_("Units come from a double-random draw"), default=False)
    joint_with = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="joint_tasks",
        verbose_name=_("Member units that inspect with the office"),
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection task")
        verbose_name_plural = _("inspection tasks")
        ordering = ("-starts_on", "-id")
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="task_start"),
            models.Index(fields=["state", "-starts_on"], name="task_state"),
        ]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="task_dates")]
        permissions = [("work_on_task", "May work on this task")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The task's page on the desk."""
        return reverse("task", args=[self.pk])

    @property
    def matter_list(self) -> list[str]:
        """The matters, one by one."""
        return [line.strip() for line in self.matters.splitlines() if line.strip()]


class TaskGrant(Grant):
    """An expert or third party may work on a task until the grant ends."""

    content_object = models.ForeignKey(InspectionTask, models.CASCADE, related_name="grants")
    purpose = models.CharField(_("What the expert is asked to do"), max_length=200, blank=True)

    class Meta(Grant.Meta):
        abstract = False


class Team(Record):
    """A group of inspectors who go to some of a task's units together (督导小组)."""

    task = models.ForeignKey(InspectionTask, models.CASCADE, related_name="teams", verbose_name=_("Task"))
    number = models.PositiveSmallIntegerField(_("Number"), default=1)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["task", "number"], name="team_number_once")]

    def __str__(self) -> str:
        return gettext("Team %(number)s") % {"number": self.number}


class TeamMember(Record):
    """An inspector on one of a task's teams; by hand on one of them, by a draw on several (each for its own units)."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", verbose_name=_("Team"))
    task = models.ForeignKey(InspectionTask, models.CASCADE, related_name="members", verbose_name=_("Task"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="memberships", verbose_name=_("Inspector"))
    is_leader = models.BooleanField(_("Leads the team"), default=False)
    missing_since = models.DateField(_("Missing since"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ("team__number", "-is_leader", "created_at")
        constraints = [
            models.UniqueConstraint(fields=["team", "inspector"], name="member_once"),
            models.UniqueConstraint(fields=["team"], condition=Q(is_leader=True), name="one_leader"),
        ]

    def __str__(self) -> str:
        return str(self.inspector)
