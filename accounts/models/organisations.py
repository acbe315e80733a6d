"""Organisations of every kind, and the zones that schools and kindergartens stand in."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import CAMPUS_KINDS, GOVERNMENT_KINDS, OrganisationKind
from accounts.names import PlainName, plain_name
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from core.models.pairs import letter_pairs, unfolded_pairs


class ZoneQuerySet(models.QuerySet):
    """Words for lists of zones."""

    def open(self) -> Self:
        """Zones that have not been closed."""
        return self.filter(closed_on=None)


class Zone(Record):
    """A supervision zone (督学责任区): a handful of schools with a leader and a deputy."""

    number = models.PositiveSmallIntegerField(_("Number"), unique=True)
    name = models.CharField(_("Name"), max_length=40, unique=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Leader")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Deputy")
    )
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    close_reason = models.CharField(_("Reason for closing"), max_length=200, blank=True)

    objects = ZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ("number",)
        permissions = [("lead_zone", "May lead this zone")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The zone's page on the desk."""
        return reverse("zone", args=[self.pk])


NAME_PAIRS = letter_pairs("name")


def _called(words: str) -> Q:
    """Names that have `words`: an index finds two letters or more that look the same in either case."""
    pairs = unfolded_pairs(words)
    return Q(name__icontains=words, pairs__contains=pairs) if pairs else Q(name__icontains=words)


class OrganisationQuerySet(models.QuerySet):
    """Words for lists of organisations."""

    def active(self) -> Self:
        """Organisations that still exist."""
        return self.filter(is_active=True)

    def named(self, *names: str) -> Self:
        """Organisations of these names, however they are spelled; an empty name is nobody's."""
        wanted = {plain_name(name) for name in names} - {""}
        return self.alias(plain=PlainName("name")).filter(plain__in=wanted) if wanted else self.none()

    def called(self, words: str) -> Self:
        """Organisations with `words` in their name, in letters of either case."""
        return self.alias(pairs=NAME_PAIRS).filter(_called(words))

    def asked_for(self, words: str) -> Self:
        """Organisations with `words` in their name, or whose code begins so."""
        return self.alias(pairs=NAME_PAIRS).filter(_called(words) | Q(code__startswith=words))

    def campuses(self) -> Self:
        """Schools and kindergartens."""
        return self.filter(kind__in=CAMPUS_KINDS)

    def governments(self) -> Self:
        """Townships and county departments."""
        return self.filter(kind__in=GOVERNMENT_KINDS)

    def departments(self) -> Self:
        """County departments."""
        return self.filter(kind=OrganisationKind.DEPARTMENT)

    def visible_to(self, user: Any) -> Self:
        """Whose desk page `user` may open: all for the county and its inspectors, else one's own and the governed."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        mine = user.organisation_ids
        return self.filter(Q(pk__in=mine) | Q(governing__in=mine) | Q(township__in=mine))


class Organisation(Record):
    """A school, kindergarten, township, department or training body."""

    code = models.CharField(_("Unit code"), max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=80, unique=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=OrganisationKind.choices)
    is_private = models.BooleanField(_("Private"), default=False)
    is_large = models.BooleanField(
        _("Large"), default=False, help_text=_("Large schools need a full-time inspector of their own (1:1).")
    )
    is_member_unit = models.BooleanField(_("Member unit of the committee"), default=False)
    township = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="township_units", verbose_name=_("Township")
    )
    governing = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="governed_units",
        verbose_name=_("Governing department"),
    )
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("Zone"))
    classes = models.PositiveIntegerField(_("Classes"), null=True, blank=True)
    pupils = models.PositiveIntegerField(_("Pupils"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("Staff"), null=True, blank=True)
    contact_name = models.CharField(_("Person in charge or liaison"), max_length=40, blank=True)
    contact_phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("Exists"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("code",)
        permissions = [("act_for_organisation", "May act for this organisation")]
        indexes = [
            models.Index(fields=["kind", "code"], name="organisation_kind"),
            models.Index(fields=["zone", "code"], name="organisation_zone"),
            models.Index(fields=["township", "code"], name="organisation_township"),
            GinIndex(NAME_PAIRS, name="organisation_pairs"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The unit's page on the desk."""
        return reverse("unit", args=[self.pk])

    @property
    def is_campus(self) -> bool:
        """Whether it is a school or a kindergarten."""
        return self.kind in CAMPUS_KINDS

    @property
    def is_kindergarten(self) -> bool:
        """Whether it is a kindergarten."""
        return self.kind == OrganisationKind.KINDERGARTEN
