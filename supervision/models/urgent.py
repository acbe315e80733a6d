"""Urgent reports: danger to life or illegal running, reported at once from a visit (PLATE)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, TextChoices
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from supervision.models.regular import RegularVisit, inside
from supervision.workflow.regular import URGENT_REPORT


class UrgentKind(TextChoices):
    """What may not wait for the record of a visit (PLATE)."""

    DANGER = "danger", _("Danger to life")
    ILLEGAL = "illegal", _("Illegal running")


class UrgentReportQuerySet(WorkflowedQuerySet):
    """Words for lists of urgent reports."""

    def whole(self) -> Self:
        """With all that a page about one report shows of its visit, unit and inspector."""
        return self.select_related("unit", "inspector", "visit")

    def visible_to(self, user: Any) -> Self:
        """All for the county, the inspector's own, the zone's; the unit is pressed by word of mouth and order."""
        mine = inside(user)
        return self if mine is None else self.filter(mine)


class UrgentReport(Workflowed):
    """What could not wait: reported to office and head, the school pressed on the spot; photographs are its files."""

    workflow = URGENT_REPORT
    parties = {"office": parties.office}
    turn_title = Left(F("text"), 60)
    turn_unit = F("unit__name")
    turn_first = True

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="urgent_reports", verbose_name=_("Unit"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="urgent_reports", verbose_name=_("Inspector"))
    visit = models.ForeignKey(RegularVisit, models.PROTECT, related_name="urgent_reports", verbose_name=_("Visit"))
    kind = models.CharField(_("Kind"), max_length=8, choices=UrgentKind.choices, default=UrgentKind.DANGER)
    text = models.TextField(_("What the danger is"))
    pressed_whom = models.CharField(_("Who at the school was told"), max_length=80, blank=True)
    pressed_what = models.TextField(_("What was asked of the school at once"), blank=True)
    pressed_at = models.DateTimeField(_("Told"), null=True, blank=True)
    done = models.TextField(_("What was done"), blank=True)

    objects = UrgentReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("urgent report")
        verbose_name_plural = _("urgent reports")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="urgent_list"),
            models.Index(fields=["unit", "-created_at"], name="urgent_unit"),
            models.Index(fields=["due_on"], name="urgent_open", condition=Q(state="reported")),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("urgent_report", args=[self.pk])
