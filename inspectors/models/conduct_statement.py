"""What an inspector is asked to say on a matter, apart from the report, so that nothing of the reporter reaches it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.conduct import ConductReport
from inspectors.models.inspector import Inspector
from inspectors.workflow.conduct import CONDUCT_STATEMENT


class ConductStatementQuerySet(WorkflowedQuerySet):
    """Words for lists of statements."""

    def whole(self) -> Self:
        """With all that a page about one statement shows of its people."""
        return self.select_related("inspector", "asked_by")

    def visible_to(self, user: Any) -> Self:
        """The inspector's own, and those of reports that the person sees."""
        reports = ConductReport.objects.visible_to(user).values("pk")
        return self.filter(Q(inspector__user=user) | Q(report__in=reports))


class ConductStatement(Workflowed):
    """The matter as put to the inspector in the words of whoever inquires, and what the inspector says to it."""

    workflow = CONDUCT_STATEMENT
    parties: ClassVar[Any] = {
        "reported": lambda user: Q(inspector__user=user),
        "investigator": lambda user: Q(report__investigator=user) & ~Q(inspector__user=user),
    }
    turn_title = F("matter")

    report = models.ForeignKey(ConductReport, models.PROTECT, related_name="statements")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="conduct_statements")
    matter = models.TextField(_("Matter put to the inspector"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("Statement"), max_length=4000, blank=True)
    given_on = models.DateField(_("Stated on"), null=True, blank=True)

    objects = ConductStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement on a matter")
        verbose_name_plural = _("statements on matters")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(state="asked"), name="one_statement_asked")
        ]
        indexes = [models.Index(fields=["inspector", "-created_at"], name="statements_of_inspector")]

    def __str__(self) -> str:
        return self.matter[:40]

    def get_absolute_url(self) -> str:
        """The statement's page on the desk."""
        return reverse("conduct_statement", args=[self.pk])
