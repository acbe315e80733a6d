"""Rectification reports: what the unit has done about a problem, with evidence; every round is kept."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from core.models import Workflowed, WorkflowedQuerySet
from rectification.models.problem import Problem
from rectification.workflow.report import RECTIFICATION_REPORT


class ReportQuerySet(WorkflowedQuerySet):
    """Words for lists of rectification reports."""

    def whole(self) -> Self:
        """With all that a page about one report shows of its problem."""
        return self.select_related("problem__unit", "problem__order")

    def visible_to(self, user: Any) -> Self:
        """The unit's own; for everybody else only what was submitted."""
        submitted = ~Q(state="draft") & Q(problem__in=Problem.objects.visible_to(user))
        return self.filter(Q(problem__unit__in=user.organisation_ids) | submitted)


class RectificationReport(Workflowed):
    """One round of the unit's report on a problem (整改报告); evidence files are held by it."""

    workflow = RECTIFICATION_REPORT
    parties = {"office": parties.office, "unit": parties.acts_for("problem__unit")}
    turn_title = Concat(F("problem__number"), Value(" "), Left("problem__text", 60))
    turn_unit = F("problem__unit__name")

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="reports", verbose_name=_("Problem"))
    round = models.PositiveSmallIntegerField(_("Round"))
    text = models.TextField(_("What was done and what came of it"), blank=True)
    submitted_on = models.DateField(_("Submitted on"), null=True, blank=True)
    review_reason = models.TextField(_("Why it was returned"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification report")
        verbose_name_plural = _("rectification reports")
        ordering = ("problem", "round")
        constraints = [models.UniqueConstraint(fields=["problem", "round"], name="report_round_once")]

    def __str__(self) -> str:
        return f"{self.problem.number} – {self.round}"

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("rectification_report", args=[self.pk])
