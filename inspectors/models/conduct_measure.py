"""Measures about an inspector: a talk, a warning, an order to correct, removal proposed (PLAN 二（四）5)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.conduct import ConductReport, clear_of, conduct_head, conduct_office
from inspectors.models.inspector import Inspector
from inspectors.workflow.conduct import CONDUCT_MEASURE


class MeasureKind(TextChoices):
    """What follows for an inspector from conduct that was confirmed."""

    TALK = "talk", _("Warning talk")
    WARNING = "warning", _("Written warning")
    ORDER = "order", _("Order to correct")
    REMOVAL = "removal", _("Removal proposed")


ORDER = Q(kind=MeasureKind.ORDER)


def _office_where(rows: Q) -> Any:
    def party(user: Any) -> Q | None:
        office = conduct_office(user)
        return office & rows if office is not None else None

    return party


class ConductMeasureQuerySet(WorkflowedQuerySet):
    """Words for lists of measures."""

    def whole(self) -> Self:
        """With all that a page about measures shows of their people."""
        return self.select_related("inspector", "decided_by")

    def visible_to(self, user: Any) -> Self:
        """All for the county but those on the person's own zone's inspectors; an inspector's own."""
        own = Q(inspector__user=user)
        return self.filter(own | clear_of(user)) if user.has_role(*COUNTY_ROLES) else self.filter(own)

    def standing(self) -> Self:
        """Measures that were not lifted."""
        return self.exclude(state="lifted")


class ConductMeasure(Workflowed):
    """One measure that the head has decided on what an inquiry established."""

    workflow = CONDUCT_MEASURE
    parties: ClassVar[Any] = {
        "reported": lambda user: Q(inspector__user=user),
        "corrector": lambda user: Q(inspector__user=user) & ORDER,
        "conduct_office": conduct_office,
        "conduct_head": conduct_head,
        "correction_office": _office_where(ORDER),
        "measure_office": _office_where(~ORDER),
    }
    turn_title = F("inspector__name")

    report = models.OneToOneField(ConductReport, models.PROTECT, related_name="measure", null=True, blank=True)
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="conduct_measures")
    kind = models.CharField(_("Kind of measure"), max_length=10, choices=MeasureKind.choices)
    text = models.TextField(_("Facts and measure, as told to the inspector"), max_length=2000)
    number = models.CharField(_("Number of the notice"), max_length=40, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField(_("Decided on"))
    correct_by = models.DateField(_("To be corrected by"), null=True, blank=True)
    reply = models.TextField(_("Reply of the inspector"), max_length=2000, blank=True)
    replied_on = models.DateField(_("Replied on"), null=True, blank=True)
    reply_answer = models.TextField(_("Answer to the reply"), max_length=1000, blank=True)
    correction = models.TextField(_("What was corrected"), max_length=2000, blank=True)
    corrected_on = models.DateField(_("Correction reported on"), null=True, blank=True)
    outcome = models.TextField(_("What came of it"), max_length=1000, blank=True)

    objects = ConductMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure about an inspector")
        verbose_name_plural = _("measures about inspectors")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="measure_newest"),
            models.Index(fields=["inspector", "decided_on"], name="measures_of_inspector"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.inspector}"

    def get_absolute_url(self) -> str:
        """The measure's page on the desk."""
        return reverse("conduct_measure", args=[self.pk])

    @property
    def is_removal(self) -> bool:
        """Whether the end of the appointment is proposed."""
        return self.kind == MeasureKind.REMOVAL
