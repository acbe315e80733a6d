"""What befell an inspector: appointed, renewed, moved, praised, warned, left; the lines of the file of a person."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import COUNTY_ROLES
from core.models import Record
from inspectors.models.inspector import Inspector


class CareerKind(TextChoices):
    """What a line of an inspector's career tells of (INSP)."""

    APPOINTED = "appointed", _("Appointed as inspector")
    RENEWED = "renewed", _("Term renewed")
    ENDED = "ended", _("Appointment ended")
    PLAQUE = "plaque", _("Plaque")
    TRAINING = "training", _("Training")
    APPRAISAL = "appraisal", _("Appraisal")
    COMMENDED = "commended", _("Commended")
    DISCIPLINED = "disciplined", _("Disciplined")
    OTHER = "other", _("Other event")


class CareerEventQuerySet(models.QuerySet):
    """Words for the lines of careers."""

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)


class CareerEvent(Record):
    """One line of an inspector's career, with its day; a line is added, never changed."""

    inspector = models.ForeignKey(Inspector, models.CASCADE, related_name="career", verbose_name=_("Inspector"))
    kind = models.CharField(_("Kind"), max_length=20, choices=CareerKind.choices)
    on = models.DateField(_("Day"))
    text = models.CharField(_("What happened"), max_length=300)
    url = models.CharField(_("Where it is on record"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CareerEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("career event")
        verbose_name_plural = _("career events")
        ordering = ("-on", "-created_at")
        indexes = [models.Index(fields=["inspector", "-on"], name="career_of_inspector")]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.text}"
