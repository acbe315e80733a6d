"""The points of a unit's defence, each with what became of it (REG 20)."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import Record
from supervision.models.inspection import Defence


class Outcome(TextChoices):
    """What became of one point of a unit's defence (REG 20)."""

    ACCEPTED = "accepted", _("Point accepted")
    PARTLY = "partly", _("Point partly accepted")
    REJECTED = "rejected", _("Point not accepted")


class DefencePoint(Record):
    """One point that the unit contests, and the office's answer to it."""

    defence = models.ForeignKey(Defence, models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField(_("Order"))
    text = models.TextField(_("Point"))
    outcome = models.CharField(_("What became of it"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("Reason"), blank=True)

    class Meta:
        verbose_name = _("point of the defence")
        verbose_name_plural = _("points of the defence")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["defence", "order"], name="defence_point_order")]

    def __str__(self) -> str:
        return self.text[:60]
