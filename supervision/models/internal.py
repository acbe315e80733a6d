"""Inspections that a school holds of itself (内部督导): its record, seen by the office and by who answers for it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record
from inspectors.models import PlaqueAssignment


class InternalInspectionQuerySet(models.QuerySet):
    """Words for lists of internal inspections."""

    def whole(self) -> Self:
        """With all that a page about one record shows of its unit and who wrote it."""
        return self.select_related("unit__zone", "recorded_by")

    def visible_to(self, user: Any) -> Self:
        """All for the county, the zone's for its leader, the plaque's for its inspector, the unit's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        plaques = PlaqueAssignment.objects.current().filter(inspector__user=user)
        mine = Q(unit__in=user.organisation_ids) | Q(unit__in=plaques.values("unit"))
        return self.filter(mine | Q(unit__zone__in=user.zone_ids))

    def kept(self) -> Self:
        """Those that the school has not removed."""
        return self.filter(removed_at=None)


class InternalInspection(Record):
    """One inspection of a school by itself: when, of what, by which posts, what was found and done."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="internal_inspections", verbose_name=_("Unit"))
    held_on = models.DateField(_("Held on"))
    title = models.CharField(_("Title"), max_length=100)
    matters = models.TextField(_("Matters"), help_text=_("One matter a line."))
    who = models.CharField(_("Who inspected"), max_length=200, help_text=_("Posts, not names of pupils."))
    findings = models.TextField(_("What was found"))
    measures = models.TextField(_("What is done about it"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("Removed"), null=True, editable=False)
    removal_reason = models.TextField(_("Why it was removed"), blank=True)

    objects = InternalInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal inspection")
        verbose_name_plural = _("internal inspections")
        ordering = ("-held_on", "-id")
        indexes = [
            models.Index(fields=["-held_on", "-id"], name="internal_newest"),
            models.Index(fields=["unit", "-held_on"], name="internal_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.title}"

    def get_absolute_url(self) -> str:
        """The record's page on the desk."""
        return reverse("internal_inspection", args=[self.pk])

    @property
    def matter_list(self) -> list[str]:
        """The matters, one by one."""
        return [line.strip() for line in self.matters.splitlines() if line.strip()]
