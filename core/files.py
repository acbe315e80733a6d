"""Stored files: taken in only if they are what they claim to be, given out only to those who may see their holder."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

import puremagic
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile, File
from django.db import models
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from core import audit
from core.errors import Refused
from core.models import StoredFile

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is taken in: its extensions, its content type and its limit in bytes."""

    extensions: tuple[str, ...]
    content_type: str
    limit: int


KINDS = (
    FileKind((".pdf",), "application/pdf", 30 * MEGABYTE),
    FileKind((".jpg", ".jpeg"), "image/jpeg", 15 * MEGABYTE),
    FileKind((".png",), "image/png", 15 * MEGABYTE),
    FileKind((".webp",), "image/webp", 15 * MEGABYTE),
    FileKind((".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 30 * MEGABYTE),
    FileKind((".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 30 * MEGABYTE),
    FileKind((".mp4",), "video/mp4", 100 * MEGABYTE),
)
# Several phones write JPEG with a second picture behind it, which Pillow calls MPO.
PICTURE_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
OFFICE_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
UNPACKED_LIMIT = 500 * MEGABYTE
SHOWN_INLINE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}
ACCEPT = ",".join(extension for kind in KINDS for extension in kind.extensions)


def store(
    upload: "File[Any]", *, holder: models.Model | None, by: Any, purpose: str = "evidence", caption: str = ""
) -> StoredFile:
    """Keep `upload` as a private file of `holder` and return its row; written in the caller's transaction.

    The same bytes given twice for the same holder and purpose are kept once. Raises Refused for an empty file, one
    that is too large, a kind that is not taken in, or content that does not match its name.
    """
    name = _plain_name(upload.name or "file")
    kind = _check_kind(upload, name)
    digest = _sha256(upload)
    holder_key = {
        "holder_type": ContentType.objects.get_for_model(holder) if holder is not None else None,
        "holder_id": str(holder.pk) if holder is not None else "",
    }
    known = StoredFile.objects.filter(**holder_key, purpose=purpose, sha256=digest, removed_at=None)
    if holder is not None and (same := known.first()):
        return same
    row = StoredFile(
        name=name,
        extension=kind.extensions[0],
        content_type=kind.content_type,
        size=upload.size,
        sha256=digest,
        purpose=purpose,
        caption=caption,
        stored_by=by,
        **holder_key,
    )
    upload.seek(0)
    row.file.save(name, upload, save=False)
    row.save(force_insert=True)
    return row


def store_bytes(data: bytes, *, name: str, holder: models.Model, by: Any, purpose: str) -> StoredFile:
    """Keep bytes that the platform made itself (a PDF, a workbook); the same checks as for an upload."""
    return store(ContentFile(data, name=name), holder=holder, by=by, purpose=purpose)


def share(file: StoredFile, *, holder: models.Model, by: Any, purpose: str, caption: str = "") -> StoredFile:
    """Let `holder` hold the bytes of `file` too: a row of its own under the holder's rules, the bytes lie once.

    Returns the new row. Taking one of the rows off its record leaves the other.
    """
    row = StoredFile(
        name=file.name,
        extension=file.extension,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        purpose=purpose,
        caption=caption,
        stored_by=by,
        holder_type=ContentType.objects.get_for_model(holder),
        holder_id=str(holder.pk),
    )
    row.file.name = file.file.name
    row.save(force_insert=True)
    return row


def files_of(obj: models.Model, *, purpose: str | None = None) -> models.QuerySet[StoredFile]:
    """The files that `obj` holds and that have not been removed, oldest first; one `purpose` or all."""
    files = StoredFile.objects.filter(
        holder_type=ContentType.objects.get_for_model(obj), holder_id=str(obj.pk), removed_at=None
    )
    return files.filter(purpose=purpose) if purpose else files


def files_of_many(objs: Iterable[models.Model]) -> dict[str, list[StoredFile]]:
    """The files of many records of one model, by the record's key as text; one query."""
    rows = list(objs)
    found: dict[str, list[StoredFile]] = {str(row.pk): [] for row in rows}
    if rows:
        holder_type = ContentType.objects.get_for_model(rows[0])
        for file in StoredFile.objects.filter(holder_type=holder_type, holder_id__in=list(found), removed_at=None):
            found[file.holder_id].append(file)
    return found


def remove(file: StoredFile, *, by: Any, reason: str = "") -> None:
    """Take `file` off its record; row and bytes stay, and the log says who did it."""
    StoredFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=timezone.now())
    audit.record("remove_file", by=by, obj=file, reason=reason)


def readable_by(user: Any, file: StoredFile) -> bool:
    """Whether `user` may open `file`: whoever sees its holder (by the holder's `visible_to`), else who stored it."""
    if file.holder_type is None:
        return bool(file.stored_by_id == user.pk)
    model: Any = file.holder_type.model_class()
    return bool(model.objects.visible_to(user).filter(pk=file.holder_id).exists())


def file_response(file: StoredFile, *, download: bool = False) -> HttpResponse | FileResponse:
    """Send the bytes: by the reverse proxy where one serves protected files, by Django otherwise."""
    inline = file.content_type in SHOWN_INLINE and not download
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file.name)}"
    if settings.PROTECTED_FILES_PREFIX:
        response: HttpResponse | FileResponse = HttpResponse(content_type=file.content_type)
        response["X-Accel-Redirect"] = f"{settings.PROTECTED_FILES_PREFIX}{quote(str(file.file.name))}"
    else:
        response = FileResponse(file.file.open("rb"), content_type=file.content_type)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def changed_files() -> list[StoredFile]:
    """Files whose bytes are gone or no longer match their SHA-256."""
    return [row for row in StoredFile.objects.iterator(chunk_size=500) if not _is_intact(row)]


def _is_intact(row: StoredFile) -> bool:
    try:
        with row.file.open("rb") as stream:
            return _sha256(stream) == row.sha256
    except FileNotFoundError:
        return False


def _plain_name(given: str) -> str:
    """The name without any path (of Windows or Unix) or control character, shortened before its extension."""
    name = "".join(character for character in PureWindowsPath(given).name if character.isprintable())
    extension = PurePath(name).suffix[:20]
    return f"{name.removesuffix(extension)[: 200 - len(extension)]}{extension}"


def _check_kind(upload: "File[Any]", name: str) -> FileKind:
    extension = PurePath(name).suffix.lower()
    kind = next((kind for kind in KINDS if extension in kind.extensions), None)
    words = {"name": name, "limit": 0, "size": (upload.size or 0) // MEGABYTE}
    if kind is None:
        raise Refused(
            _("“%(name)s” is not a kind of file that is taken in.") % words,
            remedy=_("Taken in are PDF, JPG, PNG, WebP, DOCX, XLSX and MP4."),
        )
    if not upload.size:
        raise Refused(_("“%(name)s” is empty.") % words, remedy=_("Choose the file again."))
    words["limit"] = kind.limit // MEGABYTE
    if upload.size > kind.limit:
        raise Refused(
            _("“%(name)s” has %(size)s MB; at most %(limit)s MB are taken in.") % words,
            remedy=_("Make it smaller or split it."),
        )
    if not _is_what_it_claims(upload, kind):
        raise Refused(
            _("The content of “%(name)s” does not match its name.") % words,
            remedy=_("Open it in its own program, save it again in the right format, and choose it again."),
        )
    return kind


def _is_what_it_claims(upload: "File[Any]", kind: FileKind) -> bool:
    upload.seek(0)
    if kind.content_type.startswith("image/"):
        return _is_picture(upload.read(), kind.content_type)
    if kind.extensions[0] in OFFICE_PARTS:
        return _is_office_file(upload, OFFICE_PARTS[kind.extensions[0]])
    try:
        found = {match.mime_type for match in puremagic.magic_string(upload.read(4096))}
    except puremagic.PureError:
        return False
    return kind.content_type in found


def _is_office_file(upload: "File[Any]", part: str) -> bool:
    """Whether it is a package of Word or Excel with its main `part`, without macros and of a sane size unpacked."""
    try:
        with zipfile.ZipFile(upload) as package:
            names = {entry.filename.lower() for entry in package.infolist()}
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        # The library raises NotImplementedError for packages of a version or compression that it cannot read.
        return False
    macros = any(name.endswith("vbaproject.bin") for name in names)
    return {"[content_types].xml", part} <= names and not macros and unpacked <= UNPACKED_LIMIT


def _is_picture(data: bytes, content_type: str) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.verify()
            return PICTURE_TYPES.get(image.format or "") == content_type
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False


def _sha256(stream: "File[Any]") -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    for chunk in stream.chunks():
        digest.update(chunk)
    return digest.hexdigest()
