"""Double-random draws: pools frozen with their hash, then a public seed, then the result (domain §3, §8)."""

import datetime as dt
import json
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core import calendar
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models import InspectorKind
from supervision.models.task import InspectionTask
from supervision.workflow.draw import DRAW


class SeedKind(TextChoices):
    """Where the public number of a draw comes from."""

    DICE = "dice", _("Dice thrown before witnesses")
    LOTTERY = "lottery", _("Published lottery numbers")


class ZoneRule(TextChoices):
    """Whether a draw sends inspectors into their own zone."""

    ANY = "any", _("Any zone")
    OWN = "own", _("Only the inspector's own zone")
    OTHER = "other", _("Never the inspector's own zone")


# What was published is never changed again, whoever writes; the state, the confirmation and a voiding still follow.
FROZEN = """
IF (OLD.pool <> '' AND (NEW.pool, NEW.pool_sha256, NEW.number, NEW.code, NEW.committed_at)
        IS DISTINCT FROM (OLD.pool, OLD.pool_sha256, OLD.number, OLD.code, OLD.committed_at))
    OR (OLD.seed <> '' AND (NEW.seed, NEW.seed_source, NEW.seed_at, NEW.witnesses, NEW.seeded_at)
        IS DISTINCT FROM (OLD.seed, OLD.seed_source, OLD.seed_at, OLD.witnesses, OLD.seeded_at))
    OR (OLD.result <> '' AND (NEW.result, NEW.result_sha256) IS DISTINCT FROM (OLD.result, OLD.result_sha256)) THEN
    RAISE EXCEPTION 'what a draw has published is frozen';
END IF;
RETURN NEW;
"""


class DrawQuerySet(WorkflowedQuerySet):
    """Words for lists of draws."""

    def whole(self) -> Self:
        """With all that a page about one draw shows of its task, its forerunner and who confirmed it."""
        return self.select_related("task", "redraw_of", "confirmed_by")

    def visible_to(self, user: Any) -> Self:
        """The county sees all; everybody else reads the public register."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()

    def public(self) -> Self:
        """Draws of the public register: all that were ever committed, voided ones too."""
        return self.exclude(number="")


class Draw(Workflowed):
    """One draw of units and of the inspectors who go there (双随机)."""

    workflow = DRAW
    parties = {"office": parties.office, "office_head": parties.office_head}
    turn_title = F("purpose")

    task = models.ForeignKey(
        InspectionTask, models.PROTECT, null=True, blank=True, related_name="draws", verbose_name=_("Task")
    )
    purpose = models.CharField(_("What is drawn, and what for"), max_length=100)
    first_on = models.DateField(_("First day on site"))
    last_on = models.DateField(_("Last day on site"))
    strata = models.JSONField(_("Strata"), default=list)
    included = models.JSONField(_("Always included"), default=list)
    excluded = models.JSONField(_("Not drawn from"), default=list)
    per_unit = models.PositiveSmallIntegerField(_("Inspectors for each unit"), default=3)
    zone_rule = models.CharField(_("Zone rule"), max_length=5, choices=ZoneRule.choices, default=ZoneRule.ANY)
    inspector_kinds = ArrayField(
        models.CharField(max_length=10, choices=InspectorKind.choices),
        default=list,
        blank=True,
        verbose_name=_("Kinds of inspector"),
    )
    inspector_zones = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("Zones of the inspectors")
    )
    result_public_on = models.DateField(_("Result published from"), null=True, blank=True)
    number = models.CharField(_("Number"), max_length=40, blank=True)
    code = models.SlugField(_("Code in the address"), max_length=20, blank=True)
    pool = models.TextField(_("Pools and parameters"), blank=True, editable=False)
    pool_sha256 = models.CharField(_("Hash of the pools"), max_length=64, blank=True, editable=False)
    committed_at = models.DateTimeField(_("Committed"), null=True, editable=False)
    seed_kind = models.CharField(_("Kind of seed"), max_length=7, choices=SeedKind.choices, blank=True)
    seed = models.CharField(_("Seed"), max_length=120, blank=True)
    seed_source = models.CharField(_("Source of the seed"), max_length=120, blank=True)
    seed_at = models.DateTimeField(_("When the seed came into being"), null=True)
    witnesses = models.JSONField(_("Witnesses"), default=list)
    seeded_at = models.DateTimeField(_("Seed entered"), null=True, editable=False)
    result = models.TextField(_("Result"), blank=True, editable=False)
    result_sha256 = models.CharField(_("Hash of the result"), max_length=64, blank=True, editable=False)
    drawn_at = models.DateTimeField(_("Drawn"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(_("Why it was voided"), blank=True)
    redraw_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="redraw", verbose_name=_("Redraw of")
    )
    redraw_reason = models.TextField(_("Why it is drawn again"), blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ("-created_at",)
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="draw_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="draw_state"),
            models.Index(fields=["-committed_at", "-id"], name="draw_register"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="draw_number_once"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="draw_code_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="draw_dates"),
            models.CheckConstraint(
                condition=Q(seed="") | Q(committed_at__lt=F("seed_at"), seed_at__lte=F("seeded_at")),
                name="seed_after_commit",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="draw_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="draw_frozen", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Update, func=FROZEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.purpose}".strip()

    def get_absolute_url(self) -> str:
        """The draw's page on the desk."""
        return reverse("draw", args=[self.pk])

    def get_public_url(self) -> str:
        """The draw's page in the public register, once it is committed."""
        return reverse("public_draw", args=[self.code]) if self.code else ""

    @property
    def content(self) -> dict[str, Any]:
        """The frozen pools and parameters; empty before the commit."""
        found: dict[str, Any] = json.loads(self.pool) if self.pool else {}
        return found

    @property
    def drawn_units(self) -> list[dict[str, Any]]:
        """The drawn units of the frozen result, by rank; empty before it."""
        found: list[dict[str, Any]] = json.loads(self.result)["units"] if self.result else []
        return found

    @property
    def public_from(self) -> dt.date | None:
        """From when everybody may see seed and result: for an unannounced task after its last day on site."""
        if self.task is None or self.task.is_announced:
            return self.result_public_on
        last = self.task.inspections.aggregate(last=models.Max("ends_on"))["last"] or self.task.ends_on
        day: dt.date = max(last, self.task.ends_on) + calendar.ONE_DAY
        return max(day, self.result_public_on or day)

    @property
    def is_result_public(self) -> bool:
        """Whether everybody may see seed and result today."""
        day = self.public_from
        return day is None or day <= calendar.today()
