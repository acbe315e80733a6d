"""Rates of allowances by period, and the budget line of each year that pays them (PLAN 二（五）2)."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from inspectors.models.person import InspectorKind


class WorkKind(TextChoices):
    """What an inspector's recorded work consists of (domain §5)."""

    VISIT = "visit", _("Visit of an inspection")
    REGULAR_VISIT = "regular_visit", _("Regular visit")
    RECHECK = "recheck", _("Recheck")
    DESK_REVIEW = "desk_review", _("Review at the desk")
    REPORT = "report", _("Report written")


class RateBasis(TextChoices):
    """By what an allowance is counted (PLAN 二（五）2)."""

    VISIT = "visit", _("Per visit")
    DAY = "day", _("Per day")
    REPORT = "report", _("Per report")
    TRAVEL = "travel", _("Travel")


FROZEN = """
IF (NEW.basis, NEW.work, NEW.band, NEW.for_kind, NEW.amount, NEW.valid_from)
        IS DISTINCT FROM (OLD.basis, OLD.work, OLD.band, OLD.for_kind, OLD.amount, OLD.valid_from) THEN
    RAISE EXCEPTION 'a rate is never edited: end it and add a new period';
END IF;
RETURN NEW;
"""

DAYS = Func(
    "valid_from",
    "valid_until",
    RangeBoundary(inclusive_lower=True, inclusive_upper=True),
    function="daterange",
    output_field=DateRangeField(),
)


class AllowanceRateQuerySet(models.QuerySet):
    """Words for lists of rates."""

    def visible_to(self, user: Any) -> Self:
        """Open to the county and to the inspectors, who are paid by them."""
        return self if user.has_role(*COUNTY_ROLES, Role.INSPECTOR) else self.none()

    def overlapping(self, first: dt.date, last: dt.date | None) -> Self:
        """Those that hold on any of the days from `first` to `last` (None: without end)."""
        found = self.filter(Q(valid_until=None) | Q(valid_until__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)


class AllowanceRate(Record):
    """What one visit, day, report or journey is paid, in yuan, from a day on; a change is a new period."""

    basis = models.CharField(_("Paid"), max_length=8, choices=RateBasis.choices)
    work = models.CharField(_("Paid for"), max_length=16, choices=WorkKind.choices, blank=True)
    band = models.CharField(_("Distance band"), max_length=40, blank=True)
    townships = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("Townships"))
    for_kind = models.CharField(
        _("Kind of inspector"), max_length=10, choices=InspectorKind.choices, default=InspectorKind.PART_TIME
    )
    amount = models.DecimalField(_("Amount, yuan"), max_digits=8, decimal_places=2)
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    note = models.CharField(_("Document that sets it"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AllowanceRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate of allowance")
        verbose_name_plural = _("rates of allowances")
        ordering = ("basis", "work", "band", "-valid_from")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="rate_amount"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="rate_days"
            ),
            models.CheckConstraint(
                condition=Q(basis="travel", work="") | ~Q(basis="travel") & ~Q(work="") & Q(band=""), name="rate_for"
            ),
            # Bands that share a township are kept apart by the service, under its lock: they stand in another table.
            ExclusionConstraint(
                name="rate_once_at_a_time",
                expressions=[
                    ("for_kind", RangeOperators.EQUAL),
                    ("work", RangeOperators.EQUAL),
                    ("band", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rate_frozen", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Update, func=FROZEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.for_what} {self.amount}"

    def get_absolute_url(self) -> str:
        """The page of rates."""
        return reverse("allowance_rates")

    @property
    def for_what(self) -> str:
        """What the rate pays, in words."""
        if self.basis == RateBasis.TRAVEL:
            return f"{self.get_basis_display()} {self.band}".strip()
        return f"{self.get_work_display()} {self.get_basis_display()}"

    def is_valid(self, on: dt.date) -> bool:
        """Whether the rate holds on the day `on`."""
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)


class BudgetLineQuerySet(models.QuerySet):
    """Words for lists of budget lines."""

    def visible_to(self, user: Any) -> Self:
        """The county's."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class BudgetLine(Record):
    """What the county's budget holds for the inspectors' allowances of one year, in yuan."""

    year = models.PositiveSmallIntegerField(_("Year"), unique=True)
    name = models.CharField(_("Budget item"), max_length=80)
    amount = models.DecimalField(_("Amount, yuan"), max_digits=12, decimal_places=2)
    note = models.CharField(_("Document that sets it"), max_length=200, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ("-year",)
        constraints = [models.CheckConstraint(condition=Q(amount__gte=Decimal(0)), name="budget_amount")]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    def get_absolute_url(self) -> str:
        """The page of budget lines."""
        return reverse("budgets")
