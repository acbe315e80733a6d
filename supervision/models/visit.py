"""Visits on site: the inspector's record with ratings, findings, photographs and a signature."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from supervision.models.framework import Indicator
from supervision.models.inspection import AFTER_OPINION, Inspection
from supervision.models.score import Scored
from supervision.models.task import on_team
from supervision.workflow.visit import VISIT


class Severity(TextChoices):
    """How grave a problem is; the deadline follows from it."""

    MINOR = "minor", _("Minor")
    GENERAL = "general", _("General")
    SERIOUS = "serious", _("Serious")


DONE_VISITS = ("submitted", "filed")


class VisitQuerySet(WorkflowedQuerySet):
    """Words for lists of visits."""

    def whole(self) -> Self:
        """With all that a page about one visit shows of its inspection and inspector."""
        return self.select_related("inspection__task__framework_version__framework", "inspection__unit", "inspector")

    def visible_to(self, user: Any) -> Self:
        """All for the county, the team's for its members; never the unit's: it reads the opinion."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(on_team(user, path="inspection__team"))


class Visit(Workflowed):
    """One inspector's record of one day on site (入校督导记录)."""

    workflow = VISIT
    parties = {"office": parties.office, "author": parties.person("inspector__user")}
    turn_title = F("inspection__task__name")
    turn_unit = F("inspection__unit__name")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits", verbose_name=_("Inspection"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="visits", verbose_name=_("Inspector"))
    visited_on = models.DateField(_("Date"))
    note = models.TextField(_("General note"), blank=True)
    signed_at = models.DateTimeField(_("Signed"), null=True, blank=True)
    saved_at = models.DateTimeField(_("Last saved"), null=True, editable=False)
    signed_name = models.CharField(_("Signed by typing the name"), max_length=40, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("-visited_on", "-id")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "inspector", "visited_on"], name="visit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.inspection.unit} {date_format(self.visited_on)}"

    def get_absolute_url(self) -> str:
        """The record on the desk; the inspector's own working page is `open_visit`."""
        return reverse("visit_record", args=[self.pk])


class RatingQuerySet(models.QuerySet):
    """Words for lists of ratings."""

    def rated(self) -> Self:
        """Those that carry a value; the others are notes for now."""
        return self.exclude(points=None, grade="", is_met=None, measured=None)


class Rating(Scored):
    """What an indicator got on a visit, by its method."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="ratings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="ratings")
    situation = models.BooleanField(_("Situation of the veto or cap found"), default=False)
    note = models.TextField(_("Note"), blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [models.UniqueConstraint(fields=["visit", "indicator"], name="rating_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code}"


class FindingQuerySet(models.QuerySet):
    """Words for lists of findings."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible visits; the unit and its governing department once the opinion is issued."""
        seen = Q(visit__in=Visit.objects.visible_to(user))
        if user.organisation_ids:
            told = Q(visit__inspection__state__in=AFTER_OPINION)
            seen |= told & Q(visit__inspection__unit__in=user.organisation_ids)
            seen |= told & Q(visit__inspection__unit__governing__in=user.organisation_ids)
        return self.filter(seen)


class Finding(Record):
    """A problem as the inspector saw it; photographs are files that it holds."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("Indicator")
    )
    text = models.TextField(_("What was found"))
    requirement = models.TextField(_("What is to be done"), blank=True)
    severity = models.CharField(_("Severity"), max_length=10, choices=Severity.choices, default=Severity.GENERAL)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.text[:60]
