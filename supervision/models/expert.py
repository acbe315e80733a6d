"""To which tasks experts of the pool were invited: kept after the grant itself has ended (PLAN 二（四）4)."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import Record
from inspectors.models import Expert
from supervision.models.task import InspectionTask


class ExpertGrade(TextChoices):
    """How an expert worked on a task, in the words of whoever worked with them."""

    EXCELLENT = "excellent", _("Did excellent work")
    GOOD = "good", _("Did good work")
    WEAK = "weak", _("Did weak work")


DONE = ("concluded", "archived", "cancelled")


class ExpertInvitationQuerySet(models.QuerySet):
    """Words for lists of invitations."""

    def open(self, *, on: dt.date) -> Self:
        """Invitations by which an expert is on a task on the day `on`."""
        return self.filter(ended_on=None, until__gte=on)

    def over(self, *, on: dt.date) -> Self:
        """Invitations whose work is done on the day `on`: ended, past the last day, or with the task."""
        ended = models.Q(ended_on__isnull=False) | models.Q(until__lt=on)
        return self.filter(ended | models.Q(task__state__in=DONE))


class ExpertInvitation(Record):
    """An expert was asked to work on a task from the day of the invitation until the day `until`."""

    task = models.ForeignKey(InspectionTask, models.PROTECT, related_name="expert_invitations", verbose_name=_("Task"))
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="invitations", verbose_name=_("Expert"))
    purpose = models.CharField(_("What the expert is asked to do"), max_length=200, blank=True)
    since = models.DateField(_("First day"))
    until = models.DateField(_("Last day"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(_("Ended on"), null=True, blank=True)
    end_reason = models.CharField(_("Reason"), max_length=200, blank=True)
    grade = models.CharField(_("Grade"), max_length=10, choices=ExpertGrade.choices, blank=True)
    assessment = models.CharField(_("What the expert contributed"), max_length=200, blank=True)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assessed_on = models.DateField(_("Assessed on"), null=True, blank=True)

    objects = ExpertInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation of an expert")
        verbose_name_plural = _("invitations of experts")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "expert"], condition=models.Q(ended_on=None), name="expert_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert} – {self.task}"

    def is_over(self, on: dt.date) -> bool:
        """Whether the work is done on the day `on`, as `over` says."""
        return self.ended_on is not None or self.until < on or self.task.state in DONE
