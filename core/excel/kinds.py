"""The register of what may be imported: each app adds its own kinds from its `resources.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.excel.resource import SheetResource


@dataclass(frozen=True)
class ImportKind:
    """One kind of workbook: its `token` (in addresses and in the log), words (msgids), resource, and who may import it.

    `after` names the kinds that have to be there first; `order` is the place on the page.
    """

    token: str
    label: str
    text: str
    resource: type[SheetResource]
    may: Callable[[Any], bool]
    order: int
    after: tuple[str, ...] = ()


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add `kind`; raises ValueError for a token that is taken."""
    if kind.token in _kinds:
        raise ValueError(f"import kind {kind.token} is registered twice")
    _kinds[kind.token] = kind


def get_kind(token: str) -> ImportKind:
    """The kind called `token`; raises KeyError where there is none."""
    return _kinds[token]


def kinds_for(user: Any) -> list[ImportKind]:
    """The kinds that `user` may import, in the order in which they build on each other."""
    return sorted((kind for kind in _kinds.values() if kind.may(user)), key=lambda kind: kind.order)


def check_can_import(user: Any, kind: ImportKind) -> None:
    """Raises NotAllowed where `user` may not import `kind`."""
    if not kind.may(user):
        raise NotAllowed(_("Importing “%(kind)s” is the supervision office's work.") % {"kind": _(kind.label)})
