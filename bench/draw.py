"""Draws 2,000 units with three inspectors each out of 600, with recusals and zones: time, highest load, validity.

The draw itself, without the database; then the check that everybody may run. Target: at most 3 seconds.
Usage: .venv/bin/python -m bench.draw [units] [inspectors]
"""

import json
import random
import sys
import time
from collections import Counter
from typing import Any

from supervision.draw import drawing

SEED = "61244325136141225364"
TARGET = 3.0


def make_pool(units: int, inspectors: int, *, zones: str, spare: int, recusals: int = 12) -> dict[str, Any]:
    """A made-up province: a fifth more units than are drawn, recusals, people who have something on already.

    The ceiling lies `spare` above the lowest at which there are places enough.
    """
    chance = random.Random(2026)
    codes = [f"51{number:08}" for number in range(units * 6 // 5)]
    people = [f"川督〔2026〕{number:04}" for number in range(inspectors)]
    loads = [chance.randrange(3) for _person in people]
    return {
        "format": drawing.FORMAT,
        "draw": "基准抽〔2026〕1号",
        "purpose": "基准",
        "committed_at": "2026-11-24T10:00:00+08:00",
        "per_unit": 3,
        "ceiling": -(-(units * 3 + sum(loads)) // inspectors) + spare,
        "zones": zones,
        "units": [{"code": code, "name": code, "zone": str(place % 20)} for place, code in enumerate(codes)],
        "inspectors": [
            {"code": code, "name": code, "zone": str(n % 20), "full_time": n % 4 == 0, "load": loads[n]}
            for n, code in enumerate(people)
        ],
        "apart": sorted([person, code] for code in codes for person in chance.sample(people, recusals)),
        "strata": [{"name": "全部", "codes": codes, "quota": units}],
        "include": [],
        "exclude": [],
    }


def check(pool: dict[str, Any], result: dict[str, Any]) -> str:
    """Count what must be: places, nobody where they may not go, nobody beyond the ceiling."""
    apart = {tuple(pair) for pair in pool["apart"]}
    loads = Counter({person["code"]: person["load"] for person in pool["inspectors"]})
    for row in result["units"]:
        assert len(set(row["team"])) == pool["per_unit"]
        assert not any((code, row["code"]) in apart for code in row["team"])
        loads.update(row["team"])
    assert max(loads.values()) <= pool["ceiling"]
    return f"load {min(loads.values())}–{max(loads.values())} of {pool['ceiling']}"


def main(units: int, inspectors: int) -> None:
    """Measure a loose, a tight and a zoned draw, and one that cannot be."""
    cases = (
        ("any zone", {"zones": "any", "spare": 2}),
        ("any zone, no room to spare", {"zones": "any", "spare": 0}),
        ("never the own zone", {"zones": "other", "spare": 0}),
        ("only the own zone", {"zones": "own", "spare": 2, "recusals": 3}),
        ("too few", {"zones": "any", "spare": -1}),
    )
    slowest = 0.0
    for words, given in cases:
        pool = make_pool(units, inspectors, **given)
        start = time.perf_counter()
        try:
            result = drawing.draw(pool, SEED)
            said = check(pool, result)
        except drawing.Impossible as exc:
            said = f"impossible, {exc.shortage.missing} places missing for {len(exc.shortage.units)} units"
        seconds = time.perf_counter() - start
        slowest = max(slowest, seconds)
        print(f"{words:28} {seconds:6.2f} s   {said}")
    text = drawing.canonical(make_pool(units, inspectors, zones="any", spare=0))
    start = time.perf_counter()
    drawing.draw(json.loads(text), SEED)
    print(f"{'from the frozen text':28} {time.perf_counter() - start:6.2f} s   {len(text.encode()) // 1024} KB")
    print(f"{units} units × 3 out of {inspectors}: {slowest:.2f} s at most, target {TARGET:.0f} s")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "2000", "600")[:2]))
