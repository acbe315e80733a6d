"""Reports about the conduct of an inspector, with the reporter sealed (PLAN 二（四）5)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q, TextChoices
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Zone
from accounts.roles import OFFICE_ROLES, Role
from core.ids import READABLE_LENGTH, readable_code
from core.models import Workflowed, WorkflowedQuerySet
from inspectors.models.inspector import Inspector
from inspectors.sealing import keys_of, unseal
from inspectors.workflow.conduct import CONDUCT_REPORT


class ConductCategory(TextChoices):
    """What a report about an inspector is about."""

    GIFTS = "gifts", _("Took gifts, meals or money")
    ABUSE = "abuse", _("Abused the office, retaliated or disturbed the school's work")
    RUDE = "rude", _("Rude or uncivil")
    ABSENT = "absent", _("Did not come, or did not do the work")
    LEAKED = "leaked", _("Gave away what was to be kept secret")
    FALSE_RECORD = "false_record", _("Wrote a false record or favoured somebody")
    CONFLICT = "conflict", _("Should have kept away: relative or own interest")
    OTHER = "other", _("Other conduct")


class ConductSource(TextChoices):
    """From whom a report about an inspector came."""

    UNIT = "unit", _("A school or unit")
    PUBLIC = "public", _("Somebody of the public")
    OFFICE = "office", _("Found by the office")


class ConductFinding(TextChoices):
    """What an inquiry into an inspector's conduct came to."""

    UPHELD = "upheld", _("Report confirmed")
    NOT_UPHELD = "not_upheld", _("Report not confirmed")
    UNDECIDED = "undecided", _("Cannot be decided")


USER = settings.AUTH_USER_MODEL


def clear_of(user: Any) -> Q:
    """Rows about neither the person nor an inspector of a zone that the person leads, whatever roles the person has."""
    return ~Q(inspector__user=user) & ~Q(inspector__zone__leader=user) & ~Q(inspector__zone__deputy=user)


def known_or_clear(user: Any) -> Q:
    """While nobody knows whom a report is about, it may be about each inspector and each zone leader."""
    person = Exists(Inspector.objects.filter(user=user))
    leader = Exists(Zone.objects.filter(Q(leader=user) | Q(deputy=user)))
    return Q(inspector__isnull=False) | ~(Q(person) | Q(leader))


def conduct_office(user: Any) -> Q | None:
    """The office, but nobody whom the record may concern."""
    return clear_of(user) if user.has_role(*OFFICE_ROLES) else None


def conduct_head(user: Any) -> Q | None:
    """The head of the office; a leader of the committee where it is about a head."""
    if user.has_role(Role.OFFICE_HEAD):
        return clear_of(user)
    if user.has_role(Role.LEADER):
        return Q(inspector__user__roles__contains=[Role.OFFICE_HEAD]) & clear_of(user)
    return None


def _guarded(party: Any) -> Any:
    """The party for reports, which may be about somebody whom nobody knows yet."""

    def guarded(user: Any) -> Q | None:
        rows = party(user)
        return rows & known_or_clear(user) if rows is not None else None

    return guarded


def _handler(user: Any) -> Q:
    return Q(handler=user) & clear_of(user)


class ConductReportQuerySet(WorkflowedQuerySet):
    """Words for lists of reports about inspectors."""

    def whole(self) -> Self:
        """With all that a page about reports shows of their inspector, unit and handlers."""
        return self.select_related("inspector__zone", "unit", "handler", "investigator")

    def visible_to(self, user: Any) -> Self:
        """The office and whoever inquires; a leader for a head; never the inspector or the leader of their zone."""
        seen = Q(investigator=user)
        if user.has_role(*OFFICE_ROLES):
            return self.filter(clear_of(user), known_or_clear(user))
        head = conduct_head(user)
        return self.filter(seen | head if head is not None else seen, clear_of(user))

    def reported_by(self, user: Any) -> Self:
        """Those that the account itself sent in."""
        return self.filter(reporter_key__in=keys_of(user.pk))


class ConductReport(Workflowed):
    """What a unit, somebody of the public or the office says about an inspector's conduct."""

    workflow = CONDUCT_REPORT
    parties = {
        "conduct_office": _guarded(conduct_office),
        "conduct_head": _guarded(conduct_head),
        "conduct_handler": _handler,
        "conduct_answerer": lambda user: _handler(user) & ~Q(source=ConductSource.OFFICE),
        "conduct_filer": lambda user: _handler(user) & Q(source=ConductSource.OFFICE),
        "investigator": lambda user: Q(investigator=user) & clear_of(user),
    }
    turn_title = Coalesce(F("inspector__name"), F("inspector_words"))
    turn_unit = F("unit__name")

    inspector = models.ForeignKey(
        Inspector, models.PROTECT, null=True, blank=True, related_name="conduct_reports", verbose_name=_("Inspector")
    )
    inspector_words = models.CharField(_("Which inspector, in words"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("School concerned")
    )
    place = models.CharField(_("Place where it happened"), max_length=80, blank=True)
    category = models.CharField(_("What it is about"), max_length=20, choices=ConductCategory.choices)
    happened_on = models.DateField(_("Day on which it happened"), null=True, blank=True)
    text = models.TextField(_("What happened?"), max_length=2000)
    source = models.CharField(_("Reported by"), max_length=10, choices=ConductSource.choices)
    received_on = models.DateField(_("Report received on"))
    code = models.CharField(_("Receipt code"), max_length=READABLE_LENGTH, unique=True, default=readable_code)
    reporter_sealed = models.TextField(blank=True, editable=False)
    reporter_key = models.CharField(max_length=64, blank=True, editable=False)
    handler = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Handled by")
    )
    investigator = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Inquiry by")
    )
    refusal = models.TextField(_("Why it is not accepted"), max_length=1000, blank=True)
    finding = models.CharField(_("Outcome of the inquiry"), max_length=12, choices=ConductFinding.choices, blank=True)
    facts = models.TextField(_("Facts established by the inquiry"), max_length=4000, blank=True)
    decision = models.TextField(_("Decision on the report"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    answer = models.TextField(_("Answer to the reporter"), max_length=2000, blank=True)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)

    objects = ConductReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report about an inspector")
        verbose_name_plural = _("reports about inspectors")
        ordering = ("-created_at", "-id")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="conduct_newest"),
            models.Index(fields=["state", "-created_at"], name="conduct_state"),
            models.Index(fields=["inspector", "decided_on"], name="conduct_of_inspector"),
            models.Index(fields=["reporter_key"], name="conduct_reporter", condition=~Q(reporter_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} – {date_format(self.received_on, 'DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        """The report's page on the desk."""
        return reverse("conduct_report", args=[self.pk])

    def get_public_url(self) -> str:
        """Where whoever holds the receipt code follows the report."""
        return reverse("public_conduct_report", args=[self.code])

    def get_own_url(self) -> str:
        """The page for the account that sent it in."""
        return reverse("my_conduct_report", args=[self.pk])

    @property
    def about(self) -> str:
        """Whom it is about: the inspector, or the reporter's words as long as nobody knows."""
        return self.inspector.name if self.inspector is not None else self.inspector_words

    @property
    def has_reporter(self) -> bool:
        """Whether somebody gave a name or a way to be reached."""
        return bool(self.reporter_sealed)

    def reporter(self) -> dict[str, Any]:
        """Name, contact, unit and account of the reporter, unsealed: for the protected page and for answering only."""
        return unseal(self.reporter_sealed)
