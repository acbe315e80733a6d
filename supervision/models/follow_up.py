"""What follows a problem of a regular visit, one of four ways by its gravity, and the answers to it (PLATE)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from core import calendar
from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from supervision.models.regular import MatterRating, RegularItem, RegularVisit, inside
from supervision.workflow.regular import FOLLOW_UP

# Somebody owes an answer in these states.
OWING = ("opened", "issued", "returned")
ENDED = ("registered", "closed")
ANSWERED_KINDS = (MatterRating.GENERAL, MatterRating.COMPLEX)
# The visited unit reads these; what went to the office or to a department stays with them.
TOLD_KINDS = (MatterRating.SMALL, MatterRating.GENERAL)


class FollowUpQuerySet(WorkflowedQuerySet):
    """Words for lists of follow-ups."""

    def whole(self) -> Self:
        """With all that a page about one follow-up shows of its visit, unit and people."""
        return self.select_related("unit", "inspector", "visit", "item", "department")

    def visible_to(self, user: Any) -> Self:
        """All for the county, the inspector's own, the zone's; the unit's advice; the letters to a department."""
        mine = inside(user)
        if mine is None:
            return self
        if user.organisation_ids:
            mine |= Q(unit__in=user.organisation_ids, kind__in=TOLD_KINDS)
            mine |= Q(department__in=user.organisation_ids, issued_on__isnull=False)
        return self.filter(mine)

    def open(self) -> Self:
        """Those that are neither closed nor on the ledger."""
        return self.exclude(state__in=ENDED)

    def overdue(self, *, at: Any) -> Self:
        """Those to which somebody should have answered before the day `at`."""
        return self.filter(state__in=OWING, due_on__lt=at)


def _of_kind(kind: str, party: Any, **further: Any) -> Any:
    """The party `party`, for follow-ups of one kind only, and under `further` conditions."""

    def only(user: Any) -> Q | None:
        condition = party(user)
        return None if condition is None else condition & Q(kind=kind, **further)

    return only


class FollowUp(Workflowed):
    """What is done about one problem of a visit."""

    workflow = FOLLOW_UP
    parties = {
        "office": parties.office,
        "author": parties.person("inspector__user"),
        "unit": _of_kind(MatterRating.GENERAL, parties.acts_for("unit")),
        "department": _of_kind(MatterRating.COMPLEX, parties.acts_for("department"), issued_on__isnull=False),
        "ledger_keeper": _of_kind(MatterRating.SERIOUS, parties.office),
        "letter_issuer": _of_kind(MatterRating.COMPLEX, parties.office),
    }
    turn_title = F("item__text")
    turn_unit = F("unit__name")

    item = models.OneToOneField(RegularItem, models.PROTECT, related_name="follow_up", verbose_name=_("Matter"))
    visit = models.ForeignKey(RegularVisit, models.PROTECT, related_name="follow_ups", verbose_name=_("Visit"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="follow_ups", verbose_name=_("Unit"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="follow_ups", verbose_name=_("Inspector"))
    kind = models.CharField(_("Gravity"), max_length=8, choices=MatterRating.choices)
    found = models.TextField(_("What was found"))
    advice = models.TextField(_("What is to be done"), blank=True)
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Department in charge")
    )
    number = models.CharField(_("Consultation letter"), max_length=40, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    outcome = models.TextField(_("How it ended"), blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="follow_up_list"),
            models.Index(fields=["unit", "-created_at", "-id"], name="follow_up_unit"),
            models.Index(fields=["state", "-created_at", "-id"], name="follow_up_state"),
            models.Index(fields=["kind", "-created_at", "-id"], name="follow_up_kind"),
            models.Index(fields=["due_on"], name="follow_up_owed", condition=Q(state__in=OWING)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"

    def get_absolute_url(self) -> str:
        """The follow-up's page on the desk."""
        return reverse("follow_up", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        """Whether an answer should have come before today."""
        return self.state in OWING and self.due_on is not None and self.due_on < calendar.today()

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """As the table says; an answer that did not come in time waits for the office too."""
        found = super().turns(user)
        if user.is_office:
            late = Q(state__in=OWING, kind__in=ANSWERED_KINDS, due_on__lt=calendar.today())
            found.append(Waiting(("office",), late))
        return found


class FollowUpAnswerQuerySet(models.QuerySet):
    """Words for lists of answers."""

    def visible_to(self, user: Any) -> Self:
        """Those of the follow-ups that `user` sees."""
        return self.filter(follow_up__in=FollowUp.objects.visible_to(user))


class FollowUpAnswer(Record):
    """One answer of the unit or the department; every round is kept, files are held by it."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="answers", verbose_name=_("Follow-up"))
    round = models.PositiveSmallIntegerField(_("Round"))
    text = models.TextField(_("Answer"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FollowUpAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a follow-up")
        verbose_name_plural = _("answers to follow-ups")
        ordering = ("-round",)
        constraints = [models.UniqueConstraint(fields=["follow_up", "round"], name="answer_round_once")]

    def __str__(self) -> str:
        return f"{self.follow_up} {self.round}"
