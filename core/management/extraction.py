"""Which texts the code and the templates ask to have translated: read by Babel, without system gettext."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGE = "zh_Hans"
APPS = ("accounts", "config", "core", "demo", "inspectors", "rectification", "reports", "supervision")
LEFT_OUT = ("migrations", "documents")  # official documents are written in Chinese, and in Chinese only
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Message = tuple[str | tuple[str, ...], str | None]


def po_path() -> Path:
    """The file that keeps the Chinese of every text."""
    return Path(settings.BASE_DIR) / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def source_files() -> Iterator[Path]:
    """Every Python file of the apps and every template that pages are made of."""
    base = Path(settings.BASE_DIR)
    for app in APPS:
        yield from (path for path in sorted((base / app).rglob("*.py")) if not set(LEFT_OUT) & set(path.parts))
    for path in sorted((base / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"} and not set(LEFT_OUT) & set(path.relative_to(base).parts):
            yield path


def extract_messages() -> dict[Message, list[Path]]:
    """Every message (its text or texts, its context) with the files that ask for it."""
    found: dict[Message, list[Path]] = {}
    for path in source_files():
        for message in _messages_in(path):
            found.setdefault(message, []).append(path)
    return found


def _messages_in(path: Path) -> Iterator[Message]:
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from ((label, None) for label in _event_labels(text))
        yield from _calls(text)
        return
    # What templatize leaves between the messages is filler; its indentation would only confuse the tokenizer.
    source = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        if isinstance(message, str) or all(isinstance(part, str) for part in message):
            yield message, context


def _calls(text: str) -> Iterator[Message]:
    """The texts in calls of gettext and its like; a call with anything but a text of its own asks for none."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name not in KEYWORDS or not words or words[0] != getattr(node.args[0], "value", None):
            continue
        context = words.pop(0) if name.startswith(("pgettext", "npgettext")) else None
        plural = "ngettext" in name or name.startswith("npgettext")
        yield (tuple(words[:2]) if plural else words[0]), context


def _event_labels(text: str) -> Iterator[str]:
    """Audit events are shown by their token written as a sentence (`core.templatetags.house.event_label`)."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            token = node.args[0]
            owner = node.func.value
            is_audit = isinstance(owner, ast.Name) and owner.id == "audit"
            if is_audit and node.func.attr.startswith("record") and isinstance(token, ast.Constant):
                yield str(token.value).replace("_", " ").capitalize()


def read_catalog() -> Catalog:
    """The translations as they stand."""
    with po_path().open("rb") as stream:
        return read_po(stream, locale=LANGUAGE)


def merged_catalog(known: Catalog) -> Catalog:
    """A catalogue of exactly what the code asks for, with the translations of `known`."""
    fresh = Catalog(
        locale=LANGUAGE,
        project="education-supervision",
        charset="utf-8",
        header_comment="# Chinese for every text; brought in line with the code by manage.py update_messages.",
        creation_date=known.creation_date,
        fuzzy=False,
    )
    for message, context in extract_messages():
        before = known.get(message, context)
        texts = " ".join([message] if isinstance(message, str) else message)
        fresh.add(
            message,
            before.string if before is not None else None,
            flags=["python-format"] if "%(" in texts else [],
            context=context,
        )
    return fresh


def write_catalog(catalog: Catalog) -> None:
    """Write the .po file: sorted, one line a text, without source references or dates that change by themselves."""
    with po_path().open("wb") as stream:
        write_po(stream, catalog, width=0, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True)
