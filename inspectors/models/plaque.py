"""The plaques on school gates: which inspector answers for which unit (PLATE)."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import policy
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from inspectors.models.inspector import Inspector
from inspectors.models.recusal import Recusal


class Bar(TextChoices):
    """Why an inspector may not answer for a unit, or is not proposed for it (PLATE, REG 10, INSP)."""

    RECUSED = "recused", _("recused here")
    NOT_SERVING = "not_serving", _("term not running")
    UNTRAINED = "untrained", _("not trained")
    PRESENT = "present", _("answers for it now")
    OTHER_KIND = "other_kind", _("for kindergartens only")
    FULL = "full", _("has as many plaques as are usual")


def due_before(on: dt.date) -> dt.date:
    """The last day of a beginning that is due for rotation on the day `on` (setting `plaque_years`)."""
    year = on.year - policy.number("plaque_years")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return on.replace(year=year, day=28 if (on.month, on.day) == (2, 29) and not leap else on.day)


class PlaqueQuerySet(models.QuerySet):
    """Words for lists of plaque assignments."""

    def current(self) -> Self:
        """Assignments that hold now."""
        return self.filter(ended_on=None)

    def due(self, *, on: dt.date) -> Self:
        """Current assignments whose years (setting `plaque_years`) are full on the day `on`: to rotate (PLATE)."""
        return self.current().filter(began_on__lte=due_before(on))

    def unfit(self, *, on: dt.date) -> Self:
        """Current assignments whose inspector may not serve there on the day `on`: term, training, recusal."""
        fit = Inspector.objects.serving(on=on).filter(is_trained=True)
        recused = Recusal.objects.in_force(on=on).filter(inspector=OuterRef("inspector"), unit=OuterRef("unit"))
        return self.current().filter(~Q(inspector__in=fit) | Exists(recused))

    def visible_to(self, user: Any) -> Self:
        """All for the county and the corps; a unit sees its own."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        return self.filter(unit__in=user.organisation_ids)


class PlaqueAssignment(Record):
    """The responsible inspector (责任督学) whose plaque hangs at a unit's gate."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="plaques", verbose_name=_("Unit"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="plaques", verbose_name=_("Inspector"))
    began_on = models.DateField(_("Since"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    end_reason = models.CharField(_("Reason for the end"), max_length=200, blank=True)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = _("plaque assignment")
        verbose_name_plural = _("plaque assignments")
        ordering = ("-began_on",)
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_on=None), name="one_plaque_per_unit"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="plaque_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.inspector}"

    def get_absolute_url(self) -> str:
        """The inspector's page, which lists the assignment."""
        return reverse("inspector", args=[self.inspector_id])

    def get_public_url(self) -> str:
        """The page behind the QR code on the plaque."""
        return reverse("public_plaque", args=[self.pk])

    def is_due(self, on: dt.date) -> bool:
        """Whether the years of a current assignment are full on the day `on`."""
        return self.ended_on is None and self.began_on <= due_before(on)
