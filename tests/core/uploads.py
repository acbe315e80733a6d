"""Small files of every kind that is taken in, made here rather than kept in the repository."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 64
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(format: str, **options: object) -> bytes:
    """A tiny picture in one of Pillow's formats."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "#1f4e8c").save(stream, format, **options)
    return stream.getvalue()


def package(*names: str) -> bytes:
    """A zip file with empty members of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


def workbook() -> bytes:
    """A workbook as Excel's own library writes it."""
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml", "word/styles.xml")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """What a form hands over."""
    return SimpleUploadedFile(name, data)
