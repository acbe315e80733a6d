"""Texts: English in the code, complete in Chinese, with the same gaps to fill in both."""

import ast
import re
from functools import cache

import pytest

from core.management import extraction
from tests.house.source import PACKAGES, ROOT, place, python_files, templates, tree

CHINESE = re.compile(r"[\u3400-\u9fff]")
HINT = "run `manage.py update_messages` and translate what it names"
# Where Chinese is the material itself: official documents and what is written into them, sample data, the lines that
# people paste, column titles and names of workbooks, names of sources.
MATERIAL = (
    "demo/",
    "reports/layout/",
    "reports/builders/",
    "reports/facts/",
    "reports/report/services.py",
    "accounts/policy/",
    "accounts/holiday_lines.py",
    "accounts/forms/holidays.py",
    "accounts/views/imports.py",
    "core/excel/",
    "core/management/diagrams.py",
    "core/privacy.py",
    "config/settings.py",
    "supervision/draw/drawing.py",  # downloaded and run alone, without a catalogue
    "supervision/thresholds.py",
    "supervision/framework/views/framework.py",
)
MATERIAL_NAMES = {"resources.py", "resources"}
# A clause is cited by its Chinese name; document numbers and dates are written as the standard wants them; the numbers
# of the ledger begin with its word.
CITED = re.compile(r"《[^》]+》[第一二三四五六七八九十百条款项（）]*|[年月日号]|问题〔?")


def is_english(text: str) -> bool:
    """Whether the text has no Chinese, or is an English sentence that quotes a Chinese term."""
    return not CHINESE.search(text) or len(re.findall(r"[A-Za-z]{2,}", text)) >= 3


@cache
def messages() -> dict[extraction.Message, list[str]]:
    """Every text that the code asks for and the files that do."""
    return {
        message: sorted({place(path) for path in paths}) for message, paths in extraction.extract_messages().items()
    }


def _texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def test_every_text_is_translated() -> None:
    catalog = extraction.read_catalog()
    bare = {}
    for (message, context), places in messages().items():
        known = catalog.get(message, context)
        if known is None or not known.string or known.fuzzy:
            bare[message] = places[:2]
    assert bare == {}, HINT


def test_no_translation_is_left_over() -> None:
    asked = set(messages())
    left = [m.id for m in extraction.read_catalog() if m.id and (m.id, m.context) not in asked]
    assert left == [], HINT


def test_texts_in_the_code_are_english() -> None:
    wrong = {m: places for (m, _context), places in messages().items() if not all(map(is_english, _texts(m)))}
    assert wrong == {}


def test_translations_are_chinese_or_say_why_not() -> None:
    """A translation without a Chinese character is allowed where the text has no English word either."""
    wrong = {
        str(message.id): str(message.string)
        for message in extraction.read_catalog()
        if message.id and message.string and not CHINESE.search(str(message.string))
        if re.search(r"[A-Za-z]{3,}", re.sub(r"%\(\w+\)[sd]|%[sd]|[A-Z]{2,}[\w-]*", "", str(message.string)))
    }
    assert wrong == {}


def test_both_languages_have_the_same_gaps_to_fill() -> None:
    wrong = {}
    for message in extraction.read_catalog():
        gaps = [set(re.findall(r"%\((\w+)\)", text)) for text in _texts(message.id)]
        strings = _texts(message.string) if isinstance(message.string, str | tuple) else tuple(message.string)
        for string in strings:
            found = set(re.findall(r"%\((\w+)\)", string))
            if string and gaps and found != gaps[-1]:
                wrong[str(message.id)] = string
    assert wrong == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_chinese_in_the_code(package: str) -> None:
    """Outside comments and docstrings, which may quote a term or a clause."""
    wrong = []
    for path in python_files(package):
        name = place(path)
        if name.startswith(MATERIAL) or path.name in MATERIAL_NAMES or set(path.parts) & MATERIAL_NAMES:
            continue
        found = [(line, text) for line, text in _strings(path) if not CITED.fullmatch(text) and not is_english(text)]
        wrong += [f"{name}:{line} {text[:40]}" for line, text in found]
    assert wrong == []


def _strings(path: object) -> list[tuple[int, str]]:
    module = tree(path)  # type: ignore[arg-type]
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def test_no_chinese_in_templates() -> None:
    """But for the language switch, which names the language in itself."""
    wrong = []
    for path in templates():
        name = place(path)
        if name.startswith("templates/documents/") or path.suffix == ".css":
            continue
        text = re.sub(r"{#.*?#}|{%-?\s*comment.*?endcomment\s*%}|中文", "", path.read_text("utf-8"), flags=re.DOTALL)
        wrong += [f"{name}: {line.strip()[:60]}" for line in text.splitlines() if CHINESE.search(line)]
    assert wrong == []


def test_no_text_in_scripts() -> None:
    """Scripts take their texts from data attributes that the template renders."""
    wrong = []
    for path in (ROOT / "static" / "js").rglob("*.js"):
        code = re.sub(r"//[^\n]*", "", path.read_text("utf-8"))
        wrong += [f"{place(path)}: {line.strip()[:60]}" for line in code.splitlines() if CHINESE.search(line)]
    assert wrong == []
