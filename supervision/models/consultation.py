"""Pre-inspection consultations (督前会商): what office and member units agreed on before a task (PLAN 二（一）3)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record
from supervision.models.task import InspectionTask, on_task


class ConsultationQuerySet(models.QuerySet):
    """Words for lists of consultations."""

    def visible_to(self, user: Any) -> Self:
        """All for the county; the teams see their task's, a member unit those that it took part in."""
        if user.has_role(*COUNTY_ROLES):
            return self
        mine = on_task(user, path="task")
        if user.organisation_ids:
            present = Consultation.units.through.objects.filter(organisation__in=user.organisation_ids)
            mine |= Q(pk__in=present.values("consultation"))
        return self.filter(mine)


class Consultation(Record):
    """One consultation of the office with member units about a task."""

    task = models.ForeignKey(InspectionTask, models.PROTECT, related_name="consultations", verbose_name=_("Task"))
    held_on = models.DateField(_("Date"))
    place = models.CharField(_("Place"), max_length=80)
    units = models.ManyToManyField(Organisation, related_name="consultations", verbose_name=_("Member units present"))
    topics = models.TextField(_("What was discussed"))
    agreed = models.TextField(_("What was agreed"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ("-held_on", "-id")
        indexes = [models.Index(fields=["-held_on", "-id"], name="consultation_newest")]

    def __str__(self) -> str:
        words = {"task": self.task, "date": date_format(self.held_on)}
        return gettext("Consultation before %(task)s, %(date)s") % words

    def get_absolute_url(self) -> str:
        """The consultation's page on the desk."""
        return reverse("consultation", args=[self.pk])
