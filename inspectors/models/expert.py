"""Experts (专家库): who may be asked, about what, from which county, until when (PLAN 二（四）4)."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES, Role
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors import exchange
from inspectors.models.person import Education
from inspectors.workflow.expert import EXPERT


class ExpertCategory(TextChoices):
    """What an expert of the pool is asked about (PLAN 二（四）4); the codes are part of the exchange format."""

    PRESCHOOL = "preschool", _("Preschool education")
    COMPULSORY = "compulsory", _("Compulsory education")
    SENIOR_HIGH = "senior_high", _("Senior high school education")
    VOCATIONAL = "vocational", _("Vocational education")
    PRIVATE = "private", _("Private education")
    SPECIAL = "special", _("Special education")
    MONITORING = "monitoring", _("Monitoring and statistics")
    FINANCE = "finance", _("Finance and audit")
    SAFETY = "safety", _("Safety and health")
    LAW = "law", _("Law")
    OTHER = "other", _("Other field")


class PartnerCountyQuerySet(models.QuerySet):
    """Words for lists of partner counties."""

    def visible_to(self, user: Any) -> Self:
        """All for the county."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class PartnerCounty(Record):
    """A county that experts are exchanged with, and the key with which it signs its files."""

    code = models.CharField(_("County code"), max_length=12, unique=True)
    name = models.CharField(_("County name"), max_length=40)
    public_key = models.CharField(_("Public key"), max_length=44)
    is_active = models.BooleanField(_("Experts are exchanged"), default=True)

    objects = PartnerCountyQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner county")
        verbose_name_plural = _("partner counties")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the exchange, which shows all partners."""
        return reverse("expert_exchange")

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the partner's key."""
        return exchange.fingerprint(self.public_key)


class ExpertQuerySet(WorkflowedQuerySet):
    """Words for lists of experts."""

    def whole(self) -> Self:
        """With all that a page about one expert shows of origin, account and proposal."""
        return self.select_related("partner", "user", "proposed_by")

    def available(self, *, on: dt.date) -> Self:
        """Members of the pool whose term covers the day `on`; both ends are days of the term."""
        return self.filter(state="selected", term_from__lte=on, term_until__gte=on)

    def ending(self, *, on: dt.date, days: int) -> Self:
        """Members whose term ends within `days` from the day `on`."""
        return self.filter(state="selected", term_until__range=(on, on + dt.timedelta(days=days)))

    def visible_to(self, user: Any) -> Self:
        """All for the county; an expert's own entry."""
        if user.has_role(*COUNTY_ROLES):
            return self
        return self.filter(user=user)


class Expert(Workflowed):
    """One expert of the pool: the county's own, or one that a partner county sent (`partner`, `foreign_id`)."""

    workflow = EXPERT
    parties: ClassVar = {
        "office": parties.office,
        "office_head": parties.office_head,
        "pool_head": lambda user: Q(partner=None) if user.has_role(Role.OFFICE_HEAD) else None,
        "pool_keeper": lambda user: Q(partner=None) if user.has_role(*OFFICE_ROLES) else None,
    }
    turn_title = F("name")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="expert",
        verbose_name=_("Account"),
    )
    name = models.CharField(_("Full name"), max_length=40)
    gender = models.CharField(_("Gender"), max_length=4, blank=True)
    employer = models.CharField(_("Employer"), max_length=80)
    title = models.CharField(_("Professional title"), max_length=40, blank=True)
    education = models.CharField(_("Education"), max_length=10, choices=Education.choices, blank=True)
    specialities = models.CharField(_("Specialities"), max_length=80, blank=True)
    categories = ArrayField(models.CharField(max_length=20, choices=ExpertCategory.choices), verbose_name=_("Fields"))
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    consents = models.BooleanField(_("Agrees that partner counties are given the telephone number"), default=False)
    grounds = models.CharField(_("Why the expert is proposed"), max_length=200, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(
        PartnerCounty, models.PROTECT, null=True, blank=True, related_name="experts", verbose_name=_("Partner county")
    )
    foreign_id = models.CharField(_("Key in the partner county"), max_length=40, blank=True, editable=False)
    term_from = models.DateField(_("First day of the term"), null=True, blank=True)
    term_until = models.DateField(_("Last day of the term"), null=True, blank=True)
    terms = models.PositiveSmallIntegerField(_("Terms so far"), default=0)
    state_reason = models.CharField(_("Reason"), max_length=200, blank=True)
    suspended_reason = models.CharField(_("Why suspended here"), max_length=200, blank=True)
    note = models.TextField(_("Local note"), blank=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "employer"],
                condition=Q(partner=None),
                name="expert_once",
                violation_error_message=_("An expert of this name and employer is in the pool's register already."),
            ),
            models.UniqueConstraint(
                fields=["partner", "foreign_id"], condition=~Q(partner=None), name="partner_expert_once"
            ),
            models.CheckConstraint(condition=Q(term_until__gte=F("term_from")), name="expert_term"),
        ]
        indexes = [
            models.Index(fields=["state", "term_until"], name="expert_state_term"),
            models.Index(fields=["name", "id"], name="expert_by_name"),
            GinIndex(fields=["categories"], name="expert_categories"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The expert's page on the desk."""
        return reverse("expert", args=[self.pk])

    @property
    def category_words(self) -> str:
        """The fields in words, one after the other."""
        return str(_("、")).join(str(ExpertCategory(code).label) for code in self.categories)

    @property
    def first_day(self) -> dt.date:
        """The first day of the term; for one who never had a term, a day that never comes."""
        return self.term_from or dt.date.max

    @property
    def last_day(self) -> dt.date:
        """The last day of the term; for one who never had a term, a day long past."""
        return self.term_until or dt.date.min

    def is_available(self, on: dt.date) -> bool:
        """Whether the expert is in the pool and within the term on the day `on`."""
        return self.state == "selected" and self.first_day <= on <= self.last_day
