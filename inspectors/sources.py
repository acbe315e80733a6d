"""Registers of sources: the apps above, which hold the records, tell the corps things; the corps imports none."""

from collections.abc import Callable, Iterable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Sources(Generic[P, T]):
    """One register: the functions of the apps above that are asked the same question, in their order."""

    def __init__(self) -> None:
        self._known: list[Callable[P, Iterable[T]]] = []

    def register(self, source: Callable[P, Iterable[T]]) -> Callable[P, Iterable[T]]:
        """Let `source` be asked, from the `ready` of an app above; returns it: a decorator."""
        if source not in self._known:
            self._known.append(source)
        return source

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        """Everything that the sources tell; one call of each."""
        return [item for source in self._known for item in source(*args, **kwargs)]
