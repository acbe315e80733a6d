"""The points of a unit's defence, each with what became of it (REG 20)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from supervision.enums import Outcome
from supervision.models.inspections import Defence


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
