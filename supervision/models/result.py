"""The result of an inspection by its framework, frozen when the team deliberates."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import Record
from supervision.conclusion_words import Conclusion
from supervision.models.framework import Framework, FrameworkVersion
from supervision.models.inspection import AFTER_OPINION, Inspection

TOLD = ("defence_open", *AFTER_OPINION)


class ResultQuerySet(models.QuerySet):
    """Words for lists of results."""

    def visible_to(self, user: Any) -> Self:
        """The county's and the team's; the unit's own once fed back, its governing department's with the opinion."""
        seen = Q(inspection__in=Inspection.objects.inside_for(user))
        if user.organisation_ids:
            seen |= Q(unit__in=user.organisation_ids, inspection__state__in=TOLD)
            seen |= Q(unit__governing__in=user.organisation_ids, inspection__state__in=AFTER_OPINION)
        return self.filter(seen)


class InspectionResult(Record):
    """What one inspection came to; later changes of settings or ratings no longer touch it."""

    inspection = models.OneToOneField(Inspection, models.CASCADE, related_name="result")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="results", verbose_name=_("Unit"))
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="results")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="results", verbose_name=_("Framework"))
    year = models.PositiveSmallIntegerField(_("School year"))
    points = models.DecimalField(_("Points"), max_digits=7, decimal_places=1)
    possible = models.DecimalField(_("Points to be had"), max_digits=7, decimal_places=1)
    percent = models.DecimalField(_("Per cent"), max_digits=5, decimal_places=2, null=True)
    level = models.CharField(_("Level reached"), max_length=20, blank=True)
    tone = models.CharField(max_length=10, default="neutral", editable=False)
    basis = models.JSONField(_("How it was reached"), default=dict)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection result")
        verbose_name_plural = _("inspection results")
        ordering = ("-year", "unit__code", "-created_at")
        constraints = [
            models.CheckConstraint(condition=Q(percent=None) | Q(percent__lte=100), name="result_percent"),
        ]
        indexes = [
            models.Index(fields=["framework", "year", "unit"], name="result_framework_year"),
            models.Index(fields=["unit", "-year"], name="result_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.level}"

    def get_absolute_url(self) -> str:
        """The inspection's page, which shows it."""
        return reverse("inspection", args=[self.inspection_id])

    @property
    def conclusion(self) -> Conclusion:
        """The result with each step of how it was reached, in the language of the page."""
        return Conclusion.from_basis(self.basis)
