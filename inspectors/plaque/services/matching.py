"""An even matching: each unit gets one person whenever that is possible at all, the highest load as low as can be.

Persons are tried in order of their load; where all are full, one gives a unit up to another (augmenting paths), so a
whole matching is found whenever one exists.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

U = TypeVar("U", bound=Hashable)
P = TypeVar("P", bound=Hashable)


@dataclass
class _Spread(Generic[U, P]):
    """Who gets what, while it is worked out."""

    may: Mapping[U, Sequence[P]]
    held: Mapping[P, int]
    who: dict[U, P] = field(default_factory=dict)
    has: dict[P, list[U]] = field(default_factory=dict)

    def load(self, person: P) -> int:
        """What the person has and gets."""
        return self.held.get(person, 0) + len(self.has.get(person, ()))

    def place(self, unit: U, limit: int, seen: set[P]) -> bool:
        """Give `unit` somebody below `limit`, by hand-overs where it takes them; False where that cannot be."""
        people = sorted((one for one in self.may[unit] if one not in seen), key=self.load)
        for person in people:
            if self.load(person) < limit:
                self._give(unit, person)
                return True
        for person in people:
            if person in seen:
                continue
            seen.add(person)
            for other in list(self.has.get(person, ())):
                if self.place(other, limit, seen):
                    self._give(unit, person)
                    return True
        return False

    def _give(self, unit: U, person: P) -> None:
        if unit in self.who:
            self.has[self.who[unit]].remove(unit)
        self.who[unit] = person
        self.has.setdefault(person, []).append(unit)


def spread(tiers: Sequence[Mapping[U, Sequence[P]]], held: Mapping[P, int], most: int) -> dict[U, P]:
    """Give as many units as possible one person each, nobody more than `most` with what they have `held`.

    `tiers` are maps of unit to the persons who may be given it, each wider than the one before: a later one is used
    only for units that the earlier ones leave without. The same input gives the same result.
    """
    work: _Spread[U, P] = _Spread({}, held)
    for may in tiers:
        work.may = may
        for limit in range(1, most + 1):
            for unit in may:
                if unit not in work.who:
                    work.place(unit, limit, set())
    return work.who
