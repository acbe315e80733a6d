"""Rendering a document: the PDF that is frozen and signed, the fragment that the web shows."""

import hashlib
from functools import lru_cache
from threading import Lock
from typing import Any

import segno
from django.template.loader import render_to_string
from weasyprint import CSS, HTML

from reports.layout import fonts
from reports.layout import page as layout_page
from reports.layout.content import DocumentContent
from reports.layout.fonts import Face
from reports.layout.page import lay_out
from reports.layout.walk import walk

# Pango's font map is not made for several threads at once.
RENDERING = Lock()


def render_pdf(content: DocumentContent) -> bytes:
    """Make the PDF/UA file of `content`: same content, same bytes, whatever the day or the process."""
    html = render_print_html(content)
    with RENDERING:
        page = HTML(string=html, base_url="about:blank", media_type="print")
        document = _lay_out(page, layout_page.LINE)
        if _imprint_alone(document):
            # 7.3.5.5: where the last page is a little too short, the line spacing may be changed.
            tighter = _lay_out(page, layout_page.TIGHT_LINE)
            document = document if _imprint_alone(tighter) else tighter
        made = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html.encode()).digest()[:16])
    return bytes(made)


def _lay_out(page: Any, line: float) -> Any:
    return page.render(font_config=fonts.configuration(), stylesheets=[_style_sheet(line)], pdf_variant="pdf/ua-1")


def _imprint_alone(document: Any) -> bool:
    """Tell whether the imprint came to stand on a page of its own, after a full one."""
    last = document.pages[-1].anchors
    return "imprint" in last and "end" not in last and len(document.pages) > 1


def render_print_html(content: DocumentContent) -> str:
    """The page that is printed: every line broken and every measure computed."""
    return render_to_string("documents/official.html", {"sheet": lay_out(content), "qr": _qr(content)})


def render_fragment(content: DocumentContent) -> str:
    """The same words in the same order for the portal and the desk: semantic HTML without a page around it."""
    return render_to_string("documents/fragment.html", {"content": content, "walked": walk(content)})


def contents_of(content: DocumentContent) -> list[tuple[str, str]]:
    """The first-level headings of the fragment as pairs of anchor and words, for a table of contents beside it."""
    return [
        (f"part-{place}", part.text)
        for place, part in enumerate(walk(content).body, 1)
        if part.role == "heading" and part.level == 1
    ]


def document_text(content: DocumentContent) -> str:
    """Every word of the document in reading order, a part to a line: for search and for comparing."""
    return walk(content).text()


@lru_cache(maxsize=2)
def _style_sheet(line: float) -> Any:
    """Parse the style sheet once in a process for each line height, with the families and measures filled in."""
    families = {f"face_{face.value}": fonts.css_family(face) for face in Face}
    css = render_to_string("documents/official.css", {**families, **_measures(line)})
    return CSS(string=css, font_config=fonts.configuration())


def _measures(line: float) -> dict[str, str]:
    dash_above, _ = fonts.ink("—", Face.SONG)
    centre = layout_page.SMALL / 2 + fonts.baseline(Face.SONG) * layout_page.SMALL
    measures = {
        "line": line,
        "cell": layout_page.CELL,
        "small_cell": layout_page.SMALL,
        "imprint_line": layout_page.IMPRINT_LINE,
        "half_leading": (line - layout_page.BODY) / 2,
        # 7.5: the dash stands 7 mm below the text block; the box is one em high.
        "folio_top": 7 - (centre - dash_above * layout_page.SMALL),
    }
    return {name: f"{value:.4f}mm" for name, value in measures.items()} | {"pitch": f"{layout_page.PITCH:.6f}em"}


def _qr(content: DocumentContent) -> str:
    """The address of the check as a QR code in the page itself: nothing is fetched, nothing depends on the day."""
    if content.check is None:
        return ""
    return str(segno.make(content.check.url, error="m", micro=False).png_data_uri(border=0, scale=8))
