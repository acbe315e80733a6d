"""What is said: complete, in order, the same on paper, on the web and out of storage."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.utils import translation

from reports.layout.render import document_text, render_fragment
from reports.layout.storage import dump, load
from tests.pdf.examples import DEPARTMENT, EXAMPLES
from tests.pdf.reading import Pdf, squeeze

KINDS = list(EXAMPLES)


def words_of_html(html: str) -> str:
    return squeeze(unescape(re.sub(r"<[^>]+>", "", html)))


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_says_everything_in_order(example: Callable[[str], Pdf], kind: str) -> None:
    assert example(kind).text() == squeeze(document_text(EXAMPLES[kind]()))


@pytest.mark.parametrize("kind", KINDS)
def test_web_says_the_same_as_the_pdf(kind: str) -> None:
    content = EXAMPLES[kind]()
    assert words_of_html(render_fragment(content)) == squeeze(document_text(content))


@pytest.mark.parametrize("kind", KINDS)
def test_language_of_the_reader_changes_nothing(kind: str) -> None:
    content = EXAMPLES[kind]()
    chinese = render_fragment(content)
    with translation.override("en"):
        assert render_fragment(content) == chinese


@pytest.mark.parametrize("kind", KINDS)
def test_content_survives_storage(kind: str) -> None:
    content = EXAMPLES[kind]()
    assert load(json.loads(json.dumps(dump(content)))) == content


@pytest.mark.parametrize("kind", ["preliminary_opinion", "opinion_letter", "rectification_order", "inspection_report"])
def test_every_finding_leads_back_to_the_ledger(kind: str) -> None:
    content = EXAMPLES[kind]()
    assert content.ledger_keys == ("problem-1", "problem-2", "problem-3")
    html = render_fragment(content)
    assert re.findall(r'data-problem="([^"]+)"', html) == list(content.ledger_keys)
    assert "problem-1" not in document_text(content)


@pytest.mark.parametrize("kind", ["opinion_letter", "rectification_order", "urging_notice"])
def test_governing_department_gets_a_copy_first(kind: str) -> None:
    assert EXAMPLES[kind]().copies[0] == DEPARTMENT


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("inspection_notice", "《教育督导条例》第十六条、第十七条"),
        ("preliminary_opinion", "《教育督导条例》第二十条"),
        ("opinion_letter", "《教育督导条例》第二十二条"),
        ("rectification_order", "《教育督导条例》第二十一条、第二十二条"),
        ("urging_notice", "《教育督导条例》第二十五条"),
        ("measure_notice", "《教育督导条例》第二十六条"),
    ],
)
def test_each_kind_cites_its_clause(kind: str, clause: str) -> None:
    assert clause in document_text(EXAMPLES[kind]())


def test_web_fragment_is_semantic_and_escapes() -> None:
    html = render_fragment(EXAMPLES["rectification_order"]())
    assert html.count("<h2") == 1
    assert re.search(r'<h3 [^>]*class="official-heading official-level-1">一、', html)
    assert '<th scope="col">' in html
    assert '<time datetime="2026-11-24">2026年11月24日</time>' in html
    assert "style=" not in html
