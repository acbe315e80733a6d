"""The holiday table: the days that differ from the plain week."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day off on a weekday, or a make-up workday (调休) on a weekend."""

    class Kind(models.TextChoices):
        """Whether the day is free or worked."""

        HOLIDAY = "holiday", _("Holiday")
        WORKDAY = "workday", _("Make-up workday")

    class Source(models.TextChoices):
        """Where the row comes from; the office's word stands over the library's."""

        LIBRARY = "library", _("Seeded by library")
        OFFICE = "office", _("Entered by the office")

    day = models.DateField(_("Date"), primary_key=True)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("Festival"), max_length=40)
    source = models.CharField(_("Source"), max_length=8, choices=Source.choices, default=Source.OFFICE)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
