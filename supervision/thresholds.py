"""Thresholds of measured values as the county writes them (≥95得4分；≥90得3分): read, written, guessed from words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from core.excel.reasons import wrong
from core.workflow import gettext_noop as _


class Better(TextChoices):
    """Which way a measured value is better."""

    HIGHER = "higher", gettext_lazy("Higher is better")
    LOWER = "lower", gettext_lazy("Lower is better")


NUMBER = r"-?\d{1,9}(?:\.\d{1,3})?"

UNIT = r"(?:%|％|项|天|小时|门|人|次|所|平方米|元|册)?"

SIGNS = {
    "≥": Better.HIGHER,
    ">=": Better.HIGHER,
    "不低于": Better.HIGHER,
    "不少于": Better.HIGHER,
    "≤": Better.LOWER,
    "<=": Better.LOWER,
    "不高于": Better.LOWER,
    "不超过": Better.LOWER,
}

STEP = re.compile(rf"({'|'.join(SIGNS)})\s*({NUMBER})\s*{UNIT}\s*(?:得|[:：→=])\s*({NUMBER})\s*分?")

FULL = re.compile(rf"(≥|≤)?({NUMBER}){UNIT}(?:以上|及以上)?得?满分")

OTHER = re.compile(rf"({NUMBER}){UNIT}得({NUMBER})分")

LESS = re.compile(rf"每(低|少|缺|差|超|多|高|滞后)({NUMBER}){UNIT}扣({NUMBER})分")

EACH = re.compile(rf"((?:{NUMBER}{UNIT}、)+{NUMBER}{UNIT})各({NUMBER})分")

LIMITS = re.compile(r"[≤≥]")

RISING = {"低", "少", "缺", "差"}

MOST_STEPS = 40


@dataclass(frozen=True)
class Steps:
    """The thresholds of one indicator: which way is better, what is measured, and each value with its points."""

    better: str
    rows: tuple[tuple[Decimal, Decimal], ...]
    measure: str = ""

    def __str__(self) -> str:
        """As the county writes them."""
        sign = "≤" if self.better == Better.LOWER else "≥"
        return "；".join(f"{sign}{_plain(bound)}得{_plain(points)}分" for bound, points in self.rows)


def read(text: str) -> Steps | None:
    """The thresholds that `text` writes, best first; None for a blank one. Raises ValidationError for what is none."""
    parts = [part.strip() for part in re.split(r"[；;\n]+", text.replace("，", "；")) if part.strip()]
    if not parts:
        return None
    rows: list[tuple[Decimal, Decimal]] = []
    ways = set()
    for part in parts:
        match = STEP.fullmatch(part)
        if match is None:
            raise wrong(_("“%(part)s” is no threshold; write it like ≥95得4分."), part=part)
        ways.add(SIGNS[match[1]])
        rows.append((Decimal(match[2]), Decimal(match[3])))
    if len(ways) > 1:
        raise wrong(_("The thresholds of one indicator are all “at least” (≥) or all “at most” (≤)."))
    better = ways.pop()
    rows.sort(reverse=better == Better.HIGHER)
    _check(rows)
    return Steps(better, tuple(rows))


def _check(rows: list[tuple[Decimal, Decimal]]) -> None:
    """Each value stands once, and a better value gets more points."""
    if len(rows) > MOST_STEPS:
        raise wrong(_("More than %(limit)s thresholds for one indicator."), limit=MOST_STEPS)
    for (bound, points), (worse, fewer) in pairwise(rows):
        if bound == worse:
            raise wrong(_("The value %(value)s has two thresholds."), value=_plain(bound))
        if fewer >= points:
            raise wrong(_("%(worse)s must get fewer points than %(bound)s."), worse=_plain(worse), bound=_plain(bound))
    for bound, points in rows:
        if points < 0 or points != points.quantize(Decimal("0.1")):
            raise wrong(_("The points of %(value)s are not zero or more in steps of 0.1."), value=_plain(bound))


def check_points(steps: Steps, points: Decimal | None) -> None:
    """Raise ValidationError where a threshold gives more than the indicator has."""
    highest = points or Decimal(0)
    for bound, got in steps.rows:
        if got > highest:
            words = {"value": _plain(bound), "got": _plain(got), "highest": _plain(highest)}
            raise wrong(_("The threshold %(value)s gives %(got)s points; the indicator has %(highest)s."), **words)


def guess(standard: str, points: Decimal | None) -> Steps | None:
    """The thresholds that a scoring standard in words means; None where it cannot be read.

    Knows: full points from a value on, or up to one; so many points off for each so much worse; several lines that
    carry points each, or that have to be kept together (the value measured is then how many of them are kept).
    """
    if not points:
        return None
    text = standard.replace(" ", "").replace("％", "%")
    return _each(text) or _full(text, points) or _limits(text, points)


def _each(text: str) -> Steps | None:
    match = EACH.search(text)
    if match is None:
        return None
    count, share = len(match[1].split("、")), Decimal(match[2])
    rows = tuple((Decimal(kept), share * kept) for kept in range(count, 0, -1))
    return Steps(Better.HIGHER, rows, "达标项数（项）")


def _full(text: str, points: Decimal) -> Steps | None:
    match = FULL.search(text)
    if match is None:
        return None
    best = Decimal(match[2])
    less = LESS.search(text)
    lower = match[1] == "≤" or (less is not None and less[1] not in RISING)
    rows = [(best, points)]
    if less is not None:
        rows = list(_falling(best, points, Decimal(less[2]), Decimal(less[3]), lower=lower))
    else:
        rows += [(Decimal(value), Decimal(got)) for value, got in OTHER.findall(text) if Decimal(got) < points]
    name, colon, _rest = standard_name(text)
    return Steps(Better.LOWER if lower else Better.HIGHER, tuple(rows[:MOST_STEPS]), name if colon else "")


def standard_name(text: str) -> tuple[str, str, str]:
    """What stands before the colon of a standard, the colon, and the rest."""
    return text.replace(":", "：").partition("：")


def _falling(
    best: Decimal, points: Decimal, step: Decimal, less: Decimal, *, lower: bool
) -> Iterable[tuple[Decimal, Decimal]]:
    """A row for each step down to the last that still gives points."""
    if step <= 0 or less <= 0:
        yield best, points
        return
    bound, got = best, points
    while got > 0 and (lower or bound >= 0):
        yield bound, got
        bound, got = (bound + step if lower else bound - step), got - less


def _limits(text: str, points: Decimal) -> Steps | None:
    name, _colon, rest = standard_name(text)
    limits = [part for part in re.split(r"[、，,；;]", rest or name) if LIMITS.search(part)]
    if len(limits) < 2:
        return None
    return Steps(Better.HIGHER, ((Decimal(len(limits)), points),), "达标项数（项）")


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


__all__ = ["Steps", "ValidationError", "check_points", "guess", "read"]
