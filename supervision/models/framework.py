"""Indicator frameworks: versions, and the tree A/B/C of each (domain §6)."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from supervision.thresholds import Better, Steps


class Method(TextChoices):
    """How an indicator is scored (domain §6)."""

    POINTS = "points", _("Points")
    GRADE = "grade", _("Grade")
    YES_NO = "yes_no", _("Yes or no")
    MEASURED = "measured", _("Measured value")


class Cap(TextChoices):
    """What failing an indicator does to the conclusion."""

    NONE = "", _("None")
    CAP = "cap", _("Caps the conclusion")
    VETO = "veto", _("Veto")


class Rule(TextChoices):
    """How a framework comes to its conclusion (domain §6); a veto or cap holds under each."""

    TOTAL = "total", _("By total")
    GRADES = "grades", _("By count of grades")
    NONE = "none", _("By veto and cap only")


class VersionState(TextChoices):
    """Where a version of a framework stands."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", _("Retired")


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
    conclusion_rule = models.CharField(_("Conclusion"), max_length=10, choices=Rule.choices, default=Rule.TOTAL)
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

    def get_absolute_url(self) -> str:
        """This version on its framework's page."""
        return f"{self.framework.get_absolute_url()}?version={self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == VersionState.DRAFT


class ConclusionLevel(Record):
    """A level of the conclusion of one version (优秀, 良好 …), best first; the last asks for nothing."""

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="levels")
    order = models.PositiveSmallIntegerField(_("Order"))
    name = models.CharField(_("Name of the level"), max_length=20)
    least_percent = models.DecimalField(
        _("Per cent of the points, at least"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    least_a = models.PositiveSmallIntegerField(_("Per cent of grades A, at least"), null=True, blank=True)
    least_b = models.PositiveSmallIntegerField(_("Per cent of grades A and B, at least"), null=True, blank=True)
    most_d = models.PositiveSmallIntegerField(_("Grades D, at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("conclusion level")
        verbose_name_plural = _("conclusion levels")
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="level_once"),
            models.CheckConstraint(
                condition=Q(least_percent=None) | Q(least_percent__gte=0, least_percent__lte=100),
                name="level_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


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
    observation = models.CharField(_("Observation points"), max_length=300, blank=True)
    better = models.CharField(_("Direction"), max_length=6, choices=Better.choices, blank=True)
    measure = models.CharField(_("What is measured, with its unit"), max_length=40, blank=True)
    cap = models.CharField(_("Veto or cap"), max_length=4, choices=Cap.choices, blank=True, default=Cap.NONE)
    cap_note = models.CharField(_("Situation of the veto or cap"), max_length=100, blank=True)
    caps_at = models.ForeignKey(
        ConclusionLevel,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="capping",
        verbose_name=_("Level that it caps at"),
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="indicator_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its version."""
        return f"{self.version.get_absolute_url()}#node-{self.pk.hex}"

    def applies(self, kind: str) -> bool:
        """Whether the indicator holds for units of `kind`; one that names no kind holds for all."""
        return not self.applies_to or kind in self.applies_to

    @property
    def steps(self) -> Steps | None:
        """Its thresholds, best first, which read as the county writes them; None for none. Prefetch thresholds."""
        rows = sorted(self.thresholds.all(), key=lambda row: row.points, reverse=True)
        return Steps(self.better, tuple((row.bound, row.points) for row in rows), self.measure) if rows else None

    @property
    def may_be_negative(self) -> bool:
        """Whether a measured value below zero makes sense: growth, where zero is already good. Prefetch thresholds."""
        rows = list(self.thresholds.all()) if self.better == Better.HIGHER else []
        return any(row.bound <= 0 for row in rows)


class Threshold(Record):
    """A step of a measured indicator: a value that reaches `bound` gets `points`; the best step reached counts."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="thresholds")
    bound = models.DecimalField(_("Value"), max_digits=12, decimal_places=3)
    points = models.DecimalField(_("Points"), max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        ordering = ("-points",)
        constraints = [models.UniqueConstraint(fields=["indicator", "bound"], name="threshold_once")]

    def __str__(self) -> str:
        sign = "≤" if self.indicator.better == Better.LOWER else "≥"
        return f"{sign}{plain(self.bound)}"


def plain(number: Any) -> str:
    """A number without zeros that say nothing: 4.0 as 4, 3.50 as 3.5."""
    return format(number.normalize(), "f") if number else "0"
