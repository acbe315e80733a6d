"""Urging notices: proposed by the platform, issued by the office (PLAN 二（三）4)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, TextChoices, Value
from django.db.models.functions import Concat, Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from rectification.models.order import of_units
from rectification.models.problem import Problem
from rectification.workflow.urging import URGING


class UrgingGround(TextChoices):
    """Why an urging notice is proposed (domain §3, the ladder)."""

    OVERDUE = "overdue", _("Overdue")
    RECHECK_FAILED = "recheck_failed", _("Recheck not passed")


class UrgingQuerySet(WorkflowedQuerySet):
    """Words for lists of urging notices."""

    def whole(self) -> Self:
        """With all that a page about one notice shows of its problem and unit."""
        return self.select_related("problem__order", "unit__governing")

    def visible_to(self, user: Any) -> Self:
        """All for the county; issued ones for the unit, its governing department and its zone."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(of_units(user), state="issued")


class UrgingNotice(Workflowed):
    """A notice that a problem is late or was not put right (督办通知)."""

    workflow = URGING
    parties = {"office": parties.office}
    turn_title = Concat(F("problem__number"), Value(" "), Left("problem__text", 60))
    turn_unit = F("unit__name")

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="urging_notices", verbose_name=_("Problem"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="urging_notices", verbose_name=_("Unit"))
    ground = models.CharField(_("Ground"), max_length=16, choices=UrgingGround.choices)
    deadline_on = models.DateField(_("Deadline that was missed"), null=True, blank=True)
    facts = models.TextField(_("Facts"))
    number = models.CharField(_("Document number"), max_length=40, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    new_deadline_on = models.DateField(_("New deadline"), null=True, blank=True)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = _("urging notice")
        verbose_name_plural = _("urging notices")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(state="proposed"), name="one_open_proposal"),
            models.UniqueConstraint(
                fields=["problem", "deadline_on"], condition=Q(ground="overdue"), name="one_proposal_a_deadline"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.problem.number}"

    def get_absolute_url(self) -> str:
        """The notice's page on the desk."""
        return reverse("urging", args=[self.pk])
