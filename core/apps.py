"""The core app, and the way in which every app loads what lies in its subjects."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps
from django.conf import settings

# Modules that nobody imports: what comes in as Excel, what is answered to the apps below, what is done at their news.
LEAVES = ("resources", "answers", "receivers")


def places() -> list[str]:
    """The project's own apps and the subjects in them, as dotted names."""
    found = []
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent == settings.BASE_DIR:
            found += [
                config.name,
                *(f"{config.name}.{path.parent.name}" for path in sorted(folder.glob("*/__init__.py"))),
            ]
    return found


def load(leaf: str) -> list[ModuleType]:
    """Import the module, or the package, `leaf` of every app and subject that has one; returns them."""
    found = []
    for place in places():
        path = Path(settings.BASE_DIR, *place.split("."))
        if (path / f"{leaf}.py").exists() or (path / leaf / "__init__.py").exists():
            found.append(import_module(f"{place}.{leaf}"))
    return found


class CoreConfig(AppConfig):
    """Foundation shared by every app."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the leaves of every app and subject, once all models are there."""
        for leaf in LEAVES:
            load(leaf)
