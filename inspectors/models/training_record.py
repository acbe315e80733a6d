"""Training that inspectors have had: one row each, counted in class hours of the calendar year (INSP)."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import COUNTY_ROLES
from core.models import Record
from inspectors.models.inspector import Inspector
from inspectors.models.training_courses import TrainingKind, TrainingMode, TrainingSession


class TrainingSource(TextChoices):
    """How a training came to be recorded."""

    SESSION = "session", _("Signed in at a session")
    REPORT = "report", _("Reported and approved")
    OFFICE = "office", _("Recorded by the office")
    IMPORT = "import", _("Taken from a table")


class TrainingRecordQuerySet(models.QuerySet):
    """Words for lists of training."""

    def counted(self, *, year: int, on: dt.date) -> Self:
        """Training of `year` that counts on the day `on`: held by then, and not struck out."""
        return self.filter(day__year=year, day__lte=on, struck_at=None)

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)


class TrainingRecord(Record):
    """Class hours that one inspector has had, and where they come from; approved, or it would not be here."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="training", verbose_name=_("Inspector"))
    kind = models.CharField(_("Kind"), max_length=10, choices=TrainingKind.choices, default=TrainingKind.YEARLY)
    mode = models.CharField(_("Mode of training"), max_length=12, choices=TrainingMode.choices)
    title = models.CharField(_("Content of the training"), max_length=80)
    day = models.DateField(_("Day"))
    hours = models.DecimalField(_("Class hours"), max_digits=4, decimal_places=1)
    source = models.CharField(_("Recorded from"), max_length=10, choices=TrainingSource.choices)
    session = models.ForeignKey(
        TrainingSession, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("Session")
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(_("Struck out"), null=True, blank=True)
    struck_reason = models.CharField(_("Reason for striking out"), max_length=200, blank=True)

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ("-day", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "title", "day"],
                condition=Q(session=None, struck_at=None),
                name="training_once",
            ),
            models.UniqueConstraint(fields=["inspector", "session"], name="signed_in_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_hours_positive"),
        ]
        indexes = [
            models.Index(fields=["inspector", "-day"], name="training_of_inspector"),
            models.Index(fields=["-day", "-id"], name="training_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.title}"

    def get_absolute_url(self) -> str:
        """The training of the inspector in the year of this record."""
        return f"{reverse('training_records')}?inspector={self.inspector_id}&year={self.day.year}"
