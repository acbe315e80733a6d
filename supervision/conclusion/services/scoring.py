"""What one indicator comes to by its method, and which level the whole comes to by its version's rule (domain §6)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from accounts import policy
from core.workflow import gettext_noop as _
from supervision.conclusion_words import Line, Said
from supervision.models import Cap, ConclusionLevel, Grade, Indicator, Method, Rating, Rule, Threshold
from supervision.models.framework import plain
from supervision.thresholds import Better

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
HUNDRED = Decimal(100)


def grade_shares() -> dict[str, Decimal]:
    """The share of the points that each grade gets, in per cent (setting `grade_shares`); what is not set gets none."""
    given = policy.numbers("grade_shares")
    return {grade: Decimal(given[n] if n < len(given) else 0) for n, grade in enumerate(Grade.values)}


def score(leaf: Indicator, rating: Rating, shares: dict[str, Decimal]) -> Line | None:
    """What `rating` gives on `leaf`, by its method; None where the rating carries no value. No query if prefetched."""
    method = Method(leaf.method or Method.POINTS)
    found = {
        Method.POINTS: _by_points,
        Method.GRADE: _by_grade,
        Method.YES_NO: _by_yes_no,
        Method.MEASURED: _by_measuring,
    }[method](leaf, rating, shares)
    if found is None:
        return None
    points, grade, why = found
    possible = leaf.points or None
    if not grade:
        grade = _grade_of(points or Decimal(0), possible, shares)
    return Line(leaf.code, leaf.text, points if possible else None, possible, grade, why)


Found = tuple[Decimal | None, str, Said]


def _by_points(leaf: Indicator, rating: Rating, _shares: dict[str, Decimal]) -> Found | None:
    if rating.points is None:
        return None
    points = min(rating.points, leaf.points or Decimal(0))
    words = {"points": plain(points), "possible": plain(leaf.points or Decimal(0))}
    return points, "", Said(_("rated with %(points)s of %(possible)s points"), words)


def _by_grade(leaf: Indicator, rating: Rating, shares: dict[str, Decimal]) -> Found | None:
    if not rating.grade:
        return None
    if not leaf.points:
        return None, rating.grade, Said(_("grade %(grade)s"), {"grade": rating.grade})
    share = shares[rating.grade]
    points = (leaf.points * share / HUNDRED).quantize(TENTH, ROUND_HALF_UP)
    words = {"grade": rating.grade, "share": plain(share), "possible": plain(leaf.points), "points": plain(points)}
    return (
        points,
        rating.grade,
        Said(_("grade %(grade)s: %(share)s per cent of %(possible)s points is %(points)s"), words),
    )


def _by_yes_no(leaf: Indicator, rating: Rating, _shares: dict[str, Decimal]) -> Found | None:
    if rating.is_met is None:
        return None
    grade = Grade.A if rating.is_met else Grade.D
    if not leaf.points:
        return None, grade, Said(_("met") if rating.is_met else _("not met"))
    if rating.is_met:
        return leaf.points, grade, Said(_("met: all %(points)s points"), {"points": plain(leaf.points)})
    return Decimal(0), grade, Said(_("not met: no points"))


def _by_measuring(leaf: Indicator, rating: Rating, _shares: dict[str, Decimal]) -> Found | None:
    if rating.measured is None:
        return None
    words = {"value": plain(rating.measured)}
    step = reached(leaf, rating.measured)
    if step is None:
        return Decimal(0), "", Said(_("measured %(value)s: reaches no threshold, no points"), words)
    points = min(step.points, leaf.points or Decimal(0))
    sign = "≤" if leaf.better == Better.LOWER else "≥"
    words |= {"threshold": f"{sign}{plain(step.bound)}", "points": plain(points)}
    return points, "", Said(_("measured %(value)s: reaches %(threshold)s, %(points)s points"), words)


def reached(leaf: Indicator, value: Decimal) -> Threshold | None:
    """The best threshold that `value` reaches: scoring is stepped, nothing is given for what lies between two steps."""
    lower = leaf.better == Better.LOWER
    steps = [row for row in leaf.thresholds.all() if (value <= row.bound if lower else value >= row.bound)]
    return max(steps, key=lambda row: row.points, default=None)


def _grade_of(points: Decimal, possible: Decimal | None, shares: dict[str, Decimal]) -> str:
    """The grade that an indicator without a grade counts as: the best whose share of the points it reaches."""
    share = points * HUNDRED / possible if possible else Decimal(0)
    return next((grade for grade, least in shares.items() if share >= least), str(Grade.D))


def percent_of(points: Decimal, possible: Decimal) -> Decimal | None:
    """Points of those to be had in per cent, to two places, which is the figure that levels are held against."""
    return (points * HUNDRED / possible).quantize(HUNDREDTH, ROUND_HALF_UP) if possible else None


def failed(line: Line | None) -> bool:
    """Whether an indicator failed altogether: no points, not met, grade D."""
    if line is None:
        return False
    return line.points == 0 if line.points is not None else line.grade == Grade.D


def level_by_rule(
    rule: str, levels: Sequence[ConclusionLevel], percent: Decimal | None, grades: dict[str, int]
) -> tuple[int | None, Said]:
    """The place among `levels` (best first) that the rule gives before any veto or cap, and why."""
    if not levels:
        return None, Said(_("This framework draws no conclusion; the grades stand for themselves."))
    if rule == Rule.TOTAL:
        return _by_total(levels, percent)
    if rule == Rule.GRADES:
        return _by_grades(levels, grades)
    if not any(grades.values()):
        return None, Said(_("Nothing has been rated, so there is no conclusion."))
    words = {"level": levels[0].name}
    return 0, Said(_("By veto and cap only: %(level)s unless one of them holds."), words)


def _by_total(levels: Sequence[ConclusionLevel], percent: Decimal | None) -> tuple[int | None, Said]:
    if percent is None:
        return None, Said(_("Nothing has been rated, so there is no conclusion."))
    for place, level in enumerate(levels):
        least = level.least_percent or Decimal(0)
        if percent >= least:
            words = {"percent": plain(percent), "level": level.name, "least": plain(least)}
            return place, Said(_("By total: %(percent)s per cent reaches %(level)s (at least %(least)s)."), words)
    words = {"percent": plain(percent), "level": levels[-1].name}
    return len(levels) - 1, Said(_("By total: %(percent)s per cent reaches no line, so %(level)s."), words)


def _by_grades(levels: Sequence[ConclusionLevel], grades: dict[str, int]) -> tuple[int | None, Said]:
    count = sum(grades.values())
    if not count:
        return None, Said(_("Nothing has been rated, so there is no conclusion."))
    share_a = percent_of(Decimal(grades["A"]), Decimal(count)) or Decimal(0)
    share_b = percent_of(Decimal(grades["A"] + grades["B"]), Decimal(count)) or Decimal(0)
    words: dict[str, str] = {"a": plain(share_a), "b": plain(share_b), "d": str(grades["D"])}
    for place, level in enumerate(levels):
        if _holds(level, share_a, share_b, grades["D"]) or place == len(levels) - 1:
            words["level"] = level.name
            return place, Said(
                _("By grades: A %(a)s per cent, A and B %(b)s per cent, D %(d)s times reaches %(level)s."), words
            )
    raise AssertionError  # pragma: no cover (the last level takes all)


def _holds(level: ConclusionLevel, share_a: Decimal, share_b: Decimal, count_d: int) -> bool:
    asked: list[tuple[Any, bool]] = [
        (level.least_a, share_a >= (level.least_a or 0)),
        (level.least_b, share_b >= (level.least_b or 0)),
        (level.most_d, count_d <= (level.most_d or 0)),
    ]
    return all(met for value, met in asked if value is not None)


def cap_of(leaf: Indicator, levels: Sequence[ConclusionLevel]) -> int | None:
    """The place of the best level that is left once the veto or cap of `leaf` holds; None where there is none."""
    if not levels or not leaf.cap:
        return None
    if leaf.cap == Cap.VETO:
        return len(levels) - 1
    return next((place for place, level in enumerate(levels) if level.pk == leaf.caps_at_id), len(levels) - 1)
