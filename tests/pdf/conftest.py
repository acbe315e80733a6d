"""The examples, each rendered once in a test run."""

from collections.abc import Callable
from functools import cache

import pytest

from reports.layout.render import render_pdf
from tests.pdf.examples import EXAMPLES
from tests.pdf.reading import Pdf


@cache
def _rendered(kind: str) -> Pdf:
    return Pdf(render_pdf(EXAMPLES[kind]()))


@pytest.fixture
def example() -> Callable[[str], Pdf]:
    """A function from a kind to its example as a PDF."""
    return _rendered
