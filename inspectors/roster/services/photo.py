"""The photograph of an inspector: a portrait, kept without what a camera writes into it."""

import io
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.models import User
from core import audit, files
from core.errors import Refused
from core.models import StoredFile
from inspectors.models import Inspector
from inspectors.roster import permissions

PURPOSE = "photo"
EXTENSIONS = (".jpg", ".jpeg", ".png")
# What a plaque needs in print: an inch photograph (25 × 35 mm) at 300 dots per inch is 295 × 413.
SMALLEST = (240, 320)
LARGEST = (1200, 1600)
TALLEST, WIDEST = 1.8, 1.0  # height to width


@transaction.atomic
def set_photo(inspector: Inspector, *, by: User, photo: "File[Any]") -> StoredFile:
    """Keep `photo` as the face photograph of `inspector`; an earlier one is taken off. Returns the stored file.

    Raises NotAllowed; Refused for anything but a JPEG or PNG picture, upright and large enough for the plaque.
    """
    permissions.check_can_set_photo(by, inspector)
    name = (photo.name or "").lower()
    if not name.endswith(EXTENSIONS):
        raise Refused(_("The photograph is no JPG or PNG picture."), remedy=_("Save it as JPG or PNG."))
    data = _portrait(photo)
    Inspector.objects.select_for_update().get(pk=inspector.pk)
    for old in files.files_of(inspector, purpose=PURPOSE):
        files.remove(old, by=by)
    stored = files.store_bytes(data, name=f"{inspector.certificate}.jpg", holder=inspector, by=by, purpose=PURPOSE)
    audit.record("set_photo", by=by, obj=inspector, data={"sha256": stored.sha256})
    return stored


def photo_of(inspector: Inspector) -> StoredFile | None:
    """The face photograph of `inspector`, or None."""
    return files.files_of(inspector, purpose=PURPOSE).last()


def _portrait(photo: "File[Any]") -> bytes:
    """The picture upright, no larger than needed, without place and camera; raises Refused where it is no portrait."""
    try:
        photo.seek(0)
        with Image.open(photo) as opened:
            if opened.format not in {"JPEG", "MPO", "PNG"}:
                raise Refused(_("The photograph is no JPG or PNG picture."), remedy=_("Save it as JPG or PNG."))
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as exc:
        raise Refused(_("The photograph does not open."), remedy=_("Save it as JPG or PNG.")) from exc
    if not WIDEST < picture.height / picture.width <= TALLEST:
        raise Refused(
            _("The photograph is not upright: a face photograph is taller than it is wide."),
            remedy=_("Cut it to head and shoulders, for example 3 by 4."),
        )
    if picture.width < SMALLEST[0] or picture.height < SMALLEST[1]:
        raise Refused(
            _("The photograph has %(width)s × %(height)s pixels, too few for the plaque.")
            % {"width": picture.width, "height": picture.height},
            remedy=_("It needs %(width)s × %(height)s or more.") % {"width": SMALLEST[0], "height": SMALLEST[1]},
        )
    picture.thumbnail(LARGEST)
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    stream = io.BytesIO()
    paper.save(stream, "JPEG", quality=90)
    return stream.getvalue()
