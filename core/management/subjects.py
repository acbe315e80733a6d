"""The subjects of each app as one picture and a table, drawn from the packages and their imports as they are."""

import ast
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from django.conf import settings

APPS = ("reports", "rectification", "supervision", "inspectors")  # those that are cut by subject, the highest first
FOOT = {"models", "workflow", "migrations", "templatetags"}
PAGE = ("docs", "architecture.md")
BEGIN = "<!-- subjects: drawn by `manage.py draw_diagrams`, never edited by hand -->\n"
END = "<!-- /subjects -->\n"

Arrows = dict[str, set[str]]  # from a subject to those that it imports


def subjects(app: str) -> dict[str, str]:
    """The subjects of `app` with the sentence that says what each is for."""
    found = {}
    for path in sorted(Path(settings.BASE_DIR, app).glob("*/__init__.py")):
        if path.parent.name not in FOOT:
            found[path.parent.name] = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").replace("\n", " ")
    return found


def arrows(app: str) -> Arrows:
    """Which subject of `app` imports which, straight."""
    names = set(subjects(app))
    found: Arrows = defaultdict(set)
    for name in names:
        for path in Path(settings.BASE_DIR, app, name).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    found[name] |= {part for part in _subject(node, app) if part in names and part != name}
    return found


def _subject(node: ast.ImportFrom, app: str) -> list[str]:
    """The subjects that an import of `app` may mean: `from app.draw.services import …`, `from app import draw`."""
    parts = (node.module or "").split(".")
    if parts[0] != app:
        return []
    return [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]


def reduced(found: Arrows) -> Arrows:
    """The arrows that no longer way says already."""

    def reached(start: str, without: str) -> set[str]:
        seen, ahead = set(), [name for name in found[start] if name != without]
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += found[name]
        return seen

    return {name: {to for to in found[name] if to not in reached(name, to)} for name in list(found)}


def picture() -> str:
    """All apps with their subjects: an arrow leads to what is imported; arrows that a longer way says are left out."""
    lines = ["```mermaid", "flowchart TB"]
    for app in APPS:
        lines.append(f"    subgraph {app}")
        lines += [f'        {app}_{name}["{name}"]' for name in subjects(app)]
        lines.append("    end")
    for app in APPS:
        kept = reduced(arrows(app))
        lines += [f"    {app}_{name} --> {app}_{to}" for name in sorted(kept) for to in sorted(kept[name])]
    lines += [f"    {above} --> {below}" for above, below in pairwise(APPS)]
    return "\n".join([*lines, "```", ""])


def table() -> str:
    """Each subject with its sentence."""
    lines = []
    for app in APPS:
        lines += [f"**{app}**", "", "| subject | what it is for |", "|---|---|"]
        lines += [f"| `{app}/{name}/` | {sentence} |" for name, sentence in subjects(app).items()]
        lines.append("")
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    """The page that shows them by its path, as it should read now."""
    path = Path(settings.BASE_DIR).joinpath(*PAGE)
    head, rest = path.read_text("utf-8").split(BEGIN)
    _old, tail = rest.split(END)
    return {path: f"{head}{BEGIN}\n{picture()}\n{table()}{END}{tail}"}
