"""Plaques made ready for the printer, many in one file: who asked, of which zone, how far it is, the file."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Zone
from accounts.roles import COUNTY_ROLES
from core.models import Record, StoredFile
from reports.models.document import BuildState


class PlaquePrintQuerySet(models.QuerySet):
    """Words for lists of print files."""

    def visible_to(self, user: Any) -> Self:
        """All for the county."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class PlaquePrint(Record):
    """The plaques of a zone, or of the whole county, as one PDF that the background builds."""

    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="+", verbose_name=_("Zone"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Asked by"))
    total = models.PositiveIntegerField(_("Plaques"))
    done = models.PositiveIntegerField(_("Plaques done"), default=0)
    build_state = models.CharField(_("PDF"), max_length=8, choices=BuildState.choices, default=BuildState.QUEUED)
    build_error = models.CharField(max_length=300, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlaquePrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("print file of plaques")
        verbose_name_plural = _("print files of plaques")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["build_state", "created_at"], name="plaque_print_waiting")]

    def __str__(self) -> str:
        place = self.zone.name if self.zone is not None else gettext("Whole county")
        return gettext("%(count)s plaques, %(place)s") % {"count": self.total, "place": place}

    def get_absolute_url(self) -> str:
        """Its page, with the progress."""
        return reverse("plaque_print", args=[self.pk])
