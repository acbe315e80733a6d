"""Commendations of inspectors: who praised whom for what, by which document (PLAN 二（四）5)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.workflow.commendation import INSPECTOR_COMMENDATION


class CommendationKind(TextChoices):
    """How an inspector is commended."""

    CIRCULAR = "circular", _("Commended in a circular")
    TITLE = "title", _("Honorary title")
    AWARD = "award", _("Prize")
    OTHER = "other", _("Other praise")


class InspectorCommendationQuerySet(WorkflowedQuerySet):
    """Words for lists of commendations."""

    def whole(self) -> Self:
        """With all that a page about commendations shows of their people."""
        return self.select_related("inspector", "proposed_by")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own once it was given."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(Q(inspector__user=user), state__in=("given", "withdrawn"))


class InspectorCommendation(Workflowed):
    """One commendation of an inspector."""

    workflow = INSPECTOR_COMMENDATION
    parties = {"office_head": parties.office_head}
    turn_title = F("inspector__name")
    turn_unit = F("given_by")

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="commendations", verbose_name=_("Inspector"))
    kind = models.CharField(_("Kind of commendation"), max_length=10, choices=CommendationKind.choices)
    given_by = models.CharField(_("Commended by"), max_length=80)
    number = models.CharField(_("Number of the document"), max_length=40, blank=True)
    text = models.TextField(_("Commended for"), max_length=1000)
    given_on = models.DateField(_("Commended on"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.TextField(_("Reason of the decision"), max_length=500, blank=True)

    objects = InspectorCommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("commendation of an inspector")
        verbose_name_plural = _("commendations of inspectors")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="praise_newest"),
            models.Index(fields=["inspector", "given_on"], name="praise_of_inspector"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.inspector}"

    def get_absolute_url(self) -> str:
        """The commendation's page on the desk."""
        return reverse("inspector_commendation", args=[self.pk])
