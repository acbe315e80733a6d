"""The annual plan in numbered versions, and its items: what is inspected, when, in which units (PLAN 二（一）2)."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.enums import OrganisationKind
from accounts.models import Organisation, Zone
from accounts.roles import ADMIN_ROLES, COUNTY_ROLES
from core.ids import time_ordered_uuid
from core.models import Record, Workflowed, WorkflowedQuerySet
from supervision.models.framework import Framework
from supervision.workflow.plan import ANNUAL_PLAN


class Mode(TextChoices):
    """The four modes of inspection (PLAN 二（二）4)."""

    COMPREHENSIVE = "comprehensive", _("Comprehensive inspection")
    SPECIAL = "special", _("Special inspection")
    REGULAR = "regular", _("Regular inspection")
    INTERNAL = "internal", _("Internal inspection")


class Ownership(TextChoices):
    """Which units an item of the plan means by who runs them."""

    ANY = "", _("Public and private")
    PUBLIC = "public", _("Public only")
    PRIVATE = "private", _("Private only")


# The states in which everybody who works with the platform reads a plan.
OPEN_PLAN = ("published", "revised")

# The states in which a plan has been decided; of these the newest that a reader sees is the one that holds for them.
STANDING_PLAN = ("published", "approved", "revised")


class AnnualPlanQuerySet(WorkflowedQuerySet):
    """Words for lists of annual plans."""

    def visible_to(self, user: Any) -> Self:
        """All for the county; published ones, and those that they replaced, for whoever else works here."""
        if user.has_role(*COUNTY_ROLES):
            return self
        if user.has_role(*ADMIN_ROLES) or not user.roles:
            return self.none()
        return self.filter(state__in=OPEN_PLAN)

    def standing_in(self, years: list[int], user: Any) -> Self:
        """The plans that hold in `years`, one a year, as far as `user` knows."""
        decided = self.visible_to(user).filter(year__in=years, state__in=STANDING_PLAN)
        return decided.order_by("year", "-version").distinct("year")

    def standing(self, year: int, user: Any) -> "Plan | None":
        """The plan of `year` that holds, as far as `user` knows: the newest version that was approved."""
        plan: Plan | None = next(iter(self.standing_in([year], user)), None)
        return plan


class Plan(Workflowed):
    """A version of the county's plan of inspections for one calendar year (督导计划)."""

    workflow = ANNUAL_PLAN
    parties = {"office": parties.office, "leader": parties.leader}
    turn_title = F("title")

    year = models.PositiveSmallIntegerField(_("Year"))
    version = models.PositiveSmallIntegerField(_("Version"), default=1)
    title = models.CharField(_("Title"), max_length=100)
    purpose = models.TextField(_("Purpose and principles"))
    gap_reason = models.TextField(_("Why units are left without a comprehensive inspection"), blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_on = models.DateField(_("Plan published on"), null=True, blank=True)

    objects = AnnualPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual plan")
        verbose_name_plural = _("annual plans")
        ordering = ("-year", "-version")
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state__in=["draft", "submitted"]), name="one_plan_in_work"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(title)s (version %(version)s)") % {"title": self.title, "version": self.version}

    def get_absolute_url(self) -> str:
        """The plan's page on the desk."""
        return reverse("annual_plan", args=[self.pk])


class PlanItemQuerySet(models.QuerySet):
    """Words for lists of items."""

    def visible_to(self, user: Any) -> Self:
        """Those of the plans that `user` reads."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def with_units(self) -> Self:
        """With the units by hand fetched, so that `covers` asks nothing more."""
        return self.select_related("zone", "township", "framework").prefetch_related("named_units", "left_out_units")


class PlanItem(Record):
    """One line of the plan: a mode, a name, a period, a framework, and the units by filter and by hand."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name=_("Plan"))
    line = models.UUIDField(default=time_ordered_uuid, editable=False, db_index=True)  # the same in every version
    order = models.PositiveSmallIntegerField(_("Order"), default=0)
    mode = models.CharField(_("Mode"), max_length=15, choices=Mode.choices)
    name = models.CharField(_("Name"), max_length=100)
    starts_on = models.DateField(_("Begins on"))
    ends_on = models.DateField(_("Ends on"))
    framework = models.ForeignKey(
        Framework, models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name=_("Framework")
    )
    matters = models.TextField(_("Matters"), help_text=_("One matter a line."))
    note = models.CharField(_("Note"), max_length=200, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=OrganisationKind.choices),
        default=list,
        blank=True,
        verbose_name=_("Kinds"),
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name=_("Zone")
    )
    township = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Township")
    )
    ownership = models.CharField(
        _("Public or private"), max_length=10, choices=Ownership.choices, default=Ownership.ANY, blank=True
    )
    named_units = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("Units by hand"))
    left_out_units = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("Units left out")
    )

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the plan")
        verbose_name_plural = _("items of the plan")
        ordering = ("order", "starts_on", "created_at")
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_item_dates")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The item's page on the desk."""
        return reverse("plan_item", args=[self.pk])

    @property
    def matter_list(self) -> list[str]:
        """The matters, one by one."""
        return [line.strip() for line in self.matters.splitlines() if line.strip()]

    @property
    def kind_names(self) -> list[str]:
        """The kinds in words."""
        return [str(OrganisationKind(kind).label) for kind in self.kinds]

    @property
    def has_filter(self) -> bool:
        """Whether the filter narrows anything; without one only the units by hand are meant."""
        return bool(self.kinds or self.zone_id or self.township_id or self.ownership)

    def where_units(self) -> Q:
        """The condition on units that this item covers; asks nothing where the units by hand were fetched before."""
        named = [unit.pk for unit in self.named_units.all()]
        chosen = Q(pk__in=named)
        if self.has_filter:
            chosen |= Q(**self._filter())
        return chosen & ~Q(pk__in=[unit.pk for unit in self.left_out_units.all()])

    def _filter(self) -> dict[str, Any]:
        found: dict[str, Any] = {"zone": self.zone_id, "township": self.township_id, "kind__in": self.kinds}
        found = {path: value for path, value in found.items() if value}
        return found | ({"is_private": self.ownership == Ownership.PRIVATE} if self.ownership else {})

    def units(self) -> models.QuerySet[Organisation]:
        """The units that this item covers now, by code."""
        return Organisation.objects.active().filter(self.where_units()).order_by("code")

    def covers(self, unit: Organisation) -> bool:
        """Whether `unit` is one of them; the same answer as `units`, without asking the database."""
        if any(unit.pk == other.pk for other in self.left_out_units.all()) or not unit.is_active:
            return False
        if any(unit.pk == other.pk for other in self.named_units.all()):
            return True
        return self.has_filter and all(
            (
                not self.kinds or unit.kind in self.kinds,
                self.zone_id is None or unit.zone_id == self.zone_id,
                self.township_id is None or unit.township_id == self.township_id,
                not self.ownership or unit.is_private == (self.ownership == Ownership.PRIVATE),
            )
        )

    def covers_any(self, units: Iterable[Organisation]) -> bool:
        """Whether one of `units` is covered."""
        return any(self.covers(unit) for unit in units)
