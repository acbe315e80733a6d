"""Imports of workbooks: one run per upload, and what each of its rows would do or has done."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models.base import Record


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Words for lists of imports."""

    def whole(self) -> Self:
        """With all that a page about one import shows of the people who made and confirmed it."""
        return self.select_related("by", "confirmed_by")

    def visible_to(self, user: Any) -> Self:
        """All for the office; anybody else sees their own."""
        return self if user.is_office else self.filter(by=user)


class ImportRun(Record):
    """One uploaded workbook: previewed first, written only when a person confirms it."""

    class Status(models.TextChoices):
        """How far it has come. `reading` and `writing` are the times in which the background works on it."""

        READING = "reading", _("Being read")
        PREVIEWED = "previewed", _("To be confirmed")
        WRITING = "writing", _("Being imported")
        CONFIRMED = "confirmed", _("Imported")
        FAILED = "failed", _("Not readable")
        DROPPED = "dropped", _("Dropped")

    kind = models.CharField(_("Kind"), max_length=40)
    status = models.CharField(_("State"), max_length=10, choices=Status.choices, default=Status.READING, editable=False)
    file_name = models.CharField(_("File"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("By"))
    total = models.PositiveIntegerField(_("Rows"), default=0)
    counts = models.JSONField(default=dict)
    # What the sheet is made of: title, header row, columns not recognised, rows left out.
    layout = models.JSONField(default=dict)
    # Reasons against the workbook as a whole, and remarks on it; each as core.excel.resource.reason_of writes them.
    refusals = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    # Set where the data had changed between preview and confirmation, so that the preview was made anew.
    refreshed_at = models.DateTimeField(_("Preview renewed"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Confirmed by")
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="import_newest"),
            models.Index(fields=["kind", "-created_at"], name="import_kind"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The run's page on the desk."""
        return reverse("import_run", args=[self.pk])

    @property
    def good(self) -> int:
        """How many rows add or change something."""
        return int(self.counts.get("new", 0)) + int(self.counts.get("changed", 0))

    @property
    def is_waiting(self) -> bool:
        """Whether the background is at work on it."""
        return self.status in {self.Status.READING, self.Status.WRITING}


class ImportRow(models.Model):
    """What one row of the sheet would do, or did: new, changed, unchanged, refused."""

    class Outcome(models.TextChoices):
        """What becomes of a row."""

        NEW = "new", _("To be added")
        CHANGED = "changed", _("To be changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Refused")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("Row"))
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome.choices)
    label = models.CharField(_("Contents"), max_length=200, blank=True)
    changes = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
