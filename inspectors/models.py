"""Inspectors, the units that they must keep away from, and the plaques on school gates."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation, Zone
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors import workflow
from inspectors.enums import Education, InspectorKind, RecusalGround, Side


class InspectorQuerySet(models.QuerySet):
    """Words for lists of inspectors."""

    def serving(self, *, on: dt.date) -> Self:
        """Inspectors on the roster whose term covers the day `on`."""
        return self.filter(removed_at=None, term_from__lte=on).filter(Q(term_until=None) | Q(term_until__gt=on))

    def visible_to(self, user: Any) -> Self:
        """All for the county, inspectors and zone leaders; units see those who come to them by other pages."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        return self.none()


class Inspector(Record):
    """One inspector (督学)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="inspector",
        verbose_name=_("Account"),
    )
    name = models.CharField(_("Full name"), max_length=40)
    gender = models.CharField(_("Gender"), max_length=4, blank=True)
    born = models.DateField(_("Born"), null=True, blank=True)
    ethnicity = models.CharField(_("Ethnicity"), max_length=20, blank=True)
    education = models.CharField(_("Education"), max_length=10, choices=Education.choices)
    experience_years = models.PositiveSmallIntegerField(_("Years in education"))
    kind = models.CharField(_("Kind"), max_length=10, choices=InspectorKind.choices)
    source = models.CharField(_("Source"), max_length=40, blank=True)
    employer = models.CharField(_("Employer"), max_length=80, blank=True)
    title = models.CharField(_("Professional title"), max_length=40, blank=True)
    specialities = models.CharField(_("Specialities"), max_length=80, blank=True)
    certificate = models.CharField(_("Certificate number"), max_length=30, unique=True)
    term_from = models.DateField(_("Term from"))
    term_until = models.DateField(_("Term until"), null=True, blank=True)
    terms_in_row = models.PositiveSmallIntegerField(_("Terms in a row"), null=True, blank=True)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="inspectors", verbose_name=_("Zone")
    )
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    is_trained = models.BooleanField(_("Pre-post training done"), default=False)
    removed_at = models.DateTimeField(_("Left the roster"), null=True, blank=True)
    removal_reason = models.TextField(_("Reason for leaving"), blank=True)

    objects = InspectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspector")
        verbose_name_plural = _("inspectors")
        ordering = ("certificate",)
        indexes = [
            models.Index(fields=["kind", "certificate"], name="inspector_kind"),
            models.Index(fields=["zone", "certificate"], name="inspector_zone"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The inspector's page on the desk."""
        return reverse("inspector", args=[self.pk])

    def is_serving(self, on: dt.date) -> bool:
        """Whether the inspector's term covers the day `on`."""
        ended = self.term_until is not None and self.term_until <= on
        return self.removed_at is None and self.term_from <= on and not ended


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

    workflow = workflow.RECUSAL_REQUEST
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


class PlaqueQuerySet(models.QuerySet):
    """Words for lists of plaque assignments."""

    def current(self) -> Self:
        """Assignments that hold now."""
        return self.filter(ended_on=None)

    def visible_to(self, user: Any) -> Self:
        """All for the county and the corps; a unit sees its own."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        return self.filter(unit__in=user.organisation_ids)


class PlaqueAssignment(Record):
    """The responsible inspector (责任督学) whose plaque hangs at a unit's gate."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="plaques", verbose_name=_("Unit"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="plaques", verbose_name=_("Inspector"))
    began_on = models.DateField(_("Since"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    end_reason = models.CharField(_("Reason for the end"), max_length=200, blank=True)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = _("plaque assignment")
        verbose_name_plural = _("plaque assignments")
        ordering = ("-began_on",)
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_on=None), name="one_plaque_per_unit"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="plaque_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.inspector}"

    def get_absolute_url(self) -> str:
        """The inspector's page, which lists the assignment."""
        return reverse("inspector", args=[self.inspector_id])
