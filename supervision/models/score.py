"""The value that an indicator may get by its method: shared by ratings on site, self-evaluations and desk reviews."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import Record


class Grade(TextChoices):
    """The four grades of an indicator."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"


class Scored(Record):
    """A record that carries one value of an indicator, by the indicator's method; or none for now."""

    points = models.DecimalField(_("Points"), max_digits=5, decimal_places=1, null=True, blank=True)
    grade = models.CharField(_("Grade"), max_length=1, choices=Grade.choices, blank=True)
    is_met = models.BooleanField(_("Met"), null=True, blank=True)
    measured = models.DecimalField(_("Measured value"), max_digits=12, decimal_places=3, null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def measured_text(self) -> str:
        """The measured value without zeros that say nothing."""
        return "" if self.measured is None else format(self.measured.normalize(), "f")

    @property
    def is_rated(self) -> bool:
        """Whether it carries a value."""
        return bool(self.grade) or any(value is not None for value in (self.points, self.is_met, self.measured))
