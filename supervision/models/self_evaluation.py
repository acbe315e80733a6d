"""A unit's self-evaluation indicator by indicator; evidence filed once and used again (REG 18, PLAN 二（二）4)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import Record
from supervision.models.desk_assignment import DeskAssignment
from supervision.models.framework import Indicator
from supervision.models.inspection import Inspection
from supervision.models.score import Scored


class ItemReview(TextChoices):
    """What the team makes of one item of a self-evaluation."""

    OPEN = "open", _("Not reviewed yet")
    AGREED = "agreed", _("Agreed")
    DOUBTED = "doubted", _("To be verified")


class SelfEvaluationItemQuerySet(models.QuerySet):
    """Words for lists of items."""

    def visible_to(self, user: Any) -> Self:
        """The unit's own; the county's and the team's once handed in; a reviewer's who was let in: those assigned."""
        seen = Q(inspection__unit__in=user.organisation_ids) if user.organisation_ids else Q(pk__in=())
        handed_in = Q(inspection__self_evaluated_on__isnull=False)
        seen |= handed_in & Q(inspection__in=Inspection.objects.inside_for(user))
        if user.task_ids:
            seen |= handed_in & Q(inspection__task__in=user.task_ids) & Q(Exists(DeskAssignment.of_item(user)))
        return self.filter(seen)

    def filled(self) -> Self:
        """Those with a text: what was done, or why the indicator does not hold here."""
        return self.exclude(text="")

    def unreviewed(self) -> Self:
        """The filled ones that the team has not reviewed yet (REG 18)."""
        return self.filled().filter(review=ItemReview.OPEN)


class SelfEvaluationItem(Scored):
    """What the unit says of itself at one indicator, its own value, and what the team makes of it."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="items")
    is_applicable = models.BooleanField(_("Applies to this unit"), default=True)
    text = models.TextField(_("Self-evaluation"), blank=True)
    review = models.CharField(
        _("Team's review"), max_length=10, choices=ItemReview.choices, default=ItemReview.OPEN, editable=False
    )
    review_note = models.TextField(_("Team's note"), blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("Reviewed"), null=True, editable=False)
    saved_at = models.DateTimeField(_("Last saved"), default=timezone.now, editable=False)

    objects = SelfEvaluationItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the self-evaluation")
        verbose_name_plural = _("items of the self-evaluation")
        constraints = [models.UniqueConstraint(fields=["inspection", "indicator"], name="self_evaluation_item_once")]

    def __str__(self) -> str:
        return f"{self.inspection} {self.indicator.code}"


class EvidenceQuerySet(models.QuerySet):
    """Words for lists of evidence."""

    def visible_to(self, user: Any) -> Self:
        """The unit's own; for others what stands at an item that they may read."""
        items = SelfEvaluationItem.objects.visible_to(user)
        seen = Q(uses__item__in=items)
        if user.organisation_ids:
            seen |= Q(unit__in=user.organisation_ids)
        return self.filter(pk__in=type(self)(self.model).filter(seen).values("pk"))


class Evidence(Record):
    """A document that a unit filed for an indicator; its files are held here once, however often it is used."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence", verbose_name=_("Unit"))
    inspection = models.ForeignKey(
        Inspection, models.SET_NULL, null=True, related_name="evidence", verbose_name=_("Filed for")
    )
    title = models.CharField(_("Title"), max_length=200)
    code = models.CharField(_("Code"), max_length=10)
    wording = models.CharField(_("Evidence asked for"), max_length=300, blank=True)
    wording_key = models.CharField(max_length=300, editable=False)
    school_year = models.PositiveSmallIntegerField(_("School year"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_on = models.DateField(_("Filed"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-filed_on", "-id")
        indexes = [models.Index(fields=["unit", "wording_key", "-filed_on"], name="evidence_offer")]

    def __str__(self) -> str:
        return self.title


class EvidenceUse(Record):
    """Evidence standing at an item: filed for it, or used again."""

    item = models.ForeignKey(SelfEvaluationItem, models.CASCADE, related_name="uses")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    is_reused = models.BooleanField(_("Used again"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("use of evidence")
        verbose_name_plural = _("uses of evidence")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(fields=["item", "evidence"], name="evidence_once_an_item"),
            models.UniqueConstraint(fields=["evidence"], condition=Q(is_reused=False), name="evidence_filed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.evidence}"
