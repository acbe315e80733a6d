"""Rectification plans: what the unit means to do, problem by problem; every round is kept."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from rectification.models.order import RectificationOrder, of_units
from rectification.models.problem import Problem, Reminded
from rectification.workflow.plan import RECTIFICATION_PLAN


class PlanQuerySet(WorkflowedQuerySet):
    """Words for lists of plans."""

    def whole(self) -> Self:
        """With all that a page about one plan shows of its order."""
        return self.select_related("order__unit")

    def visible_to(self, user: Any) -> Self:
        """The unit's own; for everybody else only what was submitted."""
        submitted = ~Q(state="draft")
        if user.has_role(*COUNTY_ROLES):
            return self.filter(submitted)
        own = Q(order__unit__in=user.organisation_ids)
        return self.filter(own | (submitted & of_units(user, path="order__unit")))


class RectificationPlan(Reminded, Workflowed):
    """One round of the unit's plan for an order (整改方案)."""

    workflow = RECTIFICATION_PLAN
    parties = {"office": parties.office, "unit": parties.acts_for("order__unit")}
    turn_title = Concat(F("order__number"), Value(" "), F("order__basis"))
    turn_unit = F("order__unit__name")

    order = models.ForeignKey(RectificationOrder, models.PROTECT, related_name="plans", verbose_name=_("Order"))
    round = models.PositiveSmallIntegerField(_("Round"))
    arrangement = models.TextField(_("Who leads and how the work is organised"), blank=True)
    submitted_on = models.DateField(_("Submitted on"), null=True, blank=True)
    review_reason = models.TextField(_("Why it was returned"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification plan")
        verbose_name_plural = _("rectification plans")
        ordering = ("order", "round")
        constraints = [models.UniqueConstraint(fields=["order", "round"], name="plan_round_once")]

    def __str__(self) -> str:
        return f"{self.order} – {self.round}"

    def get_absolute_url(self) -> str:
        """The plan's page on the desk."""
        return reverse("plan", args=[self.pk])


class PlannedMeasure(Record):
    """What the unit means to do about one problem (整改措施), by whom and by when."""

    plan = models.ForeignKey(RectificationPlan, models.CASCADE, related_name="items")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="plan_items", verbose_name=_("Problem"))
    measures = models.TextField(_("Measures"), blank=True)
    responsible = models.CharField(_("Responsible person"), max_length=40, blank=True)
    finish_on = models.DateField(_("To be finished by"), null=True, blank=True)
    review_reason = models.TextField(_("Why it was returned"), blank=True)

    class Meta:
        db_table = "rectification_planitem"  # its name before the annual plan had items too
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("created_at",)
        constraints = [models.UniqueConstraint(fields=["plan", "problem"], name="plan_item_once")]

    def __str__(self) -> str:
        return self.measures[:60]
