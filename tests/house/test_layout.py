"""How the code is laid out: directions of imports, sizes, names, docstrings, and who writes a state."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import (
    APPS,
    EXPLAINED,
    PACKAGES,
    ROOT,
    functions,
    is_layer,
    length,
    place,
    python_files,
    templates,
    tree,
)

CODE = python_files(*PACKAGES)
EVERYTHING = [*CODE, *python_files("tests", "bench")]
FILE_LINES, FUNCTION_LINES, VIEW_LINES = 400, 50, 40
NOWHERE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "lib"}
DOOR = "core/transitions.py"
STATE_FIELDS = {"state", "state_since"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "apply_transition", "acreate", "aupdate"}
# Models and variables that have a plain status and no workflow.
PLAIN = {
    "Delivery",
    "delivery",
    "FrameworkVersion",
    "version",
    "ImportRun",
    "ImportRow",
    "run",
    "ProblemExport",
    "export",
}


def test_imports_run_downwards_only() -> None:
    """As pyproject.toml says: between the apps, and inside each of them."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {place(path): len(path.read_text("utf-8").splitlines()) for path in [*EVERYTHING, *templates()]}
    scripts = [*(ROOT / "static" / "js").rglob("*.js"), *(ROOT / "static" / "css").rglob("*.css")]
    long |= {place(path): len(path.read_text("utf-8").splitlines()) for path in scripts}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = {}
    for path in EVERYTHING:
        limit = VIEW_LINES if is_layer(path, "views") else FUNCTION_LINES
        long |= {f"{place(path)}:{f.lineno} {f.name}": length(f) for f in functions(path) if length(f) > limit}
    assert long == {}


def test_nothing_is_called_utils() -> None:
    names = [path for path in EVERYTHING if {path.stem, *path.relative_to(ROOT).parts[:-1]} & NOWHERE_NAMES]
    assert [place(path) for path in names] == []


def test_every_module_begins_with_one_sentence_that_says_what_it_is_for() -> None:
    wrong = {}
    for path in EVERYTHING:
        if not path.read_text("utf-8").strip() and path.name == "__init__.py" and "tests" in path.parts:
            continue
        if path.name == "__init__.py" and path.parent.name in {"management", "commands", "migrations"}:
            continue
        words = ast.get_docstring(tree(path)) or ""
        first = words.split("\n\n")[0].replace("\n", " ")
        if not re.search(r"[.?:]$", first):
            wrong[place(path)] = first
    assert wrong == {}


def test_public_functions_of_the_rules_say_what_they_do() -> None:
    bare = []
    for path in python_files(*APPS):
        if not (is_layer(path, *EXPLAINED) or path.relative_to(ROOT).parts[0] == "core"):
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node) and node.name != "Meta" and not _is_local(node, path):
                bare.append(f"{place(path)}:{node.lineno} {node.name}")
    assert bare == []


def _is_local(node: ast.AST, path: Path) -> bool:
    """Whether a function stands inside another function."""
    return any(node is not outer and node in ast.walk(outer) for outer in functions(path))


@cache
def _workflowed_names() -> set[str]:
    """The names of all models that have a workflow."""
    return {
        node.name
        for path in python_files(*APPS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Workflowed" for b in node.bases)
    }


def _state_writes(path: Path) -> list[int]:
    """Lines that set `.state`, or hand `state=` to update, create and their like."""
    lines = []
    for node in ast.walk(tree(path)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in STATE_FIELDS and not _names(target) & PLAIN:
                lines.append(node.lineno)
        if isinstance(node, ast.Call) and any(word.arg in STATE_FIELDS for word in node.keywords) and _is_write(node):
            lines.append(node.lineno)
    return lines


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _is_write(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in _workflowed_names() or (name in WRITERS and not _names(call.func) & PLAIN)


@pytest.mark.parametrize("package", [*APPS, "config", "demo"])
def test_only_the_door_writes_a_state(package: str) -> None:
    """Records without a workflow table (deliveries, framework versions, imports) keep a plain status of their own."""
    writes = {place(path): lines for path in python_files(package) if (lines := _state_writes(path))}
    writes.pop(DOOR, None)
    assert writes == {}


def test_the_repository_names_no_machine() -> None:
    """No absolute path or address of a developer's machine."""
    wrong = []
    for path in [*EVERYTHING, *templates(), *ROOT.glob("*.md"), *ROOT.glob("*.toml"), *(ROOT / "docs").rglob("*.md")]:
        text = path.read_text("utf-8", errors="replace")
        if re.search(r"/(home|root|Users|work)/[a-z]", text):
            wrong.append(place(path))
    assert wrong == []
