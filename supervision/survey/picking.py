"""Which classes answer a questionnaire: chance alone, from a seed that everybody can recompute (REG 19).

Each class is ranked by SHA-256 over the seed, a colon and its code (`g7-3` is class 3 of grade 7); those with the
smallest hashes are picked. Pure standard library, so that it can be checked by hand.
"""

import hashlib
from collections.abc import Iterable, Mapping


def codes_of(classes: Mapping[str, int]) -> list[str]:
    """The codes of all classes, from the number of classes of each grade (a grade named "" numbers them through)."""
    return [f"{grade or 'all'}-{number}" for grade, count in classes.items() for number in range(1, count + 1)]


def rank(seed: str, code: str) -> str:
    """The rank of a class under `seed`, as a hexadecimal number."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def pick(codes: Iterable[str], seed: str, count: int) -> list[str]:
    """The `count` codes of smallest rank, in the order of their rank; all where there are fewer."""
    return sorted(codes, key=lambda code: rank(seed, code))[:count]


def split(code: str) -> tuple[str, int]:
    """Grade and number behind a code."""
    grade, number = code.rsplit("-", 1)
    return "" if grade == "all" else grade, int(number)
