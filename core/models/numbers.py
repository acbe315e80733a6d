"""Document numbers: one counter per series and year, and the register of every number given out."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """The counter of one 代字 in one year."""

    code = models.CharField(_("Series"), max_length=20)
    year = models.PositiveSmallIntegerField(_("Year"))
    last = models.PositiveIntegerField(_("Last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="series_once_a_year")]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class DocumentNumber(models.Model):
    """One number given out; a voided one stays, with its reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    ordinal = models.PositiveIntegerField(_("Number"))
    text = models.CharField(_("Document number"), max_length=40, unique=True)
    issued_at = models.DateTimeField(_("Issued on"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    voided_at = models.DateTimeField(_("Voided"), null=True)
    void_reason = models.TextField(_("Reason for voiding"), blank=True)

    class Meta:
        verbose_name = _("document number")
        verbose_name_plural = _("document numbers")
        ordering = ("series", "-ordinal")
        constraints = [models.UniqueConstraint(fields=["series", "ordinal"], name="number_once")]

    def __str__(self) -> str:
        return self.text
