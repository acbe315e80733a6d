"""Who reviews which part of a unit's evidence: a member of the team, or an expert who was let in."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from core.models import Workflowed, WorkflowedQuerySet
from supervision.models.framework import Indicator
from supervision.models.inspection import Inspection
from supervision.models.task import on_team
from supervision.workflow.evidence import DESK_ASSIGNMENT


class DeskAssignmentQuerySet(WorkflowedQuerySet):
    """Words for lists of assignments."""

    def whole(self) -> Self:
        """With all that a page about one assignment shows of its inspection and reviewer."""
        return self.select_related("inspection__unit", "reviewer")

    def visible_to(self, user: Any) -> Self:
        """The county's and the team's, and the reviewer's own as long as the task lets the reviewer in."""
        own = Q(reviewer=user) & Q(inspection__task__in=user.task_ids)
        return self.filter(own | Q(inspection__in=Inspection.objects.inside_for(user)))


class DeskAssignment(Workflowed):
    """Some indicators of one unit's self-evaluation, given to a reviewer."""

    workflow = DESK_ASSIGNMENT
    parties = {
        "reviewer": parties.person("reviewer"),
        "office": parties.office,
        "team_leader": lambda user: on_team(user, path="inspection__team", leading=True),
    }
    turn_title = F("inspection__task__name")
    turn_unit = F("inspection__unit__name")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="desk_assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="desk_assignments", verbose_name=_("Reviewer")
    )
    indicators = models.ManyToManyField(Indicator, related_name="+", verbose_name=_("Indicators"))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DeskAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk review")
        verbose_name_plural = _("desk reviews")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "reviewer"], condition=Q(state="assigned"), name="desk_assignment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection} – {self.reviewer}"

    def get_absolute_url(self) -> str:
        """The page where the evidence is reviewed."""
        return reverse("desk_assignment", args=[self.pk])

    @classmethod
    def of_item(cls, user: Any) -> "QuerySet[DeskAssignment]":
        """The assignments of `user` that cover the item of the outer query."""
        rows = cls.objects.filter(reviewer=user, inspection=OuterRef("inspection"), indicators=OuterRef("indicator"))
        return rows.exclude(state="ended")
