"""The documents: diagrams drawn from the tables as they are now, links that lead somewhere."""

import re

from core.management import diagrams, subjects
from tests.house.source import ROOT, place


def test_the_diagrams_are_fresh() -> None:
    """The workflows from their tables, the subjects of the apps from their packages and imports."""
    pages = diagrams.pages() | subjects.pages()
    stale = [place(path) for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run `manage.py draw_diagrams`"


def test_arrows_that_a_longer_way_says_are_left_out() -> None:
    assert subjects.reduced({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_links_between_the_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", path.read_text("utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{place(path)}: {target}")
    assert broken == []


def test_the_glossary_names_things_as_the_code_does() -> None:
    """Every identifier that the glossary gives in backticks as a class exists in the code."""
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for app in ROOT.iterdir() for path in app.glob("models/*.py"))
    code += "\n".join(path.read_text("utf-8") for path in ROOT.glob("*/models.py"))
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", text))
    assert {name for name in named if f"class {name}(" not in code} == set()
