"""The file itself: the same bytes every time, tagged, with its metadata."""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.layout import fonts
from reports.layout.render import render_pdf
from tests.pdf.examples import EXAMPLES
from tests.pdf.reading import Pdf

ANOTHER_PROCESS = """
import hashlib, os, sys, time
import django
os.environ["TZ"] = "America/New_York"
time.tzset()
django.setup()
from tests.pdf.examples import EXAMPLES
from reports.layout.render import render_pdf
for kind in ("urging_notice", "inspection_notice", "urging_notice"):
    print(hashlib.sha256(render_pdf(EXAMPLES[kind]())).hexdigest())
"""


def test_same_content_makes_the_same_bytes(example: Callable[[str], Pdf]) -> None:
    assert render_pdf(EXAMPLES["urging_notice"]()) == example("urging_notice").data


def test_another_process_in_another_zone_makes_the_same_bytes(example: Callable[[str], Pdf]) -> None:
    root = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()
    wanted = [hashlib.sha256(example(kind).data).hexdigest() for kind in ("urging_notice", "inspection_notice")]
    assert said == [wanted[0], wanted[1], wanted[0]]


def test_other_content_makes_other_bytes(example: Callable[[str], Pdf]) -> None:
    content = replace(EXAMPLES["urging_notice"](), number="米教督催〔2026〕3号")
    assert render_pdf(content) != example("urging_notice").data


def test_threads_do_not_disturb_each_other(example: Callable[[str], Pdf]) -> None:
    made: list[bytes] = []
    workers = [
        threading.Thread(target=lambda kind=kind: made.append(render_pdf(EXAMPLES[kind]())))
        for kind in ("urging_notice", "rectification_order", "urging_notice")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    wanted = [example(kind).data for kind in ("urging_notice", "rectification_order", "urging_notice")]
    assert sorted(made) == sorted(wanted)


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_metadata_names_title_issuer_and_number(example: Callable[[str], Pdf], kind: str) -> None:
    content = EXAMPLES[kind]()
    data = example(kind).reader.metadata
    assert data is not None
    assert data.title == content.title
    assert data.author == content.issuer
    assert content.number in (data.subject or "")
    assert data["/CreationDate"] == "D:20261124"


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_file_is_tagged_and_says_that_it_is_pdf_ua(example: Callable[[str], Pdf], kind: str) -> None:
    root: Any = example(kind).reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_structure_has_headings_paragraphs_and_a_table_with_heads(example: Callable[[str], Pdf]) -> None:
    kinds: list[str] = []

    def visit(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                visit(child)
        elif isinstance(node, dict) and "/K" in node:
            if "/S" in node:
                kinds.append(str(node["/S"]))
            visit(node["/K"])

    visit(example("rectification_order").reader.root_object["/StructTreeRoot"])
    assert kinds.count("/H1") == 1
    assert {"/H2", "/P", "/Table", "/TH", "/TD"} <= set(kinds)
    assert kinds.index("/P") < kinds.index("/H1")


def test_nothing_is_fetched_or_linked(example: Callable[[str], Pdf]) -> None:
    for page in example("inspection_notice").reader.pages:
        assert "/Annots" not in page


def test_missing_fonts_are_said_plainly(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_FONTS_DIR = tmp_path
    with pytest.raises(fonts.FontsMissing, match="run the set-up"):
        fonts.chain(fonts.Face.FANG)
