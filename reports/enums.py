"""States of building a PDF."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BuildState(TextChoices):
    """Where the PDF of an official document stands."""

    QUEUED = "queued", _("Waiting to be built")
    BUILDING = "building", _("Being built")
    BUILT = "built", _("Built and frozen")
    FAILED = "failed", _("Could not be built")
