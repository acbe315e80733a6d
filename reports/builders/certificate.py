"""The certificate of an inspector 督学证: a folded card with photograph, number, term and a QR code, ready to print."""

import base64
import hashlib
import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import segno
from django.template.loader import render_to_string
from PIL import Image
from weasyprint import CSS, HTML

from reports.layout import fonts
from reports.layout.fonts import Face
from reports.layout.render import RENDERING
from reports.layout.wording import cn_date

WIDTH, HEIGHT = 180, 125  # mm, the card opened flat
BLEED = 3  # mm
PHOTO = (33, 46)  # mm
DOTS = 300  # per inch


@dataclass(frozen=True, slots=True)
class Card:
    """What a certificate says; `photo` is a picture file, None where none is kept yet."""

    name: str
    gender: str
    sort: str
    employer: str
    number: str
    begins: date
    until: date | None
    issuer: str
    county: str
    url: str
    issued_on: date
    photo: bytes | None = None

    @property
    def title(self) -> str:
        """What the file is called."""
        return f"{self.name}督学证"

    @property
    def term(self) -> str:
        """The term in words."""
        return f"{cn_date(self.begins)}至{cn_date(self.until)}" if self.until else f"{cn_date(self.begins)}起"

    @property
    def issued(self) -> str:
        """The day of issue in words."""
        return cn_date(self.issued_on)

    @property
    def photo_uri(self) -> str:
        """The photograph as large as the print needs it, in the page itself."""
        return _picture(self.photo) if self.photo else ""

    @property
    def qr_uri(self) -> str:
        """The public check as a QR code in the page itself."""
        return str(segno.make(self.url, error="m", micro=False).svg_data_uri(border=0, scale=8, xmldecl=False))


def render_certificate(card: Card) -> bytes:
    """Make the PDF of `card`: same content, same bytes."""
    html = render_to_string("documents/certificate.html", {"card": card})
    with RENDERING:
        page = HTML(string=html, base_url="about:blank", media_type="print")
        document = page.render(font_config=fonts.configuration(), stylesheets=[_style_sheet()])
        return bytes(document.write_pdf(pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]))


@lru_cache(maxsize=1)
def _style_sheet() -> Any:
    families = {f"face_{face.value}": fonts.css_family(face) for face in Face}
    sizes = {"width": WIDTH, "height": HEIGHT, "bleed": BLEED, "photo_width": PHOTO[0], "photo_height": PHOTO[1]}
    css = render_to_string("documents/certificate.css", {**families, **sizes})
    return CSS(string=css, font_config=fonts.configuration())


def _picture(data: bytes) -> str:
    """The picture no larger than the print resolves."""
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("RGB")
    wide, high = (round(side / 25.4 * DOTS) for side in PHOTO)
    image.thumbnail((wide, high))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88, dpi=(DOTS, DOTS))
    return f"data:image/jpeg;base64,{base64.b64encode(stream.getvalue()).decode()}"
