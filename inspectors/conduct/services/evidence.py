"""Files that come with a report about an inspector, without what would give the reporter away."""

import io
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts import policy
from core import files
from core.errors import Refused
from inspectors.models import ConductReport

if TYPE_CHECKING:
    from django.core.files.base import File

PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def keep_evidence(report: ConductReport, evidence: Iterable["File[Any]"], *, by: Any) -> None:
    """Store the files under plain names; pictures lose the place and the device that a camera writes into them.

    `by` is None for a protected reporter. Raises Refused for too many files, and for one that is not taken in.
    """
    given = list(evidence)
    most = policy.number("conduct_files")
    if len(given) > most:
        raise Refused(_("At most %(most)s files are taken in.") % {"most": most}, remedy=_("Choose the most telling."))
    for number, upload in enumerate(given, 1):
        extension = PurePath(upload.name or "").suffix.lower()
        upload.name = _("Attachment %(number)s") % {"number": number} + extension
        files.store(_without_traces(upload, extension), holder=report, by=by)


def _without_traces(upload: "File[Any]", extension: str) -> "File[Any]":
    """A picture drawn anew; anything else as it is. What does not open is left for the store to refuse."""
    if extension not in PICTURES:
        return upload
    try:
        upload.seek(0)
        with Image.open(upload) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return upload
    stream = io.BytesIO()
    picture.save(stream, PICTURES[extension])
    return ContentFile(stream.getvalue(), name=upload.name)
