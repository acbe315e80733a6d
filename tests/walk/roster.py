"""Walks the file of a person through the real services: identity numbers, photographs, papers."""

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.identity import CHECK_DIGITS, WEIGHTS
from accounts.models import User
from inspectors.models import Inspector, InspectorFile
from inspectors.roster import services

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def identity(born: dt.date = dt.date(1978, 5, 16), sequence: int = 1) -> str:
    """A made-up identity number of somebody born on `born`, with the check digit that belongs to it."""
    body = f"000000{born:%Y%m%d}{sequence:03}"
    return body + CHECK_DIGITS[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


def portrait(name: str = "证件照.png", size: tuple[int, int] = (300, 400), form: str = "PNG") -> SimpleUploadedFile:
    """An upright picture."""
    data = io.BytesIO()
    Image.new("RGB", size, "lightgray").save(data, form)
    return SimpleUploadedFile(name, data.getvalue(), f"image/{form.lower()}")


def scan(name: str = "学位证书.pdf") -> SimpleUploadedFile:
    """A scanned paper."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


def paper(inspector: Inspector, by: User, **fields: Any) -> InspectorFile:
    """A degree on file."""
    facts: dict[str, Any] = {"kind": "degree", "caption": "四川师范大学本科毕业证书", "file": scan(), **fields}
    return services.add_inspector_file(inspector, by=by, **facts)


def facts(**changes: Any) -> dict[str, Any]:
    """What the form for a new inspector is filled with."""
    return {
        "name": "新督学",
        "education": "bachelor",
        "experience_years": "12",
        "kind": "part_time",
        "certificate": "川米督〔2026〕950",
        "term_from": "2026-01-01",
        "term_until": "2029-01-01",
        "terms_in_row": "1",
        **changes,
    }


def answer_to(client: Client, address: str) -> int:
    """The status with which a file's address answers; what it sends is read to the end."""
    response = client.get(address)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return int(response.status_code)
