"""Small random draws, and what a draw must be like, found by another way than the draw's own."""

import random
from typing import Any

from supervision.draw import drawing

SEED = "61244325136141225364"


def pool_of(chance: random.Random, *, units: int = 0, people: int = 0) -> dict[str, Any]:
    """A draw of a few units and people, with strata, named units, recusals, zones, loads and a ceiling at random."""
    units, people = units or chance.randint(2, 9), people or chance.randint(2, 8)
    zones = ["", "1", "2", "3"][: chance.randint(2, 4)]
    codes = [f"51042100{place:02}" for place in range(units)]
    names = [f"川米督〔2025〕{place:03}" for place in range(people)]
    cut = chance.randint(1, units)
    strata = [
        _stratum(chance, "小学", codes[:cut]),
        *([_stratum(chance, "初中“一”", codes[cut:])] if cut < units else []),
    ]
    named = chance.sample(codes, chance.randint(0, min(2, units - 1)))
    pool = {
        "format": drawing.FORMAT,
        "draw": f"米教督抽〔2026〕{chance.randint(1, 99)}号",
        "purpose": '食堂\\抽查 "A"\t<b>𬭎</b>\u2028',
        "committed_at": "2026-11-24T10:00:00+08:00",
        "per_unit": chance.randint(0, 4),
        "ceiling": chance.randint(1, 4),
        "zones": chance.choice(("any", "own", "other")),
        "units": [{"code": code, "name": f"学校{code[-2:]}", "zone": chance.choice(zones)} for code in codes],
        "inspectors": [
            {
                "code": name,
                "name": f"督学{name[-3:]}",
                "zone": chance.choice(zones),
                "full_time": chance.random() < 0.4,
                "load": chance.choice((0, 0, 0, 1, 2)),
            }
            for name in names
        ],
        "apart": sorted([name, code] for name in names for code in codes if chance.random() < 0.2),
        "strata": strata,
        "include": [{"code": code, "reason": "群众反映集中"} for code in sorted(named[:1])],
        "exclude": [{"code": code, "reason": "停办"} for code in sorted(named[1:])],
    }
    _cap(pool)
    return pool


def _stratum(chance: random.Random, name: str, codes: list[str]) -> dict[str, Any]:
    size = {"quota": chance.randint(1, len(codes))} if chance.random() < 0.6 else {"percent": chance.randint(1, 100)}
    return {"name": name, "codes": codes, **size}


def _cap(pool: dict[str, Any]) -> None:
    """Quotas that the stratum can give: what the commit would have refused is not drawn."""
    for stratum in pool["strata"]:
        if "quota" in stratum:
            stratum["quota"] = min(stratum["quota"], len(drawing.candidates_of(pool, stratum)))


def may_go(pool: dict[str, Any], unit: str) -> list[dict[str, Any]]:
    """The inspectors who may go to `unit`, by the words of the rules."""
    zone = next(row["zone"] for row in pool["units"] if row["code"] == unit)
    free = [person for person in pool["inspectors"] if [person["code"], unit] not in pool["apart"]]
    if pool["zones"] == "any":
        return free
    own = [person for person in free if zone and person["zone"] == zone]
    return own if pool["zones"] == "own" else [person for person in free if person not in own]


def can_be_staffed(pool: dict[str, Any], units: list[str], ceiling: int) -> bool:
    """Whether every unit can have its inspectors with nobody above `ceiling`: tried out, choice by choice."""
    room = {person["code"]: ceiling - person["load"] for person in pool["inspectors"]}
    need = pool["per_unit"]
    seen: set[tuple[Any, ...]] = set()

    def serve(place: int, missing: int, start: int) -> bool:
        if place == len(units):
            return True
        people = choices[place]
        if missing == 0:
            return serve(place + 1, need, 0)
        key = (place, missing, start, *sorted(room.items()))
        if key in seen:
            return False
        for at in range(start, len(people)):
            code = people[at]["code"]
            if room[code] > 0:
                room[code] -= 1
                if serve(place, missing - 1, at + 1):
                    return True
                room[code] += 1
        seen.add(key)
        return False

    choices = [may_go(pool, unit) for unit in units]
    return serve(0, need, 0)


def file_of(pool: dict[str, Any], seed: str = SEED) -> dict[str, Any]:
    """The published file of the draw of `pool` with `seed`."""
    text, result = drawing.canonical(pool), drawing.canonical(drawing.draw(pool, seed))
    return {
        "draw": pool["draw"],
        "committed_at": pool["committed_at"],
        "pool": text,
        "pool_sha256": drawing.digest(text),
        "seed": {"digits": seed, "source": "现场掷骰子", "at": "2026-11-24T14:30:00+08:00"},
        "result": result,
        "result_sha256": drawing.digest(result),
    }
