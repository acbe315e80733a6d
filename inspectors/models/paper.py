"""The papers in the file of a person: degree, certificates, letters; each holds one stored file."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import OFFICE_ROLES
from core.models import Record
from inspectors.models.inspector import Inspector


class PaperKind(TextChoices):
    """What a paper in the file of a person is."""

    DEGREE = "degree", _("Degree or diploma")
    QUALIFICATION = "qualification", _("Qualification certificate")
    APPOINTMENT = "appointment", _("Letter of appointment")
    TRAINING = "training", _("Training certificate")
    HONOUR = "honour", _("Honour or award")
    OTHER = "other", _("Other paper")


class InspectorFileQuerySet(models.QuerySet):
    """Words for the papers of inspectors."""

    def current(self) -> Self:
        """Papers that nobody has removed."""
        return self.filter(removed_at=None)

    def visible_to(self, user: Any) -> Self:
        """All for the office; an inspector's own. Leaders and colleagues see none."""
        if user.has_role(*OFFICE_ROLES):
            return self
        return self.filter(inspector__user=user)


class InspectorFile(Record):
    """One paper of an inspector; the bytes are its stored file, so whoever sees the paper may open them."""

    inspector = models.ForeignKey(Inspector, models.CASCADE, related_name="papers", verbose_name=_("Inspector"))
    kind = models.CharField(_("Kind"), max_length=20, choices=PaperKind.choices)
    caption = models.CharField(_("Caption"), max_length=100)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("Removed"), null=True, blank=True)
    removal_reason = models.CharField(_("Reason for the removal"), max_length=200, blank=True)

    objects = InspectorFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspector's file")
        verbose_name_plural = _("inspectors' files")
        ordering = ("kind", "created_at")
        indexes = [models.Index(fields=["inspector", "kind"], name="papers_of_inspector")]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        """The inspector's page, which lists the paper."""
        return reverse("inspector", args=[self.inspector_id])
