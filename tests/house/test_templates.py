"""Templates: each one used, each address and each name in them known, and nothing in them that the CSP forbids."""

import ast
import re

import pytest
from django.template import engines
from django.urls import get_resolver

from tests.house.source import APPS, PACKAGES, ROOT, place, python_files, template_name, templates, tree

# Templates that Django and its companions look for by a name of their own.
BY_CONVENTION = re.compile(
    r"^(\d{3}\.html|account/|allauth/|mfa/|usersessions/|bootstrap5/|crispy|admin/|django/|registration/|drf_spectacular/"
    r"|rest_framework/|import_export/)"
)
PAGES = [path for path in templates() if path.suffix == ".html"]


def known_url_names() -> set[str]:
    """Every name that `{% url %}` and `reverse` may ask for."""
    names: set[str] = set()

    def walk(resolver: object, prefix: str) -> None:
        for entry in resolver.url_patterns:  # type: ignore[attr-defined]
            if hasattr(entry, "url_patterns"):
                walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif entry.name:
                names.add(f"{prefix}{entry.name}")

    walk(get_resolver(), "")
    return names


def _names_used_in_python() -> set[str]:
    """Every text constant of the code that ends like a template."""
    found = set()
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"[\w/.-]+\.(?:html|txt|css|xml|svg|js|webmanifest)", node.value))
    return found


def _names_used_in_templates() -> set[str]:
    found = set()
    for path in templates():
        found |= set(re.findall(r"""{%-?\s*(?:extends|include)\s+["']([^"'#]+)""", path.read_text("utf-8")))
    return found


def test_every_template_is_used() -> None:
    used = _names_used_in_python() | _names_used_in_templates()
    unused = [
        name for path in templates() if (name := template_name(path)) not in used and not BY_CONVENTION.match(name)
    ]
    # Ready pieces that the interface's document offers to whoever needs them next.
    offered = (ROOT / "docs" / "interface.md").read_text("utf-8")
    unused = [name for name in unused if not (name.startswith("components/") and name.split("/")[1] in offered)]
    # A name that is put together at run time ("documents/kinds/<kind>.html") is used when its folder is named.
    folders = {text for text in _constants() if text.endswith("/")}
    unused = [name for name in unused if not any(name.startswith(folder) for folder in folders)]
    assert unused == []


def _constants() -> set[str]:
    found = set()
    for path in python_files(*APPS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0] if node.values else None
                if isinstance(first, ast.Constant) and "/" in str(first.value):
                    found.add(str(first.value).rsplit("/", 1)[0] + "/")
    return found


def test_every_template_that_is_named_exists() -> None:
    known = {template_name(path) for path in templates()}
    missing = set()
    for name in _names_used_in_templates():
        if name not in known:
            try:
                engines["django"].get_template(name)
            except Exception:
                missing.add(name)
    assert missing == set()


@pytest.mark.parametrize("path", PAGES, ids=template_name)
def test_a_template_compiles(path: object) -> None:
    assert engines["django"].get_template(template_name(path)).template.nodelist is not None  # type: ignore[arg-type]


def test_every_address_that_is_named_exists() -> None:
    known = known_url_names()
    asked: dict[str, str] = {}
    for path in templates():
        for name in re.findall(r"""{%-?\s*url\s+["']([\w:-]+)["']""", path.read_text("utf-8")):
            asked.setdefault(name, place(path))
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                name = str(node.args[0].value)
                if function in {"reverse", "reverse_lazy", "redirect", "resolve_url"} and not name.startswith(
                    ("/", "http")
                ):
                    asked.setdefault(name, f"{place(path)}:{node.lineno}")
    assert {name: where for name, where in asked.items() if name not in known} == {}


FORBIDDEN = {
    "inline style": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:-]", re.IGNORECASE),
    "somebody else's server": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']https?://", re.IGNORECASE
    ),
    # `fragment` is an official document as the renderer made it, from a template that escapes.
    "autoescape off": re.compile(r"autoescape\s+off|(?<!fragment)\|\s*safe\b"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_that_the_content_security_policy_forbids(what: str) -> None:
    """Official documents are laid out by WeasyPrint and carry their own style sheet; mails need inline styles."""
    wrong = []
    for path in PAGES:
        if template_name(path).startswith(("documents/", "email/")):
            continue
        text = re.sub(
            r"{#.*?#}|{%-?\s*comment\s*%}.*?{%-?\s*endcomment\s*%}", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        wrong += [f"{place(path)}: {match.group(0)[:60]}" for match in FORBIDDEN[what].finditer(text)]
    assert wrong == []


def test_forms_that_post_carry_the_token() -> None:
    wrong = []
    for path in PAGES:
        for form in re.findall(
            r"<form\b[^>]*method=[\"']post[\"'].*?</form>", path.read_text("utf-8"), re.DOTALL | re.I
        ):
            if "csrf_token" not in form and "{% crispy" not in form:
                wrong.append(f"{place(path)}: {form[:80]}")
    assert wrong == []


def test_scripts_use_nothing_that_the_policy_forbids() -> None:
    wrong = []
    for path in (ROOT / "static" / "js").rglob("*.js"):
        text = re.sub(r"//.*", "", path.read_text("utf-8"))
        for match in re.finditer(r"\beval\(|new Function\(|\.innerHTML\s*=|document\.write\(|https?://", text):
            wrong.append(f"{place(path)}: {match.group(0)}")
    assert wrong == []
