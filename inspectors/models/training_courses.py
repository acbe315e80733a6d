"""Training courses and their sessions, at which inspectors sign in by a code (INSP)."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.workflow.training import TRAINING_SESSION


class TrainingKind(TextChoices):
    """What a training is for (INSP)."""

    PRE_POST = "pre_post", _("Pre-post training")
    YEARLY = "yearly", _("Yearly training")


class TrainingMode(TextChoices):
    """How a training is held (INSP)."""

    CENTRALISED = "centralised", _("Centralised")
    ONLINE = "online", _("Online")
    SELF_STUDY = "self_study", _("Self-study")


def sign_in_code() -> str:
    """A new code for the address at which a session's participants sign in; it cannot be guessed."""
    return secrets.token_urlsafe(9)


class TrainingCourseQuerySet(models.QuerySet):
    """Words for lists of courses."""

    def visible_to(self, user: Any) -> Self:
        """Courses are planned by the office and open to the county."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class TrainingCourse(Record):
    """A course of training before the first post or of a year."""

    name = models.CharField(_("Course"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=TrainingKind.choices)
    mode = models.CharField(_("Mode of training"), max_length=12, choices=TrainingMode.choices)
    hours = models.DecimalField(_("Class hours"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0)])
    organiser = models.CharField(_("Organiser"), max_length=80)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TrainingCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=["-created_at", "-id"], name="course_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The course's page on the desk."""
        return reverse("training_course", args=[self.pk])


class TrainingSessionQuerySet(WorkflowedQuerySet):
    """Words for lists of sessions."""

    def whole(self) -> Self:
        """With all that a page about one session shows of its course."""
        return self.select_related("course")

    def visible_to(self, user: Any) -> Self:
        """As their courses."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class TrainingSession(Workflowed):
    """One day of a course at one place; whoever is there signs in on the phone."""

    workflow = TRAINING_SESSION
    parties: ClassVar = {"office": parties.office}
    turn_title = F("course__name")

    course = models.ForeignKey(
        TrainingCourse, models.PROTECT, related_name="sessions", verbose_name=_("Training course")
    )
    day = models.DateField(_("Day"))
    place = models.CharField(_("Place"), max_length=80)
    hours = models.DecimalField(_("Class hours"), max_digits=4, decimal_places=1)
    code = models.CharField(_("Sign-in code"), max_length=16, unique=True, default=sign_in_code, editable=False)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ("day", "created_at")
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="session_hours")]
        indexes = [models.Index(fields=["day"], name="session_day")]

    def __str__(self) -> str:
        return f"{self.course} {date_format(self.day)}"

    def get_absolute_url(self) -> str:
        """The session's page on the desk."""
        return reverse("training_session", args=[self.pk])

    @property
    def sign_in_path(self) -> str:
        """The short address behind the session's QR code."""
        return reverse("sign_in_training", args=[self.code])
