"""The ledger (问题台账): every problem until it is struck off, and the rechecks that decide that."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, TextChoices, Value
from django.db.models.functions import Concat, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from core.models.pairs import letter_pairs, pairs_in
from inspectors.models import Inspector
from rectification.models.order import RectificationOrder, of_units
from rectification.workflow.problem import PROBLEM
from supervision.models import Finding, FollowUp, Indicator, Inspection, Severity
from supervision.models.task import on_team


class Source(TextChoices):
    """Where a problem comes from."""

    INSPECTION = "inspection", _("Inspection")
    REGULAR = "regular", _("Regular inspection")
    UPPER_LEVEL = "upper_level", _("Higher supervision body")


class RecheckResult(TextChoices):
    """What a recheck came to."""

    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")


# The unit has to do something; a deadline that passes in one of these states makes the problem overdue.
UNIT_OWES = ("ordered", "planned")

CLOSED = ("struck_off", "withdrawn")

OPEN = ("registered", "ordered", "planned", "reported", "rechecking")


# The ledger's filters about the unit.
UNIT_FILTERS = ("unit", "zone", "township", "kind")

# The ledger's filters that are one comparison each: the name in the address, and what it compares.
LEDGER_FILTERS = {
    "state": "state",
    "severity": "severity",
    "source": "source",
    "registered_from": "registered_on__gte",
    "registered_to": "registered_on__lte",
    "deadline_from": "deadline_on__gte",
    "deadline_to": "deadline_on__lte",
}


PAIRS = letter_pairs("text", "requirement")

FEW_UNITS = 300


def _of_units_asked(asked: Mapping[str, Any]) -> Q:
    """Problems of the units that answer the filters about units; one statement."""
    units = Organisation.objects.order_by()
    for name in ("zone", "township", "kind"):
        if asked.get(name):
            units = units.filter(**{name: asked[name]})
    (condition,) = _of_units([(units, asked.get("unit", ""))])
    return condition


def _of_units(wanted: Sequence[tuple[models.QuerySet[Organisation], str]]) -> list[Q]:
    """For each pair of units and words: problems of the unit called or coded so, else of all that are called alike.

    One statement for them all. A few units are named by their keys, for which an index is used; many are left to the
    database to join.
    """
    called = [units.filter(Q(name__contains=words) | Q(code=words)) for units, words in wanted]
    parts = [
        units.values_list(Value(place), "pk", "name", "code")[: FEW_UNITS + 1] for place, units in enumerate(called)
    ]
    found: list[list[tuple[Any, str, str]]] = [[] for _part in parts]
    for place, *unit in parts[0].union(*parts[1:], all=True) if parts else ():
        found[place].append(tuple(unit))
    conditions = []
    for (_units, words), units, rows in zip(wanted, called, found, strict=True):
        exactly = [pk for pk, name, code in rows if words in {name, code}]
        many = len(rows) > FEW_UNITS and not exactly
        keys: Any = units.values("pk") if many else exactly or [pk for pk, _name, _code in rows]
        conditions.append(Q(unit__in=keys))
    return conditions


def _saying(word: str) -> Q:
    """Problems that have `word` in their text or requirement.

    A word of two letters is a pair; of a longer one the pairs find the few that are then read.
    """
    pairs = pairs_in(word)
    read = Q(text__contains=word) | Q(requirement__contains=word)
    if len(word) == 2:
        return Q(pairs__contains=pairs)
    return Q(read, pairs__contains=pairs) if pairs else read


def _numbered(word: str) -> Q:
    """Problems with that ledger number, or with that ordinal in one of the last years."""
    if word.isdecimal():
        year = timezone.localdate().year
        return Q(number__in=[f"问题〔{each}〕{word}号" for each in range(year - 9, year + 1)])
    return Q(number__startswith=word) if word.startswith("问题〔") else Q(number=word)


@dataclass(frozen=True)
class DueBy:
    """A deadline in the shape that the tag `deadline` reads."""

    due_on: dt.date | None
    due_basis: dict[str, Any]


def _is_rechecker(user: Any) -> Q:
    return Q(pk__in=Recheck.objects.filter(inspector__user=user, recorded_at=None).values("problem"))


class ProblemQuerySet(WorkflowedQuerySet):
    """Words for the ledger."""

    def whole(self) -> Self:
        """With all that a step on one problem shows of its unit and order."""
        return self.select_related("unit__zone", "order")

    def visible_to(self, user: Any) -> Self:
        """All for the county; the unit's own once ordered; the team's, the finder's and the rechecker's."""
        if user.has_role(*COUNTY_ROLES):
            return self
        told = of_units(user) & ~Q(state__in=("registered", "withdrawn"))
        team = on_team(user, path="inspection__team")
        rechecks = Q(pk__in=Recheck.objects.filter(inspector__user=user).values("problem"))
        found = Q(found_by__in=Inspector.objects.filter(user=user).values("pk"))
        return self.filter(told | team | rechecks | found)

    def open(self) -> Self:
        """Problems that are neither struck off nor withdrawn."""
        return self.exclude(state__in=CLOSED)

    def matching(self, asked: Mapping[str, Any], *, at: dt.date) -> Self:
        """Problems that answer every filter of the ledger in `asked` (see `LEDGER_FILTERS`); `at` is today."""
        rows = self
        for name, lookup in LEDGER_FILTERS.items():
            if asked.get(name):
                rows = rows.filter(**{lookup: asked[name]})
        if any(asked.get(name) for name in UNIT_FILTERS):
            rows = rows.filter(_of_units_asked(asked))
        if asked.get("standing") == "overdue":
            rows = rows.overdue(at=at)
        elif asked.get("standing") == "open":
            rows = rows.open()
        if asked.get("q"):
            rows = rows.saying(asked["q"])
        return rows

    def saying(self, words: str) -> Self:
        """Problems whose number, text, requirement or unit has every one of `words` (the first three count)."""
        rows, asked = self.alias(pairs=PAIRS), words.split()[:3]
        units = [(Organisation.objects.order_by(), word) for word in asked]
        for word, of_the_units in zip(asked, _of_units(units), strict=True):
            rows = rows.filter(_saying(word) | _numbered(word) | of_the_units)
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

    workflow = PROBLEM
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
    follow_up = models.OneToOneField(
        FollowUp, models.PROTECT, null=True, blank=True, related_name="problem", verbose_name=_("Regular visit")
    )
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
            GinIndex(PAIRS, name="problem_pairs"),
            models.Index(
                fields=["-registered_on", "-id", "deadline_on"],
                name="problem_owed_list",
                condition=Q(state__in=("ordered", "planned")),
            ),
            models.Index(fields=["due_on", "state_since"], name="problem_turn", condition=Q(state__in=OPEN)),
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
