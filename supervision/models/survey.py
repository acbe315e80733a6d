"""Questionnaires: what is asked of whom, the classes that chance picked, and answers that name nobody (REG 19)."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES, Role
from core import calendar
from core.models import Record, Workflowed, WorkflowedQuerySet
from supervision.models.inspection import Inspection
from supervision.models.task import on_team
from supervision.workflow.survey import SURVEY


class Audience(TextChoices):
    """Whom a questionnaire asks (REG 19)."""

    PARENTS = "parents", _("Parents")
    PUPILS = "pupils", _("Pupils of age")
    TEACHERS = "teachers", _("Teachers")


class QuestionKind(TextChoices):
    """How a question of a questionnaire is answered."""

    SCALE = "scale", _("Satisfaction, 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("In a few words, if wanted")


class SchoolGrade(TextChoices):
    """The grades of kindergartens and schools, in the order in which classes are listed."""

    K1 = "k1", _("Kindergarten, junior")
    K2 = "k2", _("Kindergarten, middle")
    K3 = "k3", _("Kindergarten, senior")
    G1 = "g1", _("Grade 1")
    G2 = "g2", _("Grade 2")
    G3 = "g3", _("Grade 3")
    G4 = "g4", _("Grade 4")
    G5 = "g5", _("Grade 5")
    G6 = "g6", _("Grade 6")
    G7 = "g7", _("Grade 7")
    G8 = "g8", _("Grade 8")
    G9 = "g9", _("Grade 9")
    G10 = "g10", _("Senior grade 1")
    G11 = "g11", _("Senior grade 2")
    G12 = "g12", _("Senior grade 3")


TEXT_LENGTH = 300

# Pupils of these grades are fourteen as a rule; younger ones answer together with a parent.
OF_AGE = frozenset({SchoolGrade.G9, SchoolGrade.G10, SchoolGrade.G11, SchoolGrade.G12})


class SurveyTemplateQuerySet(models.QuerySet):
    """Words for lists of templates."""

    def visible_to(self, user: Any) -> Self:
        """The county and its inspectors read what is asked; the office alone changes it."""
        return self if user.has_role(*COUNTY_ROLES, Role.INSPECTOR) else self.none()


class SurveyTemplate(Record):
    """The office's questions for one audience; where there is none, the questions that the platform brings."""

    audience = models.CharField(_("Who answers"), max_length=10, choices=Audience.choices, unique=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SurveyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("questions of a questionnaire")
        verbose_name_plural = _("questions of questionnaires")
        ordering = ("audience",)

    def __str__(self) -> str:
        return str(self.get_audience_display())


class SurveyQuestion(Record):
    """One question of a template."""

    template = models.ForeignKey(SurveyTemplate, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("Order"))
    kind = models.CharField(_("How it is answered"), max_length=10, choices=QuestionKind.choices)
    text = models.CharField(_("Words of the question"), max_length=200)
    text_en = models.CharField(_("Question in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["template", "order"], name="survey_question_order")]

    def __str__(self) -> str:
        return self.text


class SurveyQuerySet(WorkflowedQuerySet):
    """Words for lists of questionnaires."""

    def whole(self) -> Self:
        """With all that a page about one questionnaire shows of its inspection."""
        return self.select_related("inspection__unit", "inspection__task")

    def visible_to(self, user: Any) -> Self:
        """Those of the inspections whose inner workings `user` may read; never the unit's own."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(inspection__in=Inspection.objects.inside_for(user))

    def closed(self) -> Self:
        """Those that take no more answers."""
        return self.filter(state="closed")


class Survey(Workflowed):
    """One round of questionnaires in one inspection.

    `classes` counts the classes of each grade; on opening `seed` is drawn and `picked` follows from both by
    `supervision.survey.picking`. `form` keeps the questions as they were then, `salt` is thrown away on closing with
    the traces of the devices, and `results` is what closing counted.
    """

    workflow = SURVEY
    parties = {
        "office": parties.office,
        "team_leader": lambda user: on_team(user, path="inspection__team", leading=True),
    }
    turn_title = F("inspection__task__name")
    turn_unit = F("inspection__unit__name")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="surveys", verbose_name=_("Inspection"))
    audiences = ArrayField(
        models.CharField(max_length=10, choices=Audience.choices), default=list, verbose_name=_("Who is asked")
    )
    classes = models.JSONField(_("Classes"), default=dict)
    seed = models.CharField(_("Seed"), max_length=64, blank=True, editable=False)
    picked = models.JSONField(_("Classes picked"), default=list, editable=False)
    form = models.JSONField(_("Questions"), default=dict, editable=False)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    results = models.JSONField(_("Results"), default=dict, editable=False)
    opened_on = models.DateField(_("Opened"), null=True, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["inspection"], condition=~Q(state="closed"), name="one_running_survey")
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="survey_newest"),
            models.Index(fields=["state", "-created_at"], name="survey_state"),
            models.Index(fields=["due_on"], name="survey_due", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return gettext("Questionnaire at %(unit)s") % {"unit": self.inspection.unit}

    def get_absolute_url(self) -> str:
        """The questionnaire's page on the desk."""
        return reverse("survey", args=[self.pk])

    @property
    def takes_answers(self) -> bool:
        """Whether an answer is taken today; the last day counts in full."""
        return self.state == "open" and (self.due_on is None or self.due_on >= calendar.today())


class SurveyGroup(Record):
    """One audience of one class (or the teachers), with the address that its QR code carries."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="groups")
    audience = models.CharField(_("Who answers"), max_length=10, choices=Audience.choices)
    grade = models.CharField(_("School grade"), max_length=4, blank=True)
    number = models.PositiveSmallIntegerField(_("Class"), default=0)
    order = models.PositiveSmallIntegerField(_("Order"), default=0)
    token = models.CharField(max_length=40, unique=True, editable=False)

    class Meta:
        verbose_name = _("group of a questionnaire")
        verbose_name_plural = _("groups of questionnaires")
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["survey", "audience", "grade", "number"], name="survey_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_audience_display()} {self.class_label}".strip()

    @property
    def class_label(self) -> str:
        """The class in words; empty for teachers, who are asked together."""
        return class_label(self.grade, self.number)

    @property
    def public_path(self) -> str:
        """The address of the public page."""
        return reverse("public_survey", args=[self.token])


def class_label(grade: str, number: int) -> str:
    """A class in words: 七年级3班; only its number where the school's classes are numbered through."""
    if not number:
        return ""
    if not grade:
        return gettext("Class %(number)s") % {"number": number}
    return gettext("%(grade)s, class %(number)s") % {"grade": SchoolGrade(grade).label, "number": number}


class SurveyAnswer(models.Model):
    """One filled-in questionnaire: which group, which day, what was ticked. Nobody and no device can be read off it.

    The key is random and the day has no hour, so that not even the order of the answers tells who gave which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(SurveyGroup, models.CASCADE, related_name="answers")
    answered_on = models.DateField(_("Date"), default=calendar.today)
    values = models.JSONField(_("Answers"), default=dict)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return str(self.answered_on)


class SurveyDevice(models.Model):
    """The trace that a device has answered: a salted hash, kept apart from the answers and deleted on closing."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="devices")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("device that answered")
        verbose_name_plural = _("devices that answered")
        constraints = [models.UniqueConstraint(fields=["survey", "audience", "digest"], name="one_answer_per_device")]

    def __str__(self) -> str:
        return self.digest[:8]
