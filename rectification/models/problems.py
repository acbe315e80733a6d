"""The ledger (问题台账): every problem until it is struck off, and the rechecks that decide that."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from inspectors.models import Inspector
from rectification import workflow
from rectification.enums import RecheckResult, Source
from rectification.models.orders import RectificationOrder, of_units
from supervision.enums import Severity
from supervision.models import Finding, Indicator, Inspection
from supervision.models.tasks import on_team

# The unit has to do something; a deadline that passes in one of these states makes the problem overdue.
UNIT_OWES = ("ordered", "planned")
CLOSED = ("struck_off", "withdrawn")


# The ledger's filters that are one comparison each: the name in the address, and what it compares.
LEDGER_FILTERS = {
    "state": "state",
    "severity": "severity",
    "source": "source",
    "kind": "unit__kind",
    "zone": "unit__zone",
    "township": "unit__township",
    "registered_from": "registered_on__gte",
    "registered_to": "registered_on__lte",
    "deadline_from": "deadline_on__gte",
    "deadline_to": "deadline_on__lte",
}


def units_called(words: str) -> models.QuerySet[Organisation]:
    """Units that have `words` in their name or are coded so."""
    return Organisation.objects.filter(Q(name__contains=words) | Q(code=words)).order_by()


@dataclass(frozen=True)
class DueBy:
    """A deadline in the shape that the tag `deadline` reads."""

    due_on: dt.date | None
    due_basis: dict[str, Any]


def _is_rechecker(user: Any) -> Q:
    return Q(pk__in=Recheck.objects.filter(inspector__user=user, recorded_at=None).values("problem"))


class ProblemQuerySet(WorkflowedQuerySet):
    """Words for the ledger."""

    def visible_to(self, user: Any) -> Self:
        """All for the county; the unit's own once ordered; the team's and the rechecker's."""
        if user.has_role(*COUNTY_ROLES):
            return self
        told = of_units(user) & ~Q(state__in=("registered", "withdrawn"))
        team = on_team(user, path="inspection__task")
        rechecks = Q(pk__in=Recheck.objects.filter(inspector__user=user).values("problem"))
        return self.filter(told | team | rechecks)

    def open(self) -> Self:
        """Problems that are neither struck off nor withdrawn."""
        return self.exclude(state__in=CLOSED)

    def matching(self, asked: Mapping[str, Any], *, at: dt.date) -> Self:
        """Problems that answer every filter of the ledger in `asked` (see `LEDGER_FILTERS`); `at` is today."""
        rows = self
        for name, lookup in LEDGER_FILTERS.items():
            if asked.get(name):
                rows = rows.filter(**{lookup: asked[name]})
        if asked.get("unit"):
            named = Organisation.objects.filter(name=asked["unit"])
            rows = rows.filter(unit__in=named if named.exists() else units_called(asked["unit"]))
        if asked.get("standing") == "overdue":
            rows = rows.overdue(at=at)
        elif asked.get("standing") == "open":
            rows = rows.open()
        if asked.get("q"):
            rows = rows.saying(asked["q"])
        return rows

    def saying(self, words: str) -> Self:
        """Problems whose number, text, requirement or unit has every one of `words`."""
        rows = self
        for word in words.split():
            told = Q(text__contains=word) | Q(requirement__contains=word) | Q(number__contains=word)
            rows = rows.filter(told | Q(unit__in=units_called(word)))
        return rows

    def overdue(self, *, at: dt.date) -> Self:
        """Problems that the unit should have put right before the day `at`."""
        return self.filter(state__in=UNIT_OWES, deadline_on__lt=at)


class Reminded(models.Model):
    """What the reminder sweep remembers: for which deadline, and how many days from it, the last reminder went out."""

    reminded_for = models.DateField(null=True, editable=False)
    reminded_offset = models.SmallIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class Problem(Reminded, Workflowed):
    """One problem on the ledger."""

    workflow = workflow.PROBLEM
    parties = {
        "office": parties.office,
        "office_head": parties.office_head,
        "unit": parties.acts_for("unit"),
        "rechecker": _is_rechecker,
    }
    turn_title = Concat(F("number"), Value(" "), Left("text", 60))
    turn_unit = F("unit__name")
    deadline_fields = (("due_on", "due_basis"), ("deadline_on", "deadline_basis"))

    number = models.CharField(_("Ledger number"), max_length=40, unique=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="problems", verbose_name=_("Unit"))
    source = models.CharField(_("Source"), max_length=12, choices=Source.choices)
    source_note = models.CharField(_("Source, in words"), max_length=100, blank=True)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("Inspection")
    )
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="problems")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("Indicator")
    )
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_problems", verbose_name=_("Lead unit")
    )
    found_by = models.ForeignKey(
        Inspector, models.PROTECT, null=True, blank=True, related_name="found_problems", verbose_name=_("Found by")
    )
    text = models.TextField(_("Problem"))
    requirement = models.TextField(_("What is to be done"))
    severity = models.CharField(_("Severity"), max_length=10, choices=Severity.choices)
    order = models.ForeignKey(
        RectificationOrder, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("Order")
    )
    registered_on = models.DateField(_("Registered on"))
    deadline_on = models.DateField(_("To be put right by"), null=True, blank=True)
    deadline_basis = models.JSONField(default=dict, blank=True, editable=False)
    struck_off_on = models.DateField(_("Struck off on"), null=True, blank=True)
    failed_rechecks = models.PositiveSmallIntegerField(_("Failed rechecks"), default=0)
    urging_proposed_for = models.DateField(null=True, editable=False)
    published_at = models.DateTimeField(_("Published on"), null=True, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ("-registered_on", "-id")
        indexes = [
            models.Index(fields=["-registered_on", "-id"], name="problem_list"),
            models.Index(fields=["unit", "-registered_on", "-id"], name="problem_unit"),
            models.Index(fields=["state", "-registered_on", "-id"], name="problem_state"),
            models.Index(fields=["severity", "-registered_on", "-id"], name="problem_severity"),
            models.Index(fields=["source", "-registered_on", "-id"], name="problem_source"),
            models.Index(
                fields=["deadline_on", "id"], name="problem_owed", condition=Q(state__in=("ordered", "planned"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:40]}"

    def get_absolute_url(self) -> str:
        """The problem's page on the desk."""
        return reverse("problem", args=[self.pk])

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """As the table says; what stands in a drafted order waits with that order, not once more by itself."""
        bundled = Q(state="registered", order__isnull=False)
        return [replace(waiting, where=waiting.where & ~bundled) for waiting in super().turns(user)]

    @property
    def deadline(self) -> "DueBy":
        """The day by which it is to be put right, as the tag `deadline` wants it."""
        return DueBy(self.deadline_on, self.deadline_basis)

    @property
    def owes(self) -> bool:
        """Whether the unit has to do something about it now."""
        return self.state in UNIT_OWES

    def is_overdue(self, on: dt.date) -> bool:
        """Whether the unit should have put it right before the day `on`."""
        return self.owes and self.deadline_on is not None and self.deadline_on < on


class RecheckQuerySet(models.QuerySet):
    """Words for lists of rechecks."""

    def visible_to(self, user: Any) -> Self:
        """Those of the problems that `user` sees."""
        return self.filter(problem__in=Problem.objects.visible_to(user))


class Recheck(Record):
    """A look on site by another inspector than the one who found the problem (REG 22)."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="rechecks", verbose_name=_("Problem"))
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="rechecks", verbose_name=_("Inspector"))
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    held_on = models.DateField(_("Date on site"), null=True, blank=True)
    note = models.TextField(_("What was seen"), blank=True)
    result = models.CharField(_("Result"), max_length=8, choices=RecheckResult.choices, blank=True)
    recorded_at = models.DateTimeField(_("Recorded"), null=True, blank=True)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("recheck")
        verbose_name_plural = _("rechecks")
        ordering = ("created_at",)
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(recorded_at=None), name="one_open_recheck")
        ]

    def __str__(self) -> str:
        return f"{self.problem.number} {self.inspector}"
