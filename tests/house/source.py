"""The repository's own files, as the house tests read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "core", "inspectors", "rectification", "reports", "supervision")
PACKAGES = (*APPS, "config", "demo")
# Where the county's rules live: every public function there says what it takes, returns and raises.
EXPLAINED = ("services", "permissions", "workflow")


def python_files(*packages: str) -> list[Path]:
    """Every module of the packages, migrations left out."""
    return [
        path
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def place(path: Path) -> str:
    """The file's path inside the repository."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax."""
    return ast.parse(path.read_text("utf-8"))


@cache
def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function has, decorators included."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def is_layer(path: Path, *layers: str) -> bool:
    """Whether the file is, or lies in, one of the layers of a subject (`services.py`, `services/order.py`)."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return any(part in layers for part in parts[1:])


def templates() -> list[Path]:
    """Every template of pages, mails and documents."""
    return [path for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]


def template_name(path: Path) -> str:
    """The name by which a template is loaded."""
    return str(path.relative_to(ROOT / "templates"))
