"""The seven resource figures that a compulsory school reports each year (domain §6, balanced development)."""

from decimal import Decimal
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from supervision.balance_rules import FIGURES, Amounts

COMPULSORY_KINDS = (OrganisationKind.PRIMARY, OrganisationKind.JUNIOR, OrganisationKind.NINE_YEAR)


def _amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])


class BalanceFigureQuerySet(models.QuerySet):
    """Words for lists of reported figures."""

    def visible_to(self, user: Any) -> Self:
        """All for the county and its inspectors; the bureau sees the schools it governs, a school its own."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        if not user.has_role(Role.UNIT, Role.LIAISON):
            return self.none()
        mine = user.organisation_ids
        return self.filter(Q(unit__in=mine) | Q(unit__governing__in=mine) | Q(unit__township__in=mine))


class BalanceFigure(Record):
    """What one school reported for one year; `kind` is its kind in that year, which decides its stage."""

    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="balance_figures", verbose_name=_("School"), db_index=False
    )
    year = models.PositiveSmallIntegerField(_("Year"))
    kind = models.CharField(_("Kind"), max_length=20, choices=[(kind.value, kind.label) for kind in COMPULSORY_KINDS])
    pupils = models.PositiveIntegerField(_("Pupils"))
    degree_teachers = models.PositiveIntegerField(_("Teachers above the required degree"))
    backbone_teachers = models.PositiveIntegerField(_("Backbone teachers of the county or higher"))
    arts_teachers = models.PositiveIntegerField(_("PE and art teachers"))
    teaching_area = _amount(_("Teaching space, m²"))
    sports_area = _amount(_("Sports space, m²"))
    equipment = _amount(_("Equipment, yuan"))
    media_rooms = models.PositiveIntegerField(_("Multimedia rooms"))

    objects = BalanceFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("balanced development figures")
        verbose_name_plural = _("balanced development figures")
        ordering = ("-year", "unit__code")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="balance_figure_once"),
            models.CheckConstraint(condition=Q(pupils__gt=0), name="balance_figure_pupils"),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="balance_figure_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        """The school's page of its figures over the years."""
        return reverse("balance_unit", args=[self.unit_id])

    @property
    def amounts(self) -> Amounts:
        """The figures as `supervision.balance` reckons with them."""
        raw = {figure.key: Decimal(getattr(self, figure.raw)) for figure in FIGURES}
        return Amounts(self.kind, self.pupils, raw)
