"""Where a township stands on the simple map of townships: a row and a column, nothing surveyed."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record


class TownshipTileQuerySet(models.QuerySet):
    """Words for the places on the map."""

    def visible_to(self, user: Any) -> Self:
        """All for the county, the corps and zone leaders."""
        return self if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER) else self.none()


class TownshipTile(Record):
    """The place of one township among the tiles."""

    township = models.OneToOneField(Organisation, models.CASCADE, related_name="tile", verbose_name=_("Township"))
    row = models.PositiveSmallIntegerField(_("Row"))
    column = models.PositiveSmallIntegerField(_("Column"))

    objects = TownshipTileQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the map of townships")
        verbose_name_plural = _("places on the map of townships")
        ordering = ("row", "column")
        constraints = [models.UniqueConstraint(fields=["row", "column"], name="one_township_per_tile")]

    def __str__(self) -> str:
        return f"{self.township} ({self.row}, {self.column})"
