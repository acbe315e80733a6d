"""The units that an inspector must keep away from, and the requests that lead there (REG 10)."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.workflow.recusal import RECUSAL_REQUEST


class RecusalGround(TextChoices):
    """Why an inspector may not inspect a unit (domain §2)."""

    RELATIVE_OF_HEAD = "relative_of_head", _("Near relative of the unit's head")
    FAMILY_THERE = "family_there", _("Near relative employed or enrolled there")
    ON_STAFF = "on_staff", _("On its staff")
    LEFT_RECENTLY = "left_recently", _("Left it less than three years ago")
    OTHER = "other", _("Other reason")


class Side(TextChoices):
    """Who raised a recusal (domain §2)."""

    INSPECTOR = "inspector", _("The inspector")
    UNIT = "unit", _("The supervised unit")
    OFFICE = "office", _("The supervision office")


class RecusalQuerySet(models.QuerySet):
    """Words for lists of recusals."""

    def in_force(self, *, on: dt.date) -> Self:
        """Recusals that hold on the day `on`."""
        return self.filter(Q(until=None) | Q(until__gt=on), lifted_at=None)

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector sees their own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)


class Recusal(Record):
    """An inspector keeps away from a unit, and why."""

    inspector = models.ForeignKey(Inspector, models.CASCADE, related_name="recusals", verbose_name=_("Inspector"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="recusals", verbose_name=_("Unit"))
    ground = models.CharField(_("Ground"), max_length=20, choices=RecusalGround.choices)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("Lifted"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "unit", "ground"], condition=Q(lifted_at=None), name="recusal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.unit}"


class RecusalRequestQuerySet(WorkflowedQuerySet):
    """Words for lists of requests for recusal."""

    def whole(self) -> Self:
        """With all that a page about requests shows of their inspector, unit and raiser."""
        return self.select_related("inspector", "unit", "raised_by")

    def open(self) -> Self:
        """Requests that nobody has decided yet."""
        return self.filter(state="raised")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own, a person's own, and a unit's own, but never others' grounds."""
        if user.has_role(*COUNTY_ROLES):
            return self
        mine = Q(inspector__user=user) | Q(raised_by=user)
        if user.organisation_ids:
            mine |= Q(unit__in=user.organisation_ids, side=Side.UNIT)
        return self.filter(mine)


class RecusalRequest(Workflowed):
    """A recusal that an inspector, a unit or the office has raised; the head of the office decides (REG 10)."""

    workflow = RECUSAL_REQUEST
    parties = {"office_head": parties.office_head, "raiser": parties.person("raised_by")}
    turn_title = F("inspector__name")
    turn_unit = F("unit__name")

    inspector = models.ForeignKey(
        Inspector, models.PROTECT, related_name="recusal_requests", verbose_name=_("Inspector")
    )
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="recusal_requests", verbose_name=_("Unit"))
    ground = models.CharField(_("Ground"), max_length=20, choices=RecusalGround.choices)
    reason = models.CharField(_("Reason"), max_length=200)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Raised by")
    )
    side = models.CharField(_("Raised for"), max_length=10, choices=Side.choices)
    decision = models.CharField(_("Reason of the decision"), max_length=200, blank=True)
    recusal = models.OneToOneField(
        Recusal, models.PROTECT, null=True, blank=True, related_name="request", verbose_name=_("Recusal")
    )

    objects = RecusalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for recusal")
        verbose_name_plural = _("requests for recusal")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "unit"], condition=Q(state="raised"), name="recusal_request_once"
            )
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="recusal_request_newest"),
            models.Index(fields=["state", "-created_at"], name="recusal_request_state"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.unit}"

    def get_absolute_url(self) -> str:
        """The request's page on the desk."""
        return reverse("recusal_request", args=[self.pk])
