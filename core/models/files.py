"""Stored files: private, with their hash, held by the record that they belong to."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.base import Record


def stored_path(instance: "StoredFile", filename: str) -> str:
    """Where the bytes lie: by month and key; the person's file name never becomes a path."""
    key = str(instance.pk)
    return f"files/{key[:4]}/{key[4:8]}/{key}{instance.extension}"


class StoredFile(Record):
    """One uploaded or built file. Who may see its holder may open it."""

    file = models.FileField(upload_to=stored_path, max_length=120)
    name = models.CharField(_("File name"), max_length=200)
    extension = models.CharField(max_length=8)
    content_type = models.CharField(_("Type"), max_length=100)
    size = models.PositiveBigIntegerField(_("Size"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    purpose = models.CharField(_("Purpose"), max_length=30, default="evidence")
    caption = models.CharField(_("Caption"), max_length=200, blank=True)
    holder_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    holder_id = models.CharField(max_length=40, blank=True)
    holder = GenericForeignKey("holder_type", "holder_id")
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("Removed"), null=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("created_at",)
        indexes = [models.Index(fields=["holder_type", "holder_id", "purpose"], name="file_holder")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it as a picture."""
        return self.content_type.startswith("image/")
