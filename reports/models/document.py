"""The register of official documents: content frozen on issue, PDF frozen with its hash, receipt by the unit."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, TextChoices
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import COUNTY_ROLES
from core.models import Record, StoredFile
from inspectors.models import Appointment, Appraisal, ConductMeasure
from reports.models.wording import PAIRS
from supervision.models import Inspection


class BuildState(TextChoices):
    """Where the PDF of an official document stands."""

    QUEUED = "queued", _("Waiting to be built")
    BUILDING = "building", _("Being built")
    BUILT = "built", _("Built and frozen")
    FAILED = "failed", _("Could not be built")


# Documents about an appraisal, which the person reads too.
APPRAISALS = ("appraisal_notice", "appraisal_form")

# The notice of a measure about an inspector.
MEASURE = "measure_notice"


class DocumentQuerySet(models.QuerySet):
    """Words for lists of documents."""

    def visible_to(self, user: Any) -> Self:
        """All for the county; those addressed or copied to one's organisation; an inspector's own inspections'.

        The notice of a measure is seen by whoever sees the measure, and by nobody else.
        """
        measures = ConductMeasure.objects.visible_to(user).annotate(key=Cast("pk", models.CharField()))
        noticed = Q(kind=MEASURE, about_id__in=measures.values("key"))
        if user.has_role(*COUNTY_ROLES):
            return self.filter(~Q(kind=MEASURE) | noticed)
        mine = Q(addressee__in=user.organisation_ids) | Q(pk__in=_copied_to(user))
        team = Inspection.objects.filter(team__members__inspector__user=user)
        own = Appraisal.objects.told().filter(inspector__user=user).annotate(key=Cast("pk", models.CharField()))
        mine |= Q(kind__in=APPRAISALS, about_id__in=own.values("key"))
        letters = Appointment.objects.filter(inspector__user=user).annotate(key=Cast("pk", models.CharField()))
        mine |= Q(kind="appointment_letter", about_id__in=letters.values("key"))
        return self.filter(mine | noticed | Q(inspection__in=team.values("pk")))


def _copied_to(user: Any) -> Any:
    return OfficialDocument.copies.through.objects.filter(organisation__in=user.organisation_ids).values(
        "officialdocument"
    )


class OfficialDocument(Record):
    """One official document: what it says (`content`), whom it goes to, and its PDF."""

    kind = models.CharField(_("Kind"), max_length=30)
    number = models.CharField(_("Document number"), max_length=40, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    content = models.JSONField(_("Content"))
    addressee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("Addressee")
    )
    copies = models.ManyToManyField(Organisation, blank=True, related_name="copied_documents", verbose_name=_("Copies"))
    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.CharField(max_length=40)
    about = GenericForeignKey("about_type", "about_id")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("Inspection")
    )
    issued_on = models.DateField(_("Issued on"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    check_code = models.CharField(_("Check code"), max_length=16, unique=True)
    build_state = models.CharField(_("PDF"), max_length=8, choices=BuildState.choices, default=BuildState.QUEUED)
    build_progress = models.PositiveSmallIntegerField(_("Progress, per cent"), default=0)
    build_error = models.CharField(max_length=300, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        ordering = ("-issued_on", "-id")
        indexes = [
            GinIndex(PAIRS, name="document_pairs"),
            models.Index(fields=["about_type", "about_id"], name="document_about"),
            models.Index(fields=["kind", "-issued_on", "-id"], name="document_kind"),
            models.Index(fields=["-issued_on", "-id"], name="document_list"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The document's page on the desk."""
        return reverse("document", args=[self.pk])

    @property
    def measure(self) -> ConductMeasure | None:
        """The measure of which it tells; whoever sees such a notice sees the measure, which may have been lifted."""
        return self.about if self.kind == MEASURE else None


class DocumentReceipt(Record):
    """The addressee says that it has received the document."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="receipts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    received_at = models.DateTimeField(_("Received"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [models.UniqueConstraint(fields=["document", "organisation"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.document} – {self.organisation}"
