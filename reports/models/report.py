"""Inspection reports: drafted from the ledger, approved, numbered, filed and published (REG 23, PLAN 二（三）1)."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record, Workflowed, WorkflowedQuerySet
from rectification.models import Problem
from reports.models.wording import PAIRS
from reports.workflow.report import INSPECTION_REPORT
from supervision.models import Inspection

PUBLIC_STATES = ("published", "withdrawn")


class InspectionReportQuerySet(WorkflowedQuerySet):
    """Words for lists of inspection reports."""

    def whole(self) -> Self:
        """With all that a page about one report shows of its inspection, unit and people."""
        return self.select_related(
            "unit__governing", "inspection__task__framework_version", "inspection__unit", "approved_by", "drafted_by"
        )

    def visible_to(self, user: Any) -> Self:
        """All for the county; others what is published, and inspectors what they inspected once it is issued."""
        if user.has_role(*COUNTY_ROLES):
            return self
        public = Q(state__in=PUBLIC_STATES)
        if user.has_role(Role.INSPECTOR):
            public |= Q(state__in=("issued", "filed")) & Q(inspection__in=Inspection.objects.visible_to(user))
        return self.filter(public)

    def public(self) -> Self:
        """What anybody may read: published reports, and withdrawn ones marked as such."""
        return self.filter(state__in=PUBLIC_STATES)


class InspectionReport(Workflowed):
    """The report on one inspection (督导报告), upward to the county government and to the public."""

    workflow = INSPECTION_REPORT
    parties = {"office": parties.office, "office_head": parties.office_head}
    turn_title = F("title")
    turn_unit = F("unit__name")

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="inspection_reports", verbose_name=_("Inspection")
    )
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="inspection_reports", verbose_name=_("Unit"))
    title = models.CharField(_("Title"), max_length=120)
    overview = models.TextField(_("How the inspection was carried out"))
    achievements = models.TextField(_("What was done well"), blank=True)
    advice = models.TextField(_("Advice"), blank=True)
    number = models.CharField(_("Document number"), max_length=40, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    filed_on = models.DateField(_("Filed with the higher body"), null=True, blank=True)
    filed_with = models.CharField(_("Filed with"), max_length=80, blank=True)
    published_at = models.DateTimeField(_("Published on"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("Reason for withdrawal"), blank=True)

    objects = InspectionReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection report")
        verbose_name_plural = _("inspection reports")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"], condition=~Q(state="withdrawn"), name="one_report_per_inspection"
            )
        ]
        indexes = [
            GinIndex(PAIRS, name="report_pairs"),
            models.Index(
                fields=["-published_at", "-id"], name="report_public", condition=Q(state__in=("published", "withdrawn"))
            ),
            models.Index(fields=["unit", "-published_at"], name="report_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("inspection_report", args=[self.pk])

    def get_public_url(self) -> str:
        """The report's page on the portal."""
        return reverse("public_report", args=[self.pk])


class ReportProblem(Record):
    """A problem as the report tells it: frozen on issue, tied to the ledger so that its state can be followed."""

    report = models.ForeignKey(InspectionReport, models.CASCADE, related_name="problems")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="report_problems", verbose_name=_("Problem"))
    order = models.PositiveSmallIntegerField(_("Order"))
    text = models.TextField(_("Problem, in the report's words"))

    class Meta:
        verbose_name = _("problem in a report")
        verbose_name_plural = _("problems in reports")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["report", "problem"], name="report_problem_once")]

    def __str__(self) -> str:
        return self.text[:60]
