"""Opening a workbook from outside: only what is a plain .xlsx, of a sane size, without macros."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, Any, cast
from xml.etree.ElementTree import ParseError

from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from core.errors import Refused

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 200  # Excel's own files pack 5 to 20 times; a bomb thousands
MAX_PARTS = 2000
MAX_COLUMNS = 80
OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .xls, or an .xlsx locked with a password
ACTIVE = ("vbaproject.bin", "activex", "macrosheets", "/embeddings/")
# Whatever a damaged or forged package makes the reader stumble over.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@contextmanager
def opened(file: "File[Any]") -> Iterator[Workbook]:
    """Open `file` for streaming, formulas as they are written; raises Refused for what is not a harmless .xlsx."""
    check_package(file)
    try:
        book = load_workbook(_stream(file), read_only=True, keep_links=False)
    except BROKEN:
        raise _unreadable(file) from None
    try:
        yield book
    finally:
        book.close()


def check_package(file: "File[Any]") -> None:
    """Look at the packing before anything is unpacked: name, size, kind of content, parts, macros, sizes inside.

    Raises Refused with what is wrong and what to do.
    """
    name = _name(file)
    if PurePath(name).suffix.lower() != ".xlsx":
        raise Refused(
            _("“%(name)s” is not an Excel workbook of the kind .xlsx.") % {"name": name},
            remedy=_("Open it in Excel or WPS, choose “Save as”, pick “Excel workbook (*.xlsx)”, and upload that."),
        )
    if not file.size:
        raise Refused(_("“%(name)s” is empty.") % {"name": name}, remedy=_("Choose the file again."))
    if file.size > MAX_BYTES:
        raise Refused(
            _("“%(name)s” has %(size)s MB; a workbook may have %(limit)s MB.")
            % {"name": name, "size": file.size // MEGABYTE, "limit": MAX_BYTES // MEGABYTE},
            remedy=_("Take pictures out of it, or split it into several workbooks."),
        )
    stream = _stream(file)
    if stream.read(4) == OLD_FORMAT:
        raise Refused(
            _("“%(name)s” is locked with a password, or an old .xls that was renamed.") % {"name": name},
            remedy=_("Take the password off or save it as .xlsx, and upload it again."),
        )
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            _check_parts(package, file)
    except BROKEN:
        raise _unreadable(file) from None


def _check_parts(package: zipfile.ZipFile, file: "File[Any]") -> None:
    parts = package.infolist()
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise _unreadable(file)
    if any(word in name for name in names for word in ACTIVE):
        raise Refused(
            _("“%(name)s” carries macros or embedded programs; such a workbook is not taken in.")
            % {"name": _name(file)},
            remedy=_("Save it as a plain “Excel workbook (*.xlsx)” without macros and embedded objects."),
        )
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > MEGABYTE and unpacked / packed > MAX_RATIO):
        raise Refused(
            _("“%(name)s” unpacks to far more than it seems to hold; it is not opened.") % {"name": _name(file)},
            remedy=_("Copy the table into a new workbook and upload that."),
        )
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with package.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(2048).upper():
                    raise _unreadable(file)


def only_sheet(book: Workbook, name: str) -> ReadOnlyWorksheet:
    """The one sheet that holds something; raises Refused where there is none or more than one."""
    filled = []
    for sheet in book.worksheets:
        if not isinstance(sheet, ReadOnlyWorksheet) or sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # the size that a file states may be wrong
        if _has_content(sheet):
            filled.append(sheet)
    if not filled:
        raise Refused(
            _("“%(name)s” holds nothing: its sheets are empty.") % {"name": name},
            remedy=_("Fill in the template and upload it again."),
        )
    if len(filled) > 1:
        raise Refused(
            _("“%(name)s” holds several filled sheets: %(sheets)s.")
            % {"name": name, "sheets": "、".join(sheet.title for sheet in filled)},
            remedy=_("Keep the one sheet that is to be imported and delete or hide the others."),
        )
    return filled[0]


def _has_content(sheet: ReadOnlyWorksheet) -> bool:
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
            if any(value not in (None, "") for value in row):
                return True
            if number > 1000:
                return False
    except BROKEN:
        return True  # said more clearly when the rows are read
    return False


def _stream(file: "File[Any]") -> IO[Any]:
    file.seek(0)
    return cast("IO[Any]", file.file)


def _name(file: "File[Any]") -> str:
    return PurePath(file.name or "").name


def _unreadable(file: "File[Any]") -> Refused:
    return Refused(
        _("“%(name)s” cannot be read as an Excel workbook: it is damaged, or another kind of file that was renamed.")
        % {"name": _name(file)},
        remedy=_("Open it in Excel or WPS, save it again as .xlsx, and upload that."),
    )
