"""Appraisals of inspectors: yearly and at the end of a term, from figures to the grade and the reply (INSP)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.workflow.appraisal import APPRAISAL


class AppraisalKind(TextChoices):
    """When an inspector is appraised (INSP)."""

    YEARLY = "yearly", _("Yearly appraisal")
    END_OF_TERM = "end_of_term", _("Appraisal at the end of the term")


class AppraisalGrade(TextChoices):
    """What an appraisal comes to (INSP)."""

    EXCELLENT = "excellent", _("Excellent")
    COMPETENT = "competent", _("Competent")
    BASIC = "basic", _("Basically competent")
    INCOMPETENT = "incompetent", _("Incompetent")


class KeptKind(TextChoices):
    """What is asked of an inspector again and again, and counted whether it was kept (PLATE, INSP)."""

    COVERAGE = "coverage", _("Monthly visits to one's own schools")
    VISIT_IN_TIME = "visit_in_time", _("Visit records handed in in time")
    RECHECK_IN_TIME = "recheck_in_time", _("Rechecks done in time")
    REPORT_IN_TIME = "report_in_time", _("Opinions written in time")


class ConductFigure(TextChoices):
    """What an appraisal counts of conduct, once it is decided (INSP)."""

    UPHELD = "upheld", _("Reports about conduct upheld")
    MEASURES = "measures", _("Measures because of conduct")
    COMMENDED = "commended", _("Commendations given")


# From here on the inspector and the employer know the grade.
TOLD = ("told", "replied", "settled", "filed")

# From here on a grade stands, if only as a proposal; the figures are frozen with it.
GRADED = ("graded", "confirmed", *TOLD)


class AppraisalQuerySet(WorkflowedQuerySet):
    """Words for lists of appraisals."""

    def whole(self) -> Self:
        """With all that a page about one appraisal shows of its inspector, employer and graders."""
        return self.select_related("inspector__zone", "inspector__user", "graded_by", "confirmed_by", "employer_unit")

    def visible_to(self, user: Any) -> Self:
        """All for the county; an inspector's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspector__user=user)

    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.exclude(state="cancelled")

    def told(self) -> Self:
        """Those whose grade the inspector knows."""
        return self.filter(state__in=TOLD)


class Appraisal(Workflowed):
    """The appraisal (考核) of one inspector for a year or a term."""

    workflow = APPRAISAL
    parties: ClassVar = {
        "office": parties.office,
        "office_head": parties.office_head,
        "appraised": parties.person("inspector__user"),
    }
    turn_title = F("inspector__name")

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="appraisals", verbose_name=_("Inspector"))
    kind = models.CharField(_("Kind"), max_length=12, choices=AppraisalKind.choices)
    year = models.PositiveSmallIntegerField(_("Year"))
    period_from = models.DateField(_("Period from"))
    period_until = models.DateField(_("Last day of the period"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("Self-summary"), blank=True)
    summary_on = models.DateField(_("Self-summary handed in on"), null=True, blank=True)
    figures = models.JSONField(_("Figures"), default=list, blank=True)
    figures_on = models.DateField(_("Figures as of"), null=True, blank=True)
    grade = models.CharField(_("Appraisal grade"), max_length=12, choices=AppraisalGrade.choices, blank=True)
    reasons = models.TextField(_("Reasons of the grade"), blank=True)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Graded by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Confirmed by")
    )
    confirmed_on = models.DateField(_("Confirmed on"), null=True, blank=True)
    told_on = models.DateField(_("Told on"), null=True, blank=True)
    employer = models.CharField(_("Employer told"), max_length=80, blank=True)
    employer_unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Employer's account")
    )
    notice_number = models.CharField(_("Number of the notice"), max_length=40, blank=True)
    reply = models.TextField(_("Reply"), blank=True)
    replied_on = models.DateField(_("Replied on"), null=True, blank=True)
    answer = models.TextField(_("Answer of the office"), blank=True)
    form_number = models.CharField(_("Number of the form"), max_length=40, blank=True)
    filed_on = models.DateField(_("Filed on"), null=True, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "kind", "year"], condition=~Q(state="cancelled"), name="appraisal_once"
            ),
            models.CheckConstraint(condition=Q(period_until__gte=F("period_from")), name="appraisal_period"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="appraisal_newest"),
            models.Index(fields=["year", "kind", "grade"], name="appraisal_year"),
            models.Index(fields=["state", "-created_at"], name="appraisal_state"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} – {self.title}"

    def get_absolute_url(self) -> str:
        """The appraisal's page on the desk."""
        return reverse("appraisal", args=[self.pk])

    @property
    def title(self) -> str:
        """What the appraisal is called, in the page's language: kind and year."""
        if self.kind == AppraisalKind.END_OF_TERM:
            return gettext("Appraisal at the end of the term, %(year)s") % {"year": self.year}
        return gettext("Yearly appraisal of %(year)s") % {"year": self.year}

    @property
    def is_told(self) -> bool:
        """Whether the inspector and the employer know the grade."""
        return self.state in TOLD

    @property
    def is_failed(self) -> bool:
        """Whether the told grade is a ground for dismissal (INSP)."""
        return self.is_told and self.grade == AppraisalGrade.INCOMPETENT

    def shows_grade_to(self, user: Any) -> bool:
        """Whether `user` reads grade and reasons now: the county as soon as they stand, the inspector once told."""
        return bool(self.grade) and (self.is_told or user.has_role(*COUNTY_ROLES))
