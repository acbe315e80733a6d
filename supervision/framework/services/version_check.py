"""What keeps a draft version from being put in force: each fault in words, all of them at once (domain §6)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from core.workflow import gettext_noop
from supervision.models import Cap, ConclusionLevel, FrameworkVersion, Indicator, Method, Rule
from supervision.models.framework import plain

RULE = gettext_noop("Rules of indicator frameworks: points add up, every indicator can be rated, every cap has a level")
HUNDRED = Decimal(100)


def faults_of(version: FrameworkVersion) -> list[str]:
    """Every fault of `version` in words; none where it may be put in force. Three statements."""
    nodes = list(version.indicators.select_related("caps_at").prefetch_related("thresholds").order_by("order"))
    levels = list(version.levels.all())
    leaves = [node for node in nodes if node.level == "C"]
    if not leaves:
        return [_("A version without indicators cannot be put in force.")]
    found = [*_codes(nodes), *_branches(nodes), *_points(version, leaves)]
    for leaf in leaves:
        found += _leaf(leaf, version.conclusion_rule, has_levels=bool(levels))
    found += _levels(version.conclusion_rule, levels)
    return found


def points_of(leaves: Sequence[Indicator]) -> Decimal:
    """What the points of the leaves add up to."""
    return sum((leaf.points or Decimal(0) for leaf in leaves), Decimal(0))


def _codes(nodes: Sequence[Indicator]) -> Iterator[str]:
    for code, count in Counter(node.code.casefold() for node in nodes).items():
        if count > 1:
            yield _("The code %(code)s stands twice.") % {"code": code.upper()}


def _branches(nodes: Sequence[Indicator]) -> Iterator[str]:
    below: dict[object, int] = defaultdict(int)
    for node in nodes:
        below[node.parent_id] += 1
    for node in nodes:
        if node.level != "C" and not below[node.pk]:
            yield _("The branch %(code)s has no indicators.") % {"code": node.code}
        if node.level == "C" and node.parent_id is None:
            yield _("The indicator %(code)s hangs on no branch.") % {"code": node.code}


def _points(version: FrameworkVersion, leaves: Sequence[Indicator]) -> Iterator[str]:
    added, stated = points_of(leaves), version.total_points
    words = {"sum": plain(added), "stated": plain(stated), "difference": plain(abs(added - stated))}
    if added > stated:
        yield _("The points add up to %(sum)s, %(difference)s more than the %(stated)s stated.") % words
    if added < stated:
        yield _("The points add up to %(sum)s, %(difference)s fewer than the %(stated)s stated.") % words
    if version.conclusion_rule == Rule.TOTAL and stated != HUNDRED:
        words = {"stated": plain(stated), "difference": plain(abs(HUNDRED - stated))}
        yield _("By total, the points are 100 in all; stated are %(stated)s, a difference of %(difference)s.") % words


def _leaf(leaf: Indicator, rule: str, *, has_levels: bool) -> Iterator[str]:
    words = {"code": leaf.code}
    needs_points = rule == Rule.TOTAL or leaf.method in {Method.POINTS, Method.MEASURED}
    if not leaf.method:
        yield _("The indicator %(code)s has no scoring method.") % words
    if needs_points and not leaf.points:
        yield _("The indicator %(code)s has no points.") % words
    if leaf.method == Method.MEASURED:
        yield from _thresholds(leaf)
    if leaf.cap == Cap.CAP and leaf.caps_at_id is None:
        yield _("The cap of %(code)s names no level.") % words
    elif leaf.caps_at is not None and leaf.caps_at.version_id != leaf.version_id:
        yield _("The cap of %(code)s names a level of another version.") % words
    if leaf.cap and not has_levels:
        yield _("%(code)s carries a veto or cap, but the version has no levels.") % words


def _thresholds(leaf: Indicator) -> Iterator[str]:
    rows = list(leaf.thresholds.all())
    words = {"code": leaf.code, "points": plain(leaf.points or Decimal(0))}
    if not rows or not leaf.better:
        yield _("The measured indicator %(code)s has no thresholds.") % words
        return
    best = max(row.points for row in rows)
    words["best"] = plain(best)
    if best > (leaf.points or 0):
        yield _("A threshold of %(code)s gives %(best)s points; the indicator has %(points)s.") % words
    if best < (leaf.points or 0):
        yield _("The best threshold of %(code)s gives %(best)s of its %(points)s points.") % words


def _levels(rule: str, levels: Sequence[ConclusionLevel]) -> Iterator[str]:
    if rule == Rule.NONE:
        return
    if len(levels) < 2:
        yield _("The version has no levels: a conclusion needs at least two.")
        return
    if rule == Rule.TOTAL:
        lines = [level.least_percent for level in levels]
        if any(line is None for line in lines[:-1]):
            yield _("By total, every level but the lowest says from how many per cent on it holds.")
        known = [line for line in lines if line is not None]
        if any(upper <= lower for upper, lower in pairwise(known)):
            yield _("The per cent of the levels do not fall from one to the next.")
        if lines[-1]:
            yield _("The lowest level must hold from 0 per cent on, or nothing is left for less.")
        return
    asked = [(level.least_a, level.least_b, level.most_d) for level in levels]
    if any(all(value is None for value in row) for row in asked[:-1]):
        yield _("By count of grades, every level but the lowest says which grades it asks for.")
    if any(value is not None for value in asked[-1]):
        yield _("The lowest level asks for no grades, or nothing is left for less.")
