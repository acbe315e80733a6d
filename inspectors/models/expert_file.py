"""The signed files of the exchange of experts: those sent to partner counties and those that came from them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import parties
from accounts.roles import COUNTY_ROLES
from core.models import Record, Workflowed, WorkflowedQuerySet
from inspectors.models.expert import Expert, PartnerCounty
from inspectors.workflow.expert import EXPERT_RECEIPT


class ExpertExportQuerySet(models.QuerySet):
    """Words for lists of files sent."""

    def visible_to(self, user: Any) -> Self:
        """All for the county."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class ExpertExport(Record):
    """A file for one partner county, kept as it was signed; the numbers of a partner's files have no gap."""

    partner = models.ForeignKey(PartnerCounty, models.PROTECT, related_name="exports", verbose_name=_("Partner county"))
    serial = models.PositiveIntegerField(_("File number"))
    content = models.TextField(_("Content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    fingerprint = models.CharField(_("Fingerprint of the key"), max_length=80)
    expires_on = models.DateField(_("Valid until"))
    with_phones = models.BooleanField(_("With telephone numbers"), default=False)
    experts = models.ManyToManyField(Expert, related_name="exports", verbose_name=_("Experts"))
    expert_count = models.PositiveIntegerField(_("Experts"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Made by"))

    objects = ExpertExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of experts")
        verbose_name_plural = _("files of experts")
        ordering = ("-created_at", "-id")
        constraints = [models.UniqueConstraint(fields=["partner", "serial"], name="expert_export_once")]

    def __str__(self) -> str:
        return f"{self.partner} {self.serial}"

    def get_absolute_url(self) -> str:
        """The file's page, with its downloads."""
        return reverse("expert_export", args=[self.pk])


class ExpertReceiptQuerySet(WorkflowedQuerySet):
    """Words for lists of files received."""

    def whole(self) -> Self:
        """With all that a page about one file received shows of its origin."""
        return self.select_related("partner", "received_by")

    def visible_to(self, user: Any) -> Self:
        """All for the county."""
        return self if user.has_role(*COUNTY_ROLES) else self.none()


class ExpertReceipt(Workflowed):
    """A file of a partner county whose signature held; the head of the office takes its experts in."""

    workflow = EXPERT_RECEIPT
    parties: ClassVar = {"office": parties.office, "office_head": parties.office_head}
    turn_title = F("partner__name")

    partner = models.ForeignKey(
        PartnerCounty, models.PROTECT, related_name="receipts", verbose_name=_("Partner county")
    )
    serial = models.PositiveIntegerField(_("File number"))
    content = models.TextField(_("Content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    file_name = models.CharField(_("File name"), max_length=200)
    made_at = models.DateTimeField(_("Made"))
    expires_on = models.DateField(_("Valid until"))
    expert_count = models.PositiveIntegerField(_("Experts"))
    counts = models.JSONField(_("What it changed"), default=dict, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Received by")
    )

    objects = ExpertReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a partner county")
        verbose_name_plural = _("files of partner counties")
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "serial"], condition=~Q(state="dropped"), name="expert_receipt_once"
            )
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="expert_receipt_state")]

    def __str__(self) -> str:
        return f"{self.partner} {self.serial}"

    def get_absolute_url(self) -> str:
        """The page of what the file would change, or has changed."""
        return reverse("expert_receipt", args=[self.pk])
