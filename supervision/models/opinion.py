"""Opinions: the preliminary opinion that is fed back, and the opinion letter that follows it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record
from supervision.models.inspection import Inspection
from supervision.models.visit import Finding, Severity


class OpinionQuerySet(models.QuerySet):
    """Words for lists of opinions."""

    def visible_to(self, user: Any) -> Self:
        """Those of the inspections that `user` sees; whoever is told sees nothing before it is fed back."""
        inside = Q(inspection__in=Inspection.objects.inside_for(user))
        told = Q(inspection__in=Inspection.objects.visible_to(user), fed_back_on__isnull=False)
        return self.filter(inside | told)


class Opinion(Record):
    """What the office tells the unit: facts and reasons, advice, and the problems one by one (REG 20–21)."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="opinion")
    evaluation = models.TextField(_("Overall evaluation"))
    facts = models.TextField(_("Facts and reasons"))
    advice = models.TextField(_("Advice"), blank=True)
    preliminary_number = models.CharField(_("Preliminary opinion"), max_length=40, blank=True)
    fed_back_on = models.DateField(_("Fed back"), null=True, blank=True)
    number = models.CharField(_("Opinion letter"), max_length=40, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")

    def __str__(self) -> str:
        return str(self.inspection)


class OpinionItem(Record):
    """One problem of the opinion; on issue it goes on the ledger."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="items")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="opinion_items")
    order = models.PositiveSmallIntegerField(_("Order"))
    text = models.TextField(_("Problem"))
    requirement = models.TextField(_("What is to be done"))
    severity = models.CharField(_("Severity"), max_length=10, choices=Severity.choices)

    class Meta:
        verbose_name = _("problem of the opinion")
        verbose_name_plural = _("problems of the opinion")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["opinion", "order"], name="opinion_item_order")]

    def __str__(self) -> str:
        return self.text[:60]
