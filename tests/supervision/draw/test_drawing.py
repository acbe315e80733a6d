"""The draw itself: thousands of random cases against the rules, uniform chances, and every kind of tampering."""

import io
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from supervision.draw import drawing
from tests.supervision.draw.drawings import SEED, can_be_staffed, file_of, may_go, pool_of

SCRIPT = Path(drawing.__file__)
CASES = 2_000


def outcome(pool: dict[str, Any], seed: str = SEED) -> dict[str, Any] | drawing.Shortage:
    """The result, or why there is none."""
    try:
        return drawing.draw(pool, seed)
    except drawing.Impossible as exc:
        return exc.shortage


@pytest.mark.parametrize("start", range(0, CASES, 500))
def test_an_assignment_is_found_exactly_where_one_exists_and_keeps_every_rule(start: int) -> None:
    found = Counter[str]()
    for case in range(start, start + 500):
        pool = pool_of(random.Random(case))
        units = [unit.code for unit in drawing.draw_units(pool, SEED)]
        result = outcome(pool)
        possible = can_be_staffed(pool, units, pool["ceiling"])
        assert isinstance(result, dict) is possible, case
        found["drawn" if possible else "impossible"] += 1
        if isinstance(result, dict):
            assert_rules_kept(pool, result)
            assert_load_is_least(pool, units, result)
        else:
            assert_shortage_is_true(pool, result)
    assert min(found.values()) > 50, found  # both kinds of case were really met


def assert_rules_kept(pool: dict[str, Any], result: dict[str, Any]) -> None:
    """Nobody goes where they may not, twice, or beyond the ceiling; quotas are met; a full-time inspector leads."""
    loads = Counter({person["code"]: person["load"] for person in pool["inspectors"]})
    full_time = {person["code"]: person["full_time"] for person in pool["inspectors"]}
    ranks = {code: drawing.rank("inspector", SEED, pool["draw"], code) for code in full_time}
    for row in result["units"]:
        allowed = {person["code"] for person in may_go(pool, row["code"])}
        assert set(row["team"]) <= allowed
        assert len(set(row["team"])) == len(row["team"]) == pool["per_unit"]
        loads.update(row["team"])
        if row["team"]:
            leader = row["team"][0]
            able = [code for code in row["team"] if full_time[code]] or row["team"]
            assert leader == min(able, key=ranks.__getitem__)
    went = {code for row in result["units"] for code in row["team"]}
    assert all(loads[code] <= pool["ceiling"] for code in went)
    assert result["highest_load"] == max((loads[code] for code in went), default=0)
    drawn = Counter(row["stratum"] for row in result["units"])
    assert drawn[""] == len(pool["include"])
    for stratum in pool["strata"]:
        free = drawing.candidates_of(pool, stratum)
        assert drawn[stratum["name"]] == drawing.quota_of(stratum, len(free))
    assert not {row["code"] for row in pool["exclude"]} & {row["code"] for row in result["units"]}


def assert_load_is_least(pool: dict[str, Any], units: list[str], result: dict[str, Any]) -> None:
    """No assignment has a lower highest load."""
    if result["highest_load"]:
        assert not can_be_staffed(pool, units, result["highest_load"] - 1)


def assert_shortage_is_true(pool: dict[str, Any], shortage: drawing.Shortage) -> None:
    """The named units really cannot all be staffed, the numbers add up, and only those who may go there are named."""
    need = len(shortage.units) * pool["per_unit"]
    assert shortage.missing == need - shortage.places > 0
    assert not can_be_staffed(pool, shortage.units, pool["ceiling"])
    allowed = {person["code"] for unit in shortage.units for person in may_go(pool, unit)}
    assert set(shortage.inspectors) <= allowed


def test_loads_are_level_and_not_only_the_highest_one_low() -> None:
    """Where nothing stands in the way, nobody has two more than another."""
    for case in range(50):
        pool = pool_of(random.Random(case), units=9, people=7) | {"zones": "any", "apart": [], "ceiling": 9}
        pool["inspectors"] = [person | {"load": 0} for person in pool["inspectors"]]
        pool["strata"] = [{"name": "全部", "codes": [unit["code"] for unit in pool["units"]], "percent": 100}]
        loads = Counter({person["code"]: 0 for person in pool["inspectors"]})
        result = drawing.draw(pool, SEED)
        for row in result["units"]:
            loads.update(row["team"])
        assert max(loads.values()) - min(loads.values()) <= 1


def test_the_same_seed_gives_the_same_and_another_one_something_else() -> None:
    pool = pool_of(random.Random(5), units=9, people=8) | {"zones": "any", "apart": [], "ceiling": 9}
    pool["strata"] = [{"name": "全部", "codes": [unit["code"] for unit in pool["units"]], "quota": 4}]
    results = {drawing.canonical(drawing.draw(pool, str(10**20 + seed))) for seed in range(20)}
    assert drawing.draw(pool, SEED) == drawing.draw(pool, SEED)
    assert len(results) == 20


def test_each_units_chance_is_uniform() -> None:
    """Chi-square over 4,000 seeds, 12 units, 3 drawn: beyond 43.2 once in a hundred thousand fair draws."""
    codes = [f"51042100{place:02}" for place in range(12)]
    unit = [{"code": code, "name": code, "zone": ""} for code in codes]
    pool = pool_of(random.Random(1)) | {"units": unit, "include": [], "exclude": []}
    pool["strata"] = [{"name": "全部", "codes": codes, "quota": 3}]
    seeds, chance = 4_000, random.Random(2026)
    drawn = Counter[str]()
    for _seed in range(seeds):
        seed = "".join(str(chance.randint(1, 6)) for _throw in range(20))
        drawn.update(row.code for row in drawing.draw_units(pool, seed))
    expected = seeds * 3 / 12
    # Three of twelve without putting back: the counts vary by 9/11 of what independent ones would.
    square = sum((drawn[code] - expected) ** 2 / expected for code in codes) * 11 / 9
    assert square < 43.2, drawn


def test_each_inspectors_chance_is_uniform() -> None:
    """Eight people alike, two of them go: 3,000 seeds; beyond 35.3 once in a hundred thousand fair draws."""
    pool = pool_of(random.Random(3), units=2, people=8) | {"per_unit": 2, "zones": "any", "apart": [], "ceiling": 3}
    pool |= {"include": [], "exclude": []}
    pool["strata"] = [{"name": "全部", "codes": [row["code"] for row in pool["units"]], "quota": 1}]
    pool["inspectors"] = [person | {"load": 0} for person in pool["inspectors"]]
    seeds, chance, went = 3_000, random.Random(7), Counter[str]()
    for _seed in range(seeds):
        result = drawing.draw(pool, "".join(str(chance.randint(1, 6)) for _throw in range(20)))
        went.update(code for row in result["units"] for code in row["team"])
    expected = seeds * 2 / 8
    square = sum((went[person["code"]] - expected) ** 2 / expected for person in pool["inspectors"]) * 7 / 6
    assert square < 35.3, went


@pytest.mark.parametrize(
    ("percent", "candidates", "quota"), [(20, 9, 2), (10, 30, 3), (1, 5, 1), (100, 7, 7), (33, 0, 0)]
)
def test_a_percentage_is_rounded_up(percent: int, candidates: int, quota: int) -> None:
    assert drawing.quota_of({"percent": percent}, candidates) == quota


def test_a_quota_beyond_the_candidates_is_no_draw() -> None:
    pool = pool_of(random.Random(4))
    pool["strata"][0] |= {"quota": 99}
    pool["strata"][0].pop("percent", None)
    with pytest.raises(ValueError, match="99"):
        drawing.draw_units(pool, SEED)


def published(case: int) -> dict[str, Any]:
    """The published file of the first drawable case from `case` on, with somebody on a team."""
    for number in range(case, case + 200):
        pool = pool_of(random.Random(number))
        result = outcome(pool)
        if isinstance(result, dict) and any(row["team"] for row in result["units"]):
            return file_of(pool)
    raise AssertionError("no drawable case")


def changed(file: dict[str, Any], what: str) -> dict[str, Any]:
    """The file after somebody tampered with it, hashes made to fit where a clever hand would do so."""
    pool, result = json.loads(file["pool"]), json.loads(file["result"])
    match what:
        case "pool":
            pool["inspectors"] = pool["inspectors"][1:]
            return file | {"pool": drawing.canonical(pool)}
        case "pool and hash":
            pool["ceiling"] += 1
            text = drawing.canonical(pool)
            return file | {"pool": text, "pool_sha256": drawing.digest(text)}
        case "spelling":
            text = json.dumps(pool, ensure_ascii=False, sort_keys=True)
            return file | {"pool": text, "pool_sha256": drawing.digest(text)}
        case "seed":
            return file | {"seed": file["seed"] | {"digits": file["seed"]["digits"][::-1]}}
        case "old seed":
            return file | {"seed": file["seed"] | {"at": "2026-11-24T09:59:59+08:00"}}
        case "number":
            return file | {"draw": "米教督抽〔2026〕100号"}
        case "commit":
            return file | {"committed_at": "2026-11-24T09:00:00+08:00"}
        case "result":
            row = next(row for row in result["units"] if row["team"])
            row["team"] = row["team"][::-1] if len(row["team"]) > 1 else ["川米督〔2025〕999"]
            text = drawing.canonical(result)
            return file | {"result": text, "result_sha256": drawing.digest(text)}
    return file | {"result_sha256": drawing.digest("")}


TAMPERINGS = ("pool", "pool and hash", "spelling", "seed", "old seed", "number", "commit", "result", "result hash")


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_shows(what: str) -> None:
    for case in (0, 400, 800):
        file = published(case)
        assert all(check.ok for check in drawing.verify(file))
        assert not all(check.ok for check in drawing.verify(changed(file, what)))


def test_a_noted_hash_shows_that_pool_and_hash_were_changed_together() -> None:
    file = published(10)
    swapped = changed(file, "pool and hash")
    swapped |= file_of(json.loads(swapped["pool"]))
    assert all(check.ok for check in drawing.verify(swapped))
    assert not all(check.ok for check in drawing.verify(swapped, noted=file["pool_sha256"]))


def test_what_is_not_public_yet_is_checked_as_far_as_it_goes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "draw.json"
    path.write_text(json.dumps(published(20) | {"seed": None, "result": ""}), "utf-8")
    assert drawing.main([str(path)]) == 0
    assert "结果尚未公布" in capsys.readouterr().out


def test_a_result_that_no_rule_gives_is_a_mismatch() -> None:
    file = published(30)
    pool = json.loads(file["pool"]) | {"ceiling": 0}
    text = drawing.canonical(pool)
    checks = drawing.verify(file | {"pool": text, "pool_sha256": drawing.digest(text)})
    assert not checks[-1].ok


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pool": "x"}', '{"pool": 3}', "\ufffd{"])
def test_what_is_no_draw_is_said_to_be_unreadable(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "draw.json"
    path.write_text(content, "utf-8")
    assert drawing.main([str(path)]) == 2
    assert "UNREADABLE" in capsys.readouterr().out


def test_it_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = io.TextIOWrapper(io.BytesIO(json.dumps(published(40)).encode()))
    monkeypatch.setattr(sys, "stdin", data)
    assert drawing.main([]) == 0
    assert capsys.readouterr().out.endswith("核对一致 MATCH\n")


def test_the_script_runs_alone_and_agrees(tmp_path: Path) -> None:
    """The very file that is downloaded, in a Python of its own without any of our packages."""
    script = tmp_path / "verify_draw.py"
    script.write_bytes(SCRIPT.read_bytes())
    for case, what in enumerate(("", "", "seed", "result", "pool")):
        path = tmp_path / "draw.json"
        file = published(case * 100)
        path.write_text(json.dumps(changed(file, what) if what else file), "utf-8")
        done = subprocess.run([sys.executable, "-I", script, path], capture_output=True, check=False, cwd=tmp_path)
        assert done.returncode == (1 if what else 0), done.stdout.decode()
        assert done.stdout.decode().endswith("核对不一致 MISMATCH\n" if what else "核对一致 MATCH\n")
