"""The double-random draw: ranks from a public seed, an assignment whenever one exists, the check of a published draw.

Nothing but the standard library: this very file is the script that anybody may download and run without a network,

    python3 verify_draw.py draw.json [the hash noted when the pools were published]

The rules. A text is canonical when it is JSON with sorted keys, without spaces, in UTF-8; its hash is SHA-256. The rank
of a unit is SHA-256("unit|seed|draw number|code"), that of an inspector SHA-256("inspector|seed|draw number|code"). Of
each stratum the lowest ranks are drawn. Then, for a limit of 1, 2, 3 … inspections a person up to the ceiling, the
drawn units by rank take the lowest-ranked inspectors below the limit, earlier ones giving theirs up for others where
that helps (augmenting paths): so an assignment is found whenever one exists, and the highest load is as low as can be.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

FORMAT = "double-random-draw/1"


def canonical(value: Any) -> str:
    """`value` as the one text that is hashed: JSON, sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def rank(purpose: str, seed: str, number: str, code: str) -> str:
    """The rank of `code` in the draw `number`; `purpose` keeps units ("unit") and people ("inspector") independent."""
    return digest(f"{purpose}|{seed}|{number}|{code}")


def quota_of(stratum: dict[str, Any], candidates: int) -> int:
    """How many are drawn of a stratum: the quota as written, or its per cent of the candidates, rounded up."""
    return int(stratum["quota"]) if "quota" in stratum else -(-candidates * int(stratum["percent"]) // 100)


def candidates_of(pool: dict[str, Any], stratum: dict[str, Any]) -> list[str]:
    """The codes of a stratum that may be drawn: neither excluded nor included beforehand."""
    settled = {row["code"] for row in (*pool["exclude"], *pool["include"])}
    return [code for code in stratum["codes"] if code not in settled]


@dataclass(frozen=True)
class Drawn:
    """A drawn unit: its rank, its code, and the stratum that it was drawn from (empty: included beforehand)."""

    rank: str
    code: str
    stratum: str


def draw_units(pool: dict[str, Any], seed: str) -> list[Drawn]:
    """The drawn units by rank. Raises ValueError for a stratum with fewer candidates than its quota."""

    def ranked(code: str, stratum: str) -> Drawn:
        return Drawn(rank("unit", seed, pool["draw"], code), code, stratum)

    drawn = [ranked(row["code"], "") for row in pool["include"]]
    for stratum in pool["strata"]:
        found = sorted((ranked(code, stratum["name"]) for code in candidates_of(pool, stratum)), key=lambda d: d.rank)
        quota = quota_of(stratum, len(found))
        if quota > len(found):
            raise ValueError(f"{stratum['name']}: {quota} > {len(found)}")
        drawn += found[:quota]
    return sorted(drawn, key=lambda d: d.rank)


@dataclass(frozen=True)
class Shortage:
    """Why no assignment exists: `units` need `missing` more places than `inspectors`, who may go there, can give."""

    missing: int
    units: list[str]
    inspectors: list[str]
    places: int


class Impossible(Exception):
    """No valid assignment exists; `shortage` says by how many and for which units."""

    def __init__(self, shortage: Shortage) -> None:
        super().__init__(str(shortage.missing))
        self.shortage = shortage


def _bits(mask: int) -> Iterator[int]:
    """The places of the ones in `mask`, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass
class Assignment:
    """Who goes where, while it is worked out: units and inspectors by place in rank order, sets of them as bits."""

    may: list[int]  # by unit: the inspectors who may go there
    load: list[int]  # by inspector: inspections at the same time, those of before included
    has: list[int] = field(default_factory=list)  # by unit: its inspectors so far
    goes: list[int] = field(default_factory=list)  # by inspector: the units so far
    free: int = 0  # inspectors below the present limit
    dead: int = 0  # inspectors from whom nobody free can be reached at the present limit

    def __post_init__(self) -> None:
        self.has = [0] * len(self.may)
        self.goes = [0] * len(self.load)

    def fill(self, per_unit: int, ceiling: int) -> list[int]:
        """Give each unit `per_unit` inspectors, raising the limit only as far as needed; returns units left short."""
        short = list(range(len(self.may))) if per_unit else []
        for limit in range(1, ceiling + 1):
            if not short:
                break
            self.free = sum(1 << place for place, load in enumerate(self.load) if load < limit)
            self.dead = 0
            short = [unit for unit in short if not self._serve(unit, per_unit, limit)]
        return short

    def _serve(self, unit: int, per_unit: int, limit: int) -> bool:
        while self.has[unit].bit_count() < per_unit:
            if not self._extend(unit, limit):
                return False
        return True

    def _extend(self, start: int, limit: int) -> bool:
        """Give `start` one inspector more, by the shortest chain of hand-overs; False where there is none."""
        came: dict[int, tuple[int, int]] = {start: (-1, -1)}  # unit → inspector that it gives up, unit that gets him
        queue, seen = [start], self.dead
        for unit in queue:
            fresh = self.may[unit] & ~self.has[unit] & ~seen
            if fresh & self.free:
                self._hand_over(unit, next(_bits(fresh & self.free)), came, limit)
                return True
            seen |= fresh
            for inspector in _bits(fresh):
                for other in _bits(self.goes[inspector]):
                    if other not in came:
                        came[other] = (inspector, unit)
                        queue.append(other)
        self.dead = seen
        return False

    def _hand_over(self, unit: int, inspector: int, came: dict[int, tuple[int, int]], limit: int) -> None:
        self.load[inspector] += 1
        if self.load[inspector] >= limit:
            self.free &= ~(1 << inspector)
        while True:
            self.has[unit] |= 1 << inspector
            self.goes[inspector] |= 1 << unit
            given_up, receiver = came[unit]
            if given_up < 0:
                return
            self.has[unit] &= ~(1 << given_up)
            self.goes[given_up] &= ~(1 << unit)
            unit, inspector = receiver, given_up

    def reach(self, short: list[int]) -> tuple[list[int], int]:
        """The units whose inspectors could be moved for those left `short`, and the inspectors that they may have."""
        units, known, seen = list(short), set(short), 0
        for unit in units:
            fresh = self.may[unit] & ~self.has[unit] & ~seen
            seen |= fresh
            for place in _bits(fresh):
                others = [other for other in _bits(self.goes[place]) if other not in known]
                units += others
                known.update(others)
        return units, seen


def edges(pool: dict[str, Any], units: list[str], inspectors: list[dict[str, Any]]) -> list[int]:
    """For each of `units` the inspectors who may go there, as bits: no recusal, and the zone rule."""
    zone_of = {unit["code"]: unit["zone"] for unit in pool["units"]}
    place = {inspector["code"]: number for number, inspector in enumerate(inspectors)}
    away: dict[str, int] = {}
    for code, unit in pool["apart"]:
        away[unit] = away.get(unit, 0) | (1 << place[code] if code in place else 0)
    in_zone: dict[str, int] = {}
    for number, inspector in enumerate(inspectors):
        in_zone[inspector["zone"]] = in_zone.get(inspector["zone"], 0) | 1 << number
    everybody = (1 << len(inspectors)) - 1
    found = []
    for unit in units:
        near = in_zone.get(zone_of[unit], 0) if zone_of[unit] else 0
        allowed = {"any": everybody, "own": near, "other": everybody & ~near}[pool["zones"]]
        found.append(allowed & ~away.get(unit, 0))
    return found


def assign(pool: dict[str, Any], units: list[str], seed: str) -> tuple[list[list[str]], int]:
    """The team of each of `units`, its leader first, and the highest load of anybody who goes.

    The leader is the lowest-ranked full-time inspector of the team, else the lowest-ranked one. Raises Impossible.
    """
    ranks = {row["code"]: rank("inspector", seed, pool["draw"], row["code"]) for row in pool["inspectors"]}
    people = sorted(pool["inspectors"], key=lambda row: ranks[row["code"]])
    work = Assignment(edges(pool, units, people), [row["load"] for row in people])
    short = work.fill(pool["per_unit"], pool["ceiling"])
    if short:
        reached, may = work.reach(short)
        places = sum(work.has[unit].bit_count() for unit in reached)
        raise Impossible(
            Shortage(
                missing=len(reached) * pool["per_unit"] - places,
                units=sorted(units[unit] for unit in reached),
                inspectors=sorted(people[place]["code"] for place in _bits(may | _all(work.has, reached))),
                places=places,
            )
        )
    teams = [[people[place] for place in _bits(mask)] for mask in work.has]
    highest = max((work.load[place] for mask in work.has for place in _bits(mask)), default=0)
    return [_leader_first(team) for team in teams], highest


def _all(masks: list[int], places: list[int]) -> int:
    joined = 0
    for place in places:
        joined |= masks[place]
    return joined


def _leader_first(team: list[dict[str, Any]]) -> list[str]:
    leader = next((person for person in team if person["full_time"]), team[0] if team else None)
    return [person["code"] for person in sorted(team, key=lambda person: person is not leader)]


def draw(pool: dict[str, Any], seed: str) -> dict[str, Any]:
    """The whole result of a draw from its pools and its seed. Raises ValueError or Impossible where there is none."""
    drawn = draw_units(pool, seed)
    teams, highest = assign(pool, [unit.code for unit in drawn], seed)
    return {
        "draw": pool["draw"],
        "pool_sha256": digest(canonical(pool)),
        "seed": seed,
        "highest_load": highest,
        "units": [
            {"code": unit.code, "rank": unit.rank, "stratum": unit.stratum, "team": team}
            for unit, team in zip(drawn, teams, strict=True)
        ],
    }


@dataclass(frozen=True)
class Check:
    """One step of the check: what was compared, whether it agrees, and what there is to see."""

    words: str
    ok: bool
    lines: list[str] = field(default_factory=list)


def verify(file: dict[str, Any], noted: str = "") -> list[Check]:
    """Recompute a published draw; returns each step with its outcome, the first failure last.

    `noted` is the hash that somebody wrote down when the pools were published. Raises KeyError, TypeError or ValueError
    for a file that is no published draw.
    """
    text = file["pool"]
    pool = json.loads(text)
    checks = [
        Check("名录库和参数的校验值与公布的一致", digest(text) == file["pool_sha256"], [digest(text)]),
        Check("名录库和参数为规范格式，未作改动", pool["format"] == FORMAT and canonical(pool) == text),
        Check("抽取编号一致", pool["draw"] == file["draw"], [pool["draw"]]),
        Check("公布时间一致", pool["committed_at"] == file["committed_at"], [pool["committed_at"]]),
    ]
    if noted:
        checks.append(Check("与事先记下的校验值一致", digest(text) == noted.strip().lower()))
    if file["seed"] is None or not file["result"]:
        return checks
    seed = file["seed"]
    checks.append(
        Check("随机种子产生于名录库公布之后", seed["at"] > pool["committed_at"], [seed["source"], seed["at"]])
    )
    checks.append(Check("随机种子为纯数字", seed["digits"].isascii() and seed["digits"].isdigit(), [seed["digits"]]))
    return checks + _verify_result(pool, seed["digits"], file)


def _verify_result(pool: dict[str, Any], seed: str, file: dict[str, Any]) -> list[Check]:
    names = {row["code"]: row["name"] for row in (*pool["units"], *pool["inspectors"])}
    try:
        drawn, result = draw_units(pool, seed), draw(pool, seed)
    except (Impossible, ValueError) as exc:
        return [Check("按规则无法得出结果", False, [str(exc)])]
    checks = []
    for stratum in pool["strata"]:
        mine = [unit for unit in drawn if unit.stratum == stratum["name"]]
        listed = {row["code"] for row in json.loads(file["result"])["units"] if row["stratum"] == stratum["name"]}
        words = f"{stratum['name']}：{len(candidates_of(pool, stratum))}个中抽取{len(mine)}个，按排序值取最小的"
        lines = [f"{unit.rank}  {unit.code}  {names[unit.code]}" for unit in mine]
        checks.append(Check(words, listed == {unit.code for unit in mine}, lines))
    lines = [f"{names[row['code']]}：{'、'.join(names[code] for code in row['team'])}" for row in result["units"]]
    text = canonical(result)
    checks.append(Check("重新计算的结果与公布的结果完全一致", text == file["result"], lines))
    checks.append(Check("结果的校验值与公布的一致", digest(text) == file["result_sha256"], [digest(text)]))
    return checks


def main(arguments: list[str]) -> int:
    """Check the file named first (or standard input); prints each step. Returns 0 for a match, 1 for none, 2 unread."""
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="replace")
    try:
        if arguments and arguments[0] != "-":
            with open(arguments[0], encoding="utf-8") as stream:
                file = json.load(stream)
        else:
            file = json.loads(sys.stdin.buffer.read().decode("utf-8"))
        checks = verify(file, *arguments[1:2])
    except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError) as exc:
        out.write(f"无法读取：{exc!r}\nUNREADABLE\n")
        return 2
    for number, check in enumerate(checks, 1):
        out.write(f"[{number}] {'一致' if check.ok else '不一致'}  {check.words}\n")
        out.writelines(f"      {line}\n" for line in check.lines)
    match = all(check.ok for check in checks)
    if file["seed"] is None or not file["result"]:
        out.write("结果尚未公布，以上为目前能够核对的内容。\n")
    out.write("核对一致 MATCH\n" if match else "核对不一致 MISMATCH\n")
    return 0 if match else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
