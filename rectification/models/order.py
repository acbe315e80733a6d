"""Rectification orders: the formal decision that bundles problems for one unit (PLAN 二（三）2)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from rectification.workflow.order import ORDER
from supervision.models import Inspection


def of_units(user: Any, *, path: str = "unit") -> Q:
    """Rows of the units that `user` acts for, governs or, as a zone's leader, looks after."""
    mine = Q(pk=None)
    if user.organisation_ids:
        mine |= Q(**{f"{path}__in": user.organisation_ids}) | Q(**{f"{path}__governing__in": user.organisation_ids})
    if user.zone_ids:
        mine |= Q(**{f"{path}__zone__in": user.zone_ids})
    return mine


class OrderQuerySet(WorkflowedQuerySet):
    """Words for lists of orders."""

    def whole(self) -> Self:
        """With all that a page about one order shows of its unit and inspection."""
        return self.select_related("unit__governing", "inspection__task")

    def visible_to(self, user: Any) -> Self:
        """All for the county; issued ones for the unit, its governing department, its zone and the team."""
        if user.has_role(*COUNTY_ROLES):
            return self
        team = Q(inspection__in=Inspection.objects.visible_to(user))
        return self.exclude(state__in=("draft", "cancelled")).filter(of_units(user) | team)


class RectificationOrder(Workflowed):
    """One order to one unit (整改通知书)."""

    workflow = ORDER
    parties = {"office": parties.office}
    turn_title = F("basis")
    turn_unit = F("unit__name")

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="rectification_orders", verbose_name=_("Unit"))
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("Inspection")
    )
    basis = models.CharField(_("Occasion"), max_length=200)
    number = models.CharField(_("Document number"), max_length=40, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification order")
        verbose_name_plural = _("rectification orders")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["unit", "-created_at"], name="order_unit")]

    def __str__(self) -> str:
        return self.number or f"{self.unit} {self.basis}"

    def get_absolute_url(self) -> str:
        """The order's page on the desk."""
        return reverse("order", args=[self.pk])
