"""Rendering a document: the PDF that is frozen and signed, the fragment that the web shows."""

import hashlib
from functools import lru_cache
from threading import Lock
from typing import Any

import segno
from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from reports.documents import fonts, layout
from reports.documents.content import DocumentContent
from reports.documents.fonts import Face
from reports.documents.layout import lay_out
from reports.documents.walk import walk

# Pango's font map is not made for several threads at once.
_RENDERING = Lock()


def render_pdf(content: DocumentContent) -> bytes:
    """Make the PDF/UA file of `content`: same content, same bytes, whatever the day or the process."""
    html = render_print_html(content)
    with _RENDERING:
        configuration = fonts.configuration()
        page = HTML(string=html, base_url="about:blank", media_type="print")
        made = page.write_pdf(
            font_config=configuration,
            stylesheets=[_style_sheet()],
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
        )
    return bytes(made)


def render_print_html(content: DocumentContent) -> str:
    """The page that is printed: every line broken and every measure computed."""
    return render_to_string("documents/official.html", {"sheet": lay_out(content), "qr": _qr(content)})


def render_fragment(content: DocumentContent) -> str:
    """The same words in the same order for the portal and the desk: semantic HTML without a page around it."""
    return render_to_string("documents/fragment.html", {"content": content, "walked": walk(content)})


def document_text(content: DocumentContent) -> str:
    """Every word of the document in reading order, a part to a line: for search and for comparing."""
    return walk(content).text()


@lru_cache(maxsize=1)
def _style_sheet() -> Any:
    """Parse the style sheet once in a process, with the families and measures filled in from code."""
    families = {f"face_{face.value}": fonts.css_family(face) for face in Face}
    css = render_to_string("documents/official.css", {**families, **_measures()})
    return CSS(string=css, font_config=fonts.configuration())


def _measures() -> dict[str, str]:
    dash_above, _ = fonts.ink("—", Face.SONG)
    centre = layout.SMALL / 2 + fonts.baseline(Face.SONG) * layout.SMALL
    measures = {
        "line": layout.LINE,
        "cell": layout.CELL,
        "small_cell": layout.SMALL,
        "imprint_line": layout.IMPRINT_LINE,
        "half_leading": layout.HALF_LEADING,
        # 7.5: the dash stands 7 mm below the text block; the box is one em high.
        "folio_top": 7 - (centre - dash_above * layout.SMALL),
    }
    return {name: f"{value:.4f}mm" for name, value in measures.items()} | {"pitch": f"{layout.PITCH:.6f}em"}


def _qr(content: DocumentContent) -> str:
    """The address of the check as a QR code, drawn as SVG paths: nothing is fetched, nothing depends on the day."""
    if content.check is None:
        return ""
    return str(segno.make(content.check.url, error="m", micro=False).svg_data_uri(border=0, scale=1, omitsize=True))
