"""Online training and self-study that an inspector reports with evidence; the office approves or returns it (INSP)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.models.training_courses import TrainingKind, TrainingMode
from inspectors.models.training_record import TrainingRecord
from inspectors.workflow.training import TRAINING_REPORT


class TrainingReportQuerySet(WorkflowedQuerySet):
    """Words for lists of reported training."""

    def whole(self) -> Self:
        """With all that a page about one report shows of its inspector and record."""
        return self.select_related("inspector__user", "record")

    def open(self) -> Self:
        """Reports that are not approved yet."""
        return self.exclude(state="approved")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)


class TrainingReport(Workflowed):
    """Class hours that an inspector claims; once approved they stand as a `TrainingRecord`."""

    workflow = TRAINING_REPORT
    parties: ClassVar = {"office": parties.office, "author": parties.person("inspector__user")}
    turn_title = F("inspector__name")

    inspector = models.ForeignKey(
        Inspector, models.PROTECT, related_name="training_reports", verbose_name=_("Inspector")
    )
    kind = models.CharField(_("Kind"), max_length=10, choices=TrainingKind.choices)
    mode = models.CharField(_("Mode of training"), max_length=12, choices=TrainingMode.choices)
    title = models.CharField(_("Content of the training"), max_length=80)
    day = models.DateField(_("Day"))
    hours = models.DecimalField(_("Class hours"), max_digits=4, decimal_places=1)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    decision = models.CharField(_("Reason of the return"), max_length=200, blank=True)
    record = models.OneToOneField(
        TrainingRecord, models.PROTECT, null=True, blank=True, related_name="report", verbose_name=_("Training record")
    )

    objects = TrainingReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported training")
        verbose_name_plural = _("reported trainings")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "title", "day"], condition=~Q(state="approved"), name="training_reported_once"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_report_hours"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="training_report_newest"),
            models.Index(fields=["state", "-created_at"], name="training_report_state"),
            models.Index(fields=["inspector", "-day"], name="training_report_inspector"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.title}"

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("training_report", args=[self.pk])
