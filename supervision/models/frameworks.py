"""Indicator frameworks: versions, and the tree A/B/C of each (domain §6)."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from supervision.enums import Cap, Method, VersionState


class FrameworkQuerySet(models.QuerySet):
    """Words for lists of frameworks."""

    def visible_to(self, user: Any) -> Self:
        """The county and its inspectors see all; units see a framework on their inspection."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER, Role.EXPERT):
            return self
        return self.none()


class Framework(Record):
    """One system of indicators, e.g. for compulsory schools."""

    name = models.CharField(_("Name"), max_length=80, unique=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The framework's page on the desk."""
        return reverse("framework", args=[self.pk])


class FrameworkVersion(Record):
    """A version of a framework; a task freezes the one it uses."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions", verbose_name=_("Framework"))
    number = models.PositiveSmallIntegerField(_("Version"))
    state = models.CharField(_("State"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    total_points = models.DecimalField(_("Points in all"), max_digits=6, decimal_places=1, default=0)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("framework version")
        verbose_name_plural = _("framework versions")
        ordering = ("framework", "-number")
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["framework"], condition=Q(state=VersionState.IN_FORCE), name="one_version_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} v{self.number}"


class Indicator(Record):
    """A node of the tree; leaves (level C) are rated."""

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="indicators")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    level = models.CharField(_("Level"), max_length=1, choices=[(x, x) for x in "ABC"])
    code = models.CharField(_("Code"), max_length=10)
    order = models.PositiveSmallIntegerField(_("Order"))
    text = models.CharField(_("Text"), max_length=300)
    points = models.DecimalField(_("Points"), max_digits=5, decimal_places=1, null=True, blank=True)
    method = models.CharField(_("Scoring method"), max_length=10, choices=Method.choices, blank=True)
    standard = models.CharField(_("Scoring standard"), max_length=300, blank=True)
    evidence = models.CharField(_("Evidence asked for"), max_length=300, blank=True)
    responsible = models.CharField(_("Responsible department"), max_length=80, blank=True)
    applies_to = ArrayField(
        models.CharField(max_length=20, choices=OrganisationKind.choices),
        default=list,
        blank=True,
        verbose_name=_("Applies to"),
    )
    cap = models.CharField(_("Veto or cap"), max_length=4, choices=Cap.choices, blank=True, default=Cap.NONE)
    cap_note = models.CharField(_("Veto or cap, in words"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="indicator_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def applies(self, kind: str) -> bool:
        """Whether the indicator holds for units of `kind`; one that names no kind holds for all."""
        return not self.applies_to or kind in self.applies_to
