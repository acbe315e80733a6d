"""Inspectors (督学): who they are, their term, and what hangs on it."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q, TextChoices
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Zone
from accounts.roles import COUNTY_ROLES, Role
from core.models import Record
from inspectors.models.person import Person


class EndGround(TextChoices):
    """Why an appointment ended (REG 6, 25; INSP)."""

    RESIGNED = "resigned", _("Resigned")
    TERM_OVER = "term_over", _("Term over, not renewed")
    TRANSFERRED = "transferred", _("Transferred or retired")
    DIED = "died", _("Died")
    OTHER = "other", _("Other reason")
    ABSENT = "absent", _("Dismissed: took no part in inspections without good reason")
    FALSIFIED = "falsified", _("Dismissed: falsified or favoured, so that results were not fair")
    ABUSED = "abused", _("Dismissed: abused the office, retaliated, or disturbed a unit's work")
    NEGLECTED = "neglected", _("Dismissed: neglected the duties to the harm of inspections")
    PUNISHED = "punished", _("Dismissed: disciplinary sanction or criminal punishment")
    INCOMPETENT = "incompetent", _("Dismissed: appraised as incompetent")
    CORRECTION = "correction", _("Taken off the roster")  # a correction of the roster, not an end with a ground


DISMISSALS = frozenset(
    {
        EndGround.ABSENT,
        EndGround.FALSIFIED,
        EndGround.ABUSED,
        EndGround.NEGLECTED,
        EndGround.PUNISHED,
        EndGround.INCOMPETENT,
    }
)

FORESEEN = frozenset({EndGround.RESIGNED, EndGround.TRANSFERRED, EndGround.OTHER})  # may be entered before its day


# On which day an inspector serves no more: the end of the term, or an end that the office entered ahead of it.
ENDS_ON = Least("term_until", "leaves_on")


def ends_by(day: dt.date) -> Q:
    """Whose term, or an end entered ahead of it, has come by `day`."""
    return Q(term_until__lte=day) | Q(leaves_on__lte=day)


class InspectorQuerySet(models.QuerySet):
    """Words for lists of inspectors."""

    def whole(self) -> Self:
        """With all that a page about one inspector shows of zone and account."""
        return self.select_related("zone", "user")

    def serving(self, *, on: dt.date) -> Self:
        """Inspectors on the roster whose term covers the day `on`, and who have not left by then."""
        return self.filter(removed_at=None, term_from__lte=on).exclude(ends_by(on))

    def visible_to(self, user: Any) -> Self:
        """All for the county, inspectors and zone leaders; units see those who come to them by other pages."""
        if user.has_role(*COUNTY_ROLES, Role.INSPECTOR, Role.ZONE_LEADER):
            return self
        return self.none()


class Inspector(Person, Record):
    """One inspector (督学)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="inspector",
        verbose_name=_("Account"),
    )
    certificate = models.CharField(_("Certificate number"), max_length=30, unique=True)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="inspectors", verbose_name=_("Zone")
    )
    is_trained = models.BooleanField(_("Pre-post training done"), default=False)
    removed_at = models.DateTimeField(_("Left the roster"), null=True, blank=True)
    removal_reason = models.TextField(_("Reason for leaving"), blank=True)
    # An end that the office entered before its day; carried through on that day, and empty otherwise.
    leaves_on = models.DateField(_("Leaves office on"), null=True, blank=True)
    leaving_ground = models.CharField(_("Ground"), max_length=20, choices=EndGround.choices, blank=True)
    leaving_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    leaving_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # In the QR code of the certificate; the database gives one to each row that was there before.
    certificate_code = models.UUIDField(unique=True, editable=False, default=uuid.uuid4, db_default=RandomUUID())

    objects = InspectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspector")
        verbose_name_plural = _("inspectors")
        ordering = ("certificate",)
        constraints = [
            models.UniqueConstraint(
                fields=["identity"],
                condition=~Q(identity=""),
                name="identity_once",
                violation_error_message=_("Another inspector has this identity number."),
            ),
            models.CheckConstraint(
                condition=Q(leaves_on=None, leaving_ground="", leaving_reason="", leaving_by=None)
                | (
                    Q(leaves_on__isnull=False, leaving_by__isnull=False) & ~Q(leaving_ground="") & ~Q(leaving_reason="")
                ),
                name="leaving_whole_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "certificate"], name="inspector_kind"),
            models.Index(fields=["zone", "certificate"], name="inspector_zone"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The inspector's page on the desk."""
        return reverse("inspector", args=[self.pk])

    def get_certificate_url(self) -> str:
        """The public page that the QR code of the certificate opens."""
        return reverse("public_certificate", args=[self.certificate_code])

    @property
    def ends_on(self) -> dt.date | None:
        """The day from which the inspector serves no more: the end of the term or one entered ahead; None for none."""
        return min((day for day in (self.term_until, self.leaves_on) if day is not None), default=None)

    def is_serving(self, on: dt.date) -> bool:
        """Whether the inspector's term covers the day `on`, and no end was entered that has come by then."""
        ended = self.ends_on is not None and self.ends_on <= on
        return self.removed_at is None and self.term_from <= on and not ended
