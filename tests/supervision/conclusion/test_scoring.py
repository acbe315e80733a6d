"""Many random frameworks and ratings: what holds of every conclusion, whatever the figures are."""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from supervision.conclusion.services.conclusion import Rated, draw
from supervision.conclusion.services.scoring import level_by_rule, score
from supervision.conclusion_words import Conclusion
from supervision.models import Cap, ConclusionLevel, FrameworkVersion, Grade, Indicator, Method, Rating, Rule, Threshold
from supervision.thresholds import Better

SHARES = {"A": Decimal(100), "B": Decimal(80), "C": Decimal(60), "D": Decimal(0)}


def random_case(
    rng: random.Random,
) -> tuple[FrameworkVersion, list[ConclusionLevel], list[Indicator], dict[Any, Rated]]:
    """A framework of random leaves with random ratings; nothing is written."""
    version = FrameworkVersion(conclusion_rule=rng.choice(Rule.values))
    lines = [Decimal(line) for line in sorted(rng.sample(range(1, 100), 3), reverse=True)]
    levels = [
        ConclusionLevel(
            version=version, order=n, name=f"第{n + 1}等", least_percent=line, least_b=int(line), most_d=n * 2
        )
        for n, line in enumerate(lines)
    ]
    levels.append(ConclusionLevel(version=version, order=3, name="第4等"))
    leaves, ratings = [], {}
    for n in range(rng.randint(1, 30)):
        points = Decimal(rng.randint(1, 200)) / 10
        cap = rng.choice([Cap.NONE, Cap.NONE, Cap.NONE, Cap.CAP, Cap.VETO])
        leaf = Indicator(
            version=version,
            level="C",
            code=f"C{n}",
            order=n,
            text="内容",
            points=points,
            method=rng.choice(Method.values),
            better=rng.choice(Better.values),
            cap=cap,
            cap_note=rng.choice(["", "情形"]),
            caps_at=rng.choice(levels) if cap == Cap.CAP else None,
            applies_to=rng.choice([[], ["primary"], ["kindergarten"]]),
        )
        steps = [
            Threshold(indicator=leaf, bound=Decimal(rng.randint(1, 100)), points=points / share) for share in (1, 2, 4)
        ]
        leaf._prefetched_objects_cache = {"thresholds": steps}  # type: ignore[attr-defined]
        leaves.append(leaf)
        if rng.random() < 0.8:
            ratings[leaf.pk] = Rated(random_rating(rng, leaf), rng.random() < 0.5)
    return version, levels, leaves, ratings


def random_rating(rng: random.Random, leaf: Indicator) -> Rating:
    """A rating that the method knows."""
    return Rating(
        indicator=leaf,
        points=Decimal(rng.randint(0, int((leaf.points or 0) * 10))) / 10,
        grade=rng.choice(Grade.values),
        is_met=rng.random() < 0.7,
        measured=Decimal(rng.randint(-10, 1100)) / 10,
    )


def place(levels: Sequence[ConclusionLevel], name: str) -> int:
    """The place of the level called `name`."""
    return [level.name for level in levels].index(name)


def test_many_random_frameworks(db: None) -> None:
    """Never above 100 per cent; the lines add up to the points; a veto or cap never raises; kept and read the same."""
    rng = random.Random(20260301)
    lowered = 0
    for _round in range(500):
        version, levels, leaves, ratings = random_case(rng)
        found = draw(version, levels, leaves, ratings, "primary", SHARES)
        assert found.percent is None or 0 <= found.percent <= 100
        assert sum(line.points or 0 for line in found.lines) == found.points <= found.possible
        assert sum(found.grades.values()) == len(found.lines)
        assert Conclusion.from_basis(found.basis()) == found
        free = [
            Indicator(**{f.attname: getattr(one, f.attname) for f in Indicator._meta.concrete_fields}) for one in leaves
        ]
        for one, origin in zip(free, leaves, strict=True):
            one.cap = Cap.NONE
            one._prefetched_objects_cache = origin._prefetched_objects_cache  # type: ignore[attr-defined]
        bare = draw(version, levels, free, ratings, "primary", SHARES)
        if bare.level:
            assert place(levels, found.level) >= place(levels, bare.level)
            lowered += found.level != bare.level
        assert (found.points, found.percent) == (bare.points, bare.percent)
    assert lowered > 100


@pytest.mark.parametrize("method", Method.values)
def test_a_rating_without_the_value_of_its_method_scores_nothing(method: str) -> None:
    leaf = Indicator(code="C1", text="内容", points=Decimal(5), method=method)
    assert score(leaf, Rating(indicator=leaf, note="先记一笔"), SHARES) is None


def test_below_every_line_the_lowest_level_holds() -> None:
    """Old data may have a lowest level with a line of its own."""
    levels = [
        ConclusionLevel(name="好", least_percent=Decimal(80)),
        ConclusionLevel(name="差", least_percent=Decimal(50)),
    ]
    place, why = level_by_rule(Rule.TOTAL, levels, Decimal("49.99"), {"A": 0, "B": 0, "C": 0, "D": 1})
    assert (place, str(why)) == (1, "按总分：得分率49.99%，未达到任何等次线，定为“差”。")


def test_a_threshold_reads_with_its_sign() -> None:
    leaf = Indicator(better=Better.LOWER)
    assert str(Threshold(indicator=leaf, bound=Decimal("2.50"), points=Decimal(1))) == "≤2.5"
    assert str(Threshold(indicator=Indicator(better=Better.HIGHER), bound=Decimal(0), points=Decimal(1))) == "≥0"
