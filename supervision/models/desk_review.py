"""What reviewers make of a unit's evidence, and their questions to the unit (PLAN 二（二）4)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import parties
from core.models import Record, Workflowed, WorkflowedQuerySet
from supervision.models.inspection import Inspection
from supervision.models.score import Scored
from supervision.models.self_evaluation import SelfEvaluationItem
from supervision.models.task import on_team
from supervision.models.visit import Rating
from supervision.workflow.evidence import DESK_QUESTION


class DeskVerdict(TextChoices):
    """What a desk review comes to."""

    SUFFICES = "suffices", _("The evidence suffices")
    ON_SITE = "on_site", _("Check on site")
    INSUFFICIENT = "insufficient", _("The evidence is insufficient")


class DeskReviewQuerySet(models.QuerySet):
    """Words for lists of desk reviews."""

    def current(self) -> Self:
        """Those made after the unit last changed the item."""
        return self.filter(reviewed_at__gte=F("item__saved_at"))

    def proposals_left(self, inspection: Inspection) -> int:
        """How many ratings they propose that no inspector has accepted or replaced on a visit."""
        proposed = self.current().filter(item__inspection=inspection)
        proposed = proposed.exclude(points=None, grade="", is_met=None, measured=None)
        rated = Rating.objects.rated().filter(visit__inspection=inspection).values("indicator")
        return proposed.exclude(item__indicator__in=rated).values("item").distinct().count()


class DeskReview(Scored):
    """One reviewer's verdict on one item, and the rating it would give; it holds until the unit changes the item."""

    item = models.ForeignKey(SelfEvaluationItem, models.CASCADE, related_name="desk_reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="desk_reviews")
    verdict = models.CharField(_("Verdict"), max_length=12, choices=DeskVerdict.choices)
    note = models.TextField(_("Note"), blank=True)
    reviewed_at = models.DateTimeField(_("Reviewed"), default=timezone.now, editable=False)

    objects = DeskReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict at the desk")
        verbose_name_plural = _("verdicts at the desk")
        ordering = ("reviewed_at",)
        constraints = [models.UniqueConstraint(fields=["item", "reviewer"], name="desk_review_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.get_verdict_display()}"


class DeskQuestionQuerySet(WorkflowedQuerySet):
    """Words for lists of questions."""

    def whole(self) -> Self:
        """With all that a page about one question shows of its inspection, item and asker."""
        return self.select_related("inspection__unit", "inspection__task", "item__indicator", "asked_by")

    def visible_to(self, user: Any) -> Self:
        """The asked unit's, the county's and the team's; others see what they asked, while the task lets them in."""
        seen = Q(inspection__in=Inspection.objects.inside_for(user))
        if user.organisation_ids:
            seen |= Q(inspection__unit__in=user.organisation_ids)
        if user.task_ids:
            seen |= Q(asked_by=user, inspection__task__in=user.task_ids)
        return self.filter(seen)


class DeskQuestion(Workflowed):
    """A question to the unit about one item, with its answers; asked again until it is closed."""

    workflow = DESK_QUESTION
    parties = {
        "unit": parties.acts_for("inspection__unit"),
        "asker": lambda user: Q(asked_by=user) | on_team(user, path="inspection__team", leading=True),
    }
    turn_title = F("title")
    turn_unit = F("inspection__unit__name")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="desk_questions")
    item = models.ForeignKey(SelfEvaluationItem, models.CASCADE, related_name="questions")
    title = models.CharField(_("Question"), max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="desk_questions")

    objects = DeskQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question on the evidence")
        verbose_name_plural = _("questions on the evidence")
        ordering = ("created_at",)
        indexes = [models.Index(fields=["state", "due_on"], name="desk_question_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The question with its answers."""
        return reverse("desk_question", args=[self.pk])


class QuestionEntryQuerySet(models.QuerySet):
    """Words for lists of entries."""

    def visible_to(self, user: Any) -> Self:
        """Those of the questions that `user` sees."""
        return self.filter(question__in=DeskQuestion.objects.visible_to(user))


class QuestionEntry(Record):
    """One thing said in a question: by the reviewer, or by the unit, with files; never written over."""

    question = models.ForeignKey(DeskQuestion, models.CASCADE, related_name="entries")
    is_answer = models.BooleanField(default=False)
    text = models.TextField(_("Text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = QuestionEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a question")
        verbose_name_plural = _("entries of a question")
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.text[:60]
