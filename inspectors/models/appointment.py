"""Appointments: somebody is recommended, vetted rule by rule, publicised, appointed; and what others object."""

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.models import Organisation, Zone
from accounts.roles import COUNTY_ROLES, OFFICE_ROLES
from core import calendar
from core.ids import READABLE_LENGTH, readable_code
from core.models import Record, Waiting, Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.models.person import Person
from inspectors.workflow.appointment import APPOINTMENT, OBJECTION


class ObjectionFinding(TextChoices):
    """What came of an objection to an appointment."""

    FOUNDED = "founded", _("Founded")
    PARTLY = "partly", _("Partly founded")
    UNFOUNDED = "unfounded", _("Unfounded")


UNDER_WAY = ("recommended", "returned", "vetted", "publicised")


class AppointmentQuerySet(WorkflowedQuerySet):
    """Words for lists of appointments."""

    def whole(self) -> Self:
        """With all that a page about one appointment shows of its unit, zone and people."""
        return self.select_related("zone", "organisation", "recommended_by", "vetted_by", "inspector")

    def under_way(self) -> Self:
        """Those that have come to no end yet."""
        return self.filter(state__in=UNDER_WAY)

    def to_begin(self) -> Self:
        """Renewals that were decided and whose new term has not been entered on the roster yet."""
        return self.filter(state="appointed", is_renewal=True, begun_on=None, inspector__removed_at=None)

    def public(self) -> Self:
        """Those that everybody may read and object to."""
        return self.filter(state="publicised")

    def visible_to(self, user: Any) -> Self:
        """All for the county; whoever recommended, those who act for the unit that did, and the inspector renewed."""
        if user.has_role(*COUNTY_ROLES):
            return self
        mine = Q(recommended_by=user) | Q(inspector__user=user)
        if user.organisation_ids:
            mine |= Q(organisation__in=user.organisation_ids)
        return self.filter(mine)


class Appointment(Person, Workflowed):
    """One appointment (聘任): a candidate's facts, or the inspector whose term is renewed, and the term wanted."""

    workflow = APPOINTMENT
    parties = {
        "office": parties.office,
        "office_head": parties.office_head,
        "recommender": parties.person("recommended_by"),
    }
    turn_title = F("name")
    turn_unit = F("employer")
    deadline_fields: ClassVar[tuple[tuple[str, str], ...]] = (
        ("due_on", "due_basis"),
        ("publicity_until", "publicity_basis"),
    )

    inspector = models.ForeignKey(
        Inspector, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("Inspector")
    )
    is_renewal = models.BooleanField(_("Renewal"), default=False)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Zone"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Recommending unit")
    )
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Recommended by")
    )
    recommendation = models.TextField(_("Recommendation"), max_length=2000)
    round = models.PositiveSmallIntegerField(_("Round"), default=1)
    decision = models.CharField(_("Reason of the decision"), max_length=500, blank=True)
    vetted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    vetted_on = models.DateField(_("Vetted on"), null=True, blank=True)
    publicity_from = models.DateField(_("Publicised on"), null=True, blank=True)
    publicity_until = models.DateField(_("Publicised until"), null=True, blank=True)
    publicity_basis = models.JSONField(default=dict, blank=True, editable=False)
    appointed_on = models.DateField(_("Appointed on"), null=True, blank=True)
    begun_on = models.DateField(_("Entered on the roster"), null=True, blank=True)
    letter_number = models.CharField(_("Letter of appointment"), max_length=40, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["inspector"], condition=Q(state__in=UNDER_WAY), name="one_renewal_under_way"
            ),
            models.UniqueConstraint(
                fields=["identity"],
                condition=Q(state__in=UNDER_WAY) & ~Q(identity=""),
                name="one_recommendation_under_way",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="appointment_newest"),
            models.Index(fields=["state", "-created_at"], name="appointment_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The appointment's page on the desk."""
        return reverse("appointment", args=[self.pk])

    def get_public_url(self) -> str:
        """The page on the portal while it is publicised."""
        return reverse("public_appointment", args=[self.pk])

    @property
    def waits_to_begin(self) -> bool:
        """Whether it is a renewal that was decided and whose new term has not begun."""
        return self.state == "appointed" and self.is_renewal and self.begun_on is None

    @property
    def is_open_to_objections(self) -> bool:
        """Whether the days of publicity are running."""
        until = self.publicity_until
        return self.state == "publicised" and until is not None and until >= calendar.today()

    @property
    def appointable_from(self) -> dt.date | None:
        """The first day on which the head may appoint: the one after the publicity."""
        return self.publicity_until + calendar.ONE_DAY if self.publicity_until is not None else None

    @classmethod
    def turns(cls, user: Any) -> list[Waiting]:
        """As the table says; while the days of publicity run nobody is to act."""
        running = Q(state="publicised", publicity_until__gte=calendar.today())
        return [replace(waiting, where=waiting.where & ~running) for waiting in super().turns(user)]


class VettingLine(Record):
    """One rule of appointment held against a candidate: what it says, what the candidate has, kept or broken."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="lines")
    round = models.PositiveSmallIntegerField(_("Round"))
    ordinal = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=30)
    rule = models.CharField(_("Rule"), max_length=200)
    article = models.CharField(_("Basis"), max_length=80)
    has = models.CharField(_("What the candidate has"), max_length=200, blank=True)
    is_kept = models.BooleanField(_("Kept"))
    is_judged = models.BooleanField(_("Judged by a person"), default=False)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("vetting line")
        verbose_name_plural = _("vetting lines")
        ordering = ("round", "ordinal")
        constraints = [models.UniqueConstraint(fields=["appointment", "round", "key"], name="rule_vetted_once")]

    def __str__(self) -> str:
        return self.rule


class ObjectionQuerySet(WorkflowedQuerySet):
    """Words for lists of objections."""

    def whole(self) -> Self:
        """With all that a page about one objection shows of its appointment and answer."""
        return self.select_related("appointment", "answered_by")

    def visible_to(self, user: Any) -> Self:
        """The office alone: whoever objects is protected."""
        return self if user.has_role(*OFFICE_ROLES) else self.none()


class Objection(Workflowed):
    """What somebody says against an appointment while it is publicised; the name is optional and protected."""

    workflow = OBJECTION
    parties = {"office": parties.office}
    turn_title = F("appointment__name")
    turn_unit = F("appointment__employer")

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="objections", verbose_name=_("Appointment")
    )
    code = models.CharField(_("Receipt code"), max_length=READABLE_LENGTH, unique=True, default=readable_code)
    text = models.TextField(_("Objection"), max_length=2000)
    name = models.CharField(_("Your name"), max_length=40, blank=True)
    contact = models.CharField(_("Telephone or e-mail"), max_length=80, blank=True)
    finding = models.CharField(_("Finding"), max_length=10, choices=ObjectionFinding.choices, blank=True)
    answer = models.TextField(_("Answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to an appointment")
        verbose_name_plural = _("objections to appointments")
        ordering = ("created_at",)
        indexes = [models.Index(fields=["appointment", "created_at"], name="objections_to")]

    def __str__(self) -> str:
        return str(self.appointment)

    def get_absolute_url(self) -> str:
        """The objection's page on the desk."""
        return reverse("objection", args=[self.pk])

    def get_public_url(self) -> str:
        """Where whoever objected reads the answer."""
        return reverse("public_objection", args=[self.code])
