"""The commands that keep texts and diagrams in line with the code."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core.management import diagrams, extraction, subjects


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    """A small repository: one module, one template, one catalogue."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "core" / "migrations").mkdir(parents=True)
    (tmp_path / "templates" / "documents").mkdir(parents=True)
    (tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "core" / "words.py").write_text(
        'gettext("Kept")\n_("New %(name)s")\nngettext("%(n)s file", "%(n)s files", n)\npgettext("month", "May")\n'
        'audit.record("close_order", by=None)\naudit.record(f"create_{x}", by=None)\n'
        '_(LABELS["no text of its own"])\n_(text)\nother("not asked for")\n',
        "utf-8",
    )
    (tmp_path / "core" / "migrations" / "0001.py").write_text('_("Not from migrations")\n', "utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "From a tag" %} {{ x|default:_("From a filter") }}\n'
        "   {% blocktranslate trimmed with a=b %}\n  Two {{ a }}\n  lines{% endblocktranslate %} it's not closed\n",
        "utf-8",
    )
    (tmp_path / "templates" / "documents" / "letter.html").write_text('{% translate "Not from documents" %}', "utf-8")
    extraction.po_path().write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Kept"\nmsgstr "保留"\n\nmsgid "Gone"\nmsgstr "没有了"\n',
        "utf-8",
    )
    return tmp_path


def test_texts_are_found_in_code_and_templates(place: Path) -> None:
    assert set(extraction.extract_messages()) == {
        ("Kept", None),
        ("New %(name)s", None),
        (("%(n)s file", "%(n)s files"), None),
        ("May", "month"),
        ("Close order", None),
        ("From a tag", None),
        ("From a filter", None),
        ("Two %(a)s lines", None),
    }


def test_the_catalogue_is_brought_in_line_and_keeps_what_is_used(place: Path) -> None:
    with pytest.raises(CommandError, match="7 new, 1 no longer used"):
        call_command("update_messages", check=True, stdout=StringIO())
    out = StringIO()
    call_command("update_messages", stdout=out)
    assert "8 texts, 7 new, 1 dropped" in out.getvalue()
    assert "without translation: 'From a tag'" in out.getvalue()
    text = extraction.po_path().read_text("utf-8")
    assert 'msgid "Kept"\nmsgstr "保留"' in text
    assert "Gone" not in text
    assert "#:" not in text
    assert '#, python-format\nmsgid "New %(name)s"' in text
    call_command("update_messages", stdout=StringIO())
    assert extraction.po_path().read_text("utf-8") == text
    with pytest.raises(CommandError, match="0 new, 0 no longer used"):  # texts without a translation are left
        call_command("update_messages", check=True, stdout=StringIO())


def test_nothing_to_do_passes_the_check(place: Path) -> None:
    (place / "core" / "words.py").write_text('_("Kept")\n', "utf-8")
    (place / "templates" / "page.html").write_text("", "utf-8")
    call_command("update_messages", stdout=StringIO())
    said = StringIO()
    call_command("update_messages", check=True, stdout=said)
    assert said.getvalue() == ""


def test_diagrams_are_drawn_and_checked(settings: Any, tmp_path: Path) -> None:
    page = tmp_path / "docs" / "architecture.md"
    page.parent.mkdir()
    page.write_text(f"Subjects:\n\n{subjects.BEGIN}{subjects.END}", "utf-8")
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"problem\.md"):
        call_command("draw_diagrams", check=True, stdout=StringIO())
    out = StringIO()
    call_command("draw_diagrams", stdout=out)
    pages = len(diagrams.pages()) + 1
    assert out.getvalue() == f"{pages} pages, {pages} changed.\n"
    call_command("draw_diagrams", check=True, stdout=StringIO())
    text = (tmp_path / "docs" / "workflows" / "problem.md").read_text("utf-8")
    assert "    rechecking --> struck_off: pass_recheck" in text
    assert "    struck_off --> [*]" in text
    assert page.read_text("utf-8").startswith("Subjects:\n\n<!--")
    assert "[Problem](problem.md)" in (tmp_path / "docs" / "workflows" / "README.md").read_text("utf-8")
