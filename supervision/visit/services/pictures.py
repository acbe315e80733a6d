"""Photographs of a record, and the signature under it."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db.models import Model
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from accounts.models import User
from core import files
from core.errors import Refused


def keep_photos(holder: Model, photos: Iterable["File[Any]"], *, by: User) -> None:
    """Keep each of `photos` as a file of `holder`. Raises Refused for a file that is no picture."""
    for photo in photos:
        stored = files.store(photo, holder=holder, by=by, purpose="photo")
        if not stored.is_image:
            raise Refused(
                _("“%(name)s” is not a picture.") % {"name": stored.name}, remedy=_("Take in JPG, PNG or WebP.")
            )


def keep_signature(record: Model, *, name: str, signature: "File[Any] | None", typed_name: str, by: User) -> str:
    """Keep the drawn `signature` of `record`, or take the typed one, which must be `name`; an older one is taken off.

    Returns the typed name, or nothing where it was drawn. Raises Refused for a signature that is none (REG 18).
    """
    typed = typed_name.strip()
    if signature is None and typed != name:
        raise Refused(
            _("The record is not signed.") if not typed else _("The name is not the inspector's own."),
            remedy=_("Sign in the field, or type your own name: %(name)s.") % {"name": name},
        )
    for old in files.files_of(record, purpose="signature"):
        files.remove(old, by=by)
    if signature is None:
        return typed
    _check_ink(signature)
    files.store(signature, holder=record, by=by, purpose="signature")
    return ""


def _check_ink(signature: "File[Any]") -> None:
    """Refuse a picture on which nobody has drawn: one single colour."""
    try:
        with Image.open(signature) as picture:
            blank = len(picture.convert("RGBA").getcolors(picture.width * picture.height) or ()) < 2
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        blank = False
    if blank:
        raise Refused(_("The record is not signed."), remedy=_("Sign in the field, or type your name."))
