"""Inspections: one unit's procedure inside a task, and the records that its gates ask for (REG 16–23)."""

from dataclasses import replace
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core import calendar
from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from supervision.models.joint import JointVisit
from supervision.models.task import InspectionTask, Team, TeamMember, on_team
from supervision.workflow.inspection import INSPECTION

AFTER_OPINION = ("opinion_issued", "rectifying", "verified", "reported", "archived")


class InspectionQuerySet(WorkflowedQuerySet):
    """Words for lists of inspections."""

    def whole(self) -> Self:
        """With all that a page about one inspection shows of its task, team and unit."""
        return self.select_related("task__framework_version__framework", "team", "unit__zone", "unit__governing")

    def visible_to(self, user: Any) -> Self:
        """All for the county; the team's, a zone's, the unit's own once notified, its governing body's once decided."""
        if user.has_role(*COUNTY_ROLES):
            return self
        mine = _inside(user) | Q(task__in=user.task_ids)
        if user.organisation_ids:
            mine |= Q(unit__in=user.organisation_ids, notified_on__isnull=False)
            mine |= Q(unit__governing__in=user.organisation_ids, state__in=AFTER_OPINION)
        return self.filter(mine)

    def joined(self) -> Self:
        """Those that come as one visit with another inspection that was not cancelled."""
        others = self.model._base_manager.filter(joint=models.OuterRef("joint")).exclude(state="cancelled")
        return self.exclude(state="cancelled").filter(models.Exists(others.exclude(pk=models.OuterRef("pk"))))

    def inside_for(self, user: Any) -> Self:
        """Those whose inner workings `user` may read: all for the county, the team's and a zone leader's own.

        Never as the supervised unit, nor as an expert, who sees what is assigned (`DeskAssignment`) and nothing else.
        """
        return self if user.has_role(*COUNTY_ROLES) else self.filter(_inside(user))


def _inside(user: Any) -> Q:
    mine = on_team(user, path="team")
    if user.zone_ids:
        mine |= Q(unit__zone__in=user.zone_ids)
    return mine


class Inspection(Workflowed):
    """One unit's inspection inside a task (督导)."""

    workflow = INSPECTION
    parties = {
        "office": parties.office,
        "office_head": parties.office_head,
        "unit": parties.acts_for("unit"),
        "team": lambda user: on_team(user, path="team"),
        "team_leader": lambda user: on_team(user, path="team", leading=True),
    }
    turn_title = F("task__name")
    turn_unit = F("unit__name")

    task = models.ForeignKey(InspectionTask, models.PROTECT, related_name="inspections", verbose_name=_("Task"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections", verbose_name=_("Unit"))
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name=_("Team")
    )
    joint = models.ForeignKey(
        JointVisit, models.SET_NULL, null=True, blank=True, related_name="inspections", verbose_name=_("Joint visit")
    )
    starts_on = models.DateField(_("First day on site"))
    ends_on = models.DateField(_("Last day on site"))
    notice_number = models.CharField(_("Notice"), max_length=40, blank=True)
    notified_on = models.DateField(_("Notified"), null=True, blank=True)
    self_evaluation = models.TextField(_("Self-evaluation"), blank=True)
    self_evaluated_on = models.DateField(_("Self-evaluation handed in"), null=True, blank=True)
    visit_ended_on = models.DateField(_("Site visit ended"), null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="unit_once_a_task"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_dates"),
        ]
        indexes = [
            models.Index(fields=["unit", "-created_at"], name="inspection_unit"),
            models.Index(fields=["unit", "starts_on"], name="inspection_unit_days"),
            models.Index(fields=["state", "-created_at"], name="inspection_state"),
            models.Index(fields=["-created_at", "-id"], name="inspection_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.task}"

    def get_absolute_url(self) -> str:
        """The inspection's page on the desk."""
        return reverse("inspection", args=[self.pk])

    @property
    def waits_for(self) -> list[str]:
        """The parties whose turn it is, as codes; an open defence waits for the unit first."""
        if self.state == "defence_open" and self.is_defence_open:
            return ["unit"]
        found = [party for step in self.workflow.steps_from(self.state) if step.turn for party in step.by]
        return list(dict.fromkeys(found))

    @property
    def is_defence_open(self) -> bool:
        """Whether the unit may still state or waive its defence."""
        spoken = Defence.objects.filter(inspection=self).exists()
        return self.state == "defence_open" and not spoken and (self.due_on is None or self.due_on >= calendar.today())

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """As the table says; nobody waits for a draft task, and an open defence waits for the unit first."""
        window = Q(state="defence_open", defence=None, due_on__gte=calendar.today())
        ready = ~Q(state="planned", task__state="draft") & ~window
        found = [replace(waiting, where=waiting.where & ready) for waiting in super().turns(user)]
        if user.organisation_ids:
            found.append(Waiting(("unit",), window & Q(unit__in=user.organisation_ids)))
        return found


class _ToldQuerySet(models.QuerySet):
    """Records that are seen by whoever sees their inspection."""

    def visible_to(self, user: Any) -> Self:
        """Those of the inspections that `user` sees."""
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class _InsideQuerySet(models.QuerySet):
    """Records of the team's and the office's own; the supervised unit reads the opinion instead."""

    def visible_to(self, user: Any) -> Self:
        """Those of the inspections whose inner workings `user` may read."""
        return self.filter(inspection__in=Inspection.objects.inside_for(user))


class PublicOpinion(Record):
    """Whom the team heard: pupils, parents, teachers, picked at random and never named (REG 19)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="public_opinions")
    held_on = models.DateField(_("Date"))
    method = models.CharField(_("How they were heard"), max_length=80)
    picked_how = models.CharField(_("How they were picked"), max_length=200)
    pupils = models.PositiveSmallIntegerField(_("Pupils heard"), default=0)
    parents = models.PositiveSmallIntegerField(_("Parents heard"), default=0)
    teachers = models.PositiveSmallIntegerField(_("Teachers heard"), default=0)
    summary = models.TextField(_("What they said"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = _InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("public opinion")
        verbose_name_plural = _("public opinions")
        ordering = ("held_on",)

    def __str__(self) -> str:
        return f"{date_format(self.held_on)} {self.method}"


class Deliberation(Record):
    """The team's deliberation: who agreed, and what it came to (REG 20)."""

    inspection = models.OneToOneField(Inspection, models.CASCADE, related_name="deliberation")
    held_on = models.DateField(_("Date"))
    agreeing = models.ManyToManyField(TeamMember, related_name="+", verbose_name=_("Members who agree"))
    members = models.PositiveSmallIntegerField(_("Members in all"))
    excluded = models.TextField(_("Members who must keep away and do not count"), blank=True)
    summary = models.TextField(_("Preliminary opinion of the team"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = _InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")

    def __str__(self) -> str:
        return f"{self.inspection} {date_format(self.held_on)}"


class Defence(Record):
    """What the unit says to the preliminary opinion, or that it waives saying anything (REG 20)."""

    inspection = models.OneToOneField(Inspection, models.CASCADE, related_name="defence")
    is_waived = models.BooleanField(_("Waived in writing"), default=False)
    text = models.TextField(_("Defence"), blank=True)
    answer = models.TextField(_("Office's answer"), blank=True)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = _ToldQuerySet.as_manager()

    class Meta:
        verbose_name = _("defence")
        verbose_name_plural = _("defences")

    def __str__(self) -> str:
        return f"{self.inspection}"
