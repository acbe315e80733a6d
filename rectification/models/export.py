"""Excel exports of the ledger that are too long to wait for: asked for, built in the background, found in the inbox."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Record


class ExportQuerySet(models.QuerySet[Any]):
    """Words for lists of exports."""

    def visible_to(self, user: Any) -> Self:
        """Nobody's but one's own."""
        return self.filter(asked_by=user)


class LedgerExport(Record):
    """One export: the filters of the address, how far it is, and (as a file that it holds) the workbook."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    filters = models.JSONField(default=dict)
    total = models.PositiveIntegerField(_("Rows"), default=0)
    done = models.PositiveIntegerField(_("Rows written"), default=0)
    finished_at = models.DateTimeField(_("Finished"), null=True)
    error = models.CharField(_("Error"), max_length=200, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger export")
        verbose_name_plural = _("ledger exports")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Where its progress and its result are shown."""
        return reverse("ledger_export", args=[self.pk])

    @property
    def percent(self) -> int:
        """How far it is, in per cent."""
        return 100 if self.finished_at else min(99, self.done * 100 // max(self.total, 1))
