"""Joint visits: two or more inspections of one unit that come on the same days and ask for evidence once."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import Record


class JointVisitQuerySet(models.QuerySet):
    """Words for lists of joint visits."""

    def standing(self) -> Self:
        """Those that were not split again."""
        return self.filter(split_at=None)


class JointVisit(Record):
    """Inspections of one unit merged into one visit (合并督导): the same days, one request for evidence."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="joint_visits", verbose_name=_("Unit"))
    starts_on = models.DateField(_("First day on site"))
    ends_on = models.DateField(_("Last day on site"))
    reason = models.TextField(_("Reason"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    split_at = models.DateTimeField(_("Split again"), null=True, editable=False)
    split_reason = models.TextField(_("Why it was split"), blank=True)

    objects = JointVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint visit")
        verbose_name_plural = _("joint visits")
        ordering = ("-starts_on", "-id")
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="joint_visit_dates")]

    def __str__(self) -> str:
        return f"{self.unit} {date_format(self.starts_on)}"

    def get_absolute_url(self) -> str:
        """The page of the first of its inspections; where it was split, the list of collisions."""
        first: Any = self.inspections.order_by("created_at").first()
        return str(first.get_absolute_url()) if first is not None else reverse("collisions")
