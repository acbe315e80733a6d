"""The plaque at the school gate 责任督学公示牌: one A3 sheet in landscape with bleed and crop marks."""

import base64
import hashlib
import io
from collections.abc import Callable, Sequence
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

WIDTH, HEIGHT = 420, 297  # mm, A3 in landscape
BLEED, MARGIN = 3, 10  # mm: how far colour runs over the cut; what the paper has around it, with the crop marks
PHOTO = (84, 112)  # mm
DOTS = 300  # per inch
NAME_WIDTH, LARGEST, PT = 372, 46, 0.3528  # of the unit's name: mm, points, mm in a point


@dataclass(frozen=True, slots=True)
class PlaqueSheet:
    """What one plaque says; `photo` is a picture file, None where none is kept yet."""

    unit: str
    is_kindergarten: bool
    inspector: str
    kind: str
    employer: str
    certificate: str
    zone: str
    phone: str
    office_phone: str
    office: str
    matters: tuple[str, ...]
    url: str
    since: date
    photo: bytes | None = None

    @property
    def title(self) -> str:
        """What the file is called."""
        return f"{self.unit}责任督学公示牌"

    @property
    def name_size(self) -> float:
        """The type size of the unit's name in points: as large as one line takes."""
        return min(LARGEST, NAME_WIDTH / PT / max(len(self.unit), 1))

    @property
    def since_words(self) -> str:
        """The day since which it hangs."""
        return cn_date(self.since)

    @property
    def photo_uri(self) -> str:
        """The photograph as large as the print needs it, in the page itself."""
        return _picture(self.photo) if self.photo else ""

    @property
    def qr_uri(self) -> str:
        """The public page as a QR code in the page itself."""
        return str(segno.make(self.url, error="q", micro=False).svg_data_uri(border=0, scale=8, xmldecl=False))


def render_plaques(sheets: Sequence[PlaqueSheet], *, done: Callable[[int], None] | None = None) -> bytes:
    """Make one PDF with a page for each of `sheets`: same content, same bytes. `done` hears how many are laid out."""
    digest = hashlib.sha256()
    pages: list[Any] = []
    first: Any = None
    for number, sheet in enumerate(sheets, 1):
        html = render_to_string("documents/plaque.html", {"sheet": sheet})
        digest.update(html.encode())
        with RENDERING:
            page = HTML(string=html, base_url="about:blank", media_type="print")
            document = page.render(
                font_config=fonts.configuration(), stylesheets=[_style_sheet()], pdf_variant="pdf/ua-1"
            )
        first = first or document
        pages += document.pages
        if done is not None:
            done(number)
    with RENDERING:
        return bytes(first.copy(pages).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=digest.digest()[:16]))


@lru_cache(maxsize=1)
def _style_sheet() -> Any:
    families = {f"face_{face.value}": fonts.css_family(face) for face in Face}
    sizes = {
        "width": WIDTH,
        "height": HEIGHT,
        "bleed": BLEED,
        "margin": MARGIN,
        "photo_width": PHOTO[0],
        "photo_height": PHOTO[1],
    }
    return CSS(
        string=render_to_string("documents/plaque.css", {**families, **sizes}), font_config=fonts.configuration()
    )


def _picture(data: bytes) -> str:
    """The picture cut to the plaque's frame and to what its print resolves."""
    wide, high = (round(side / 25.4 * DOTS) for side in PHOTO)
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("RGB")
    shape = min(image.width / wide, image.height / high)
    cut = (round(wide * shape), round(high * shape))
    left, top = (image.width - cut[0]) // 2, (image.height - cut[1]) // 3  # a face sits above the middle
    image = image.crop((left, top, left + cut[0], top + cut[1]))
    image.thumbnail((wide, high))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88, dpi=(DOTS, DOTS))
    return f"data:image/jpeg;base64,{base64.b64encode(stream.getvalue()).decode()}"
