"""The page's own implementation of the draw, run in the real browser, agrees with the server in hundreds of cases."""

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from supervision.draw import drawing
from tests.supervision.draw.drawings import SEED, pool_of
from tests.supervision.draw.test_drawing import TAMPERINGS, changed, outcome, published

MODULE = Path(__file__).parents[3] / "static" / "js" / "verify-draw.js"
CASES = 600
RUN = """async ([source, work]) => {
  const module = await import(`data:text/javascript;base64,${source}`);
  return work.map(([name, ...given]) => {
    const found = module[name](...given);
    return typeof found === "string" ? found : module.canonical(found);
  });
}"""


@pytest.fixture(scope="module")
def run(chromium: Browser) -> Any:
    """A function from calls of the module's functions to what they return, as canonical texts."""
    page = chromium.new_page()
    source = base64.b64encode(MODULE.read_bytes()).decode()
    yield lambda work: page.evaluate(RUN, [source, work])
    page.close()


def expected(pool: dict[str, Any]) -> str:
    result = outcome(pool)
    if isinstance(result, dict):
        return drawing.canonical(result)
    return drawing.canonical({"missing": result.missing, "units": result.units})


def test_the_browser_draws_what_the_server_draws(run: Any) -> None:
    pools = [pool_of(random.Random(case)) for case in range(CASES)]
    pools.append(pool_of(random.Random(1), units=60, people=40) | {"ceiling": 5, "per_unit": 3, "zones": "any"})
    got = run([["draw", pool, SEED] for pool in pools])
    wrong = [case for case, (pool, text) in enumerate(zip(pools, got, strict=True)) if text != expected(pool)]
    assert wrong == []


def test_its_hash_is_sha_256(run: Any) -> None:
    texts = ["", "a", "米易县", "𬭎" * 7, *("x" * length for length in (55, 56, 63, 64, 65, 119, 120, 1000))]
    assert run([["sha256", text] for text in texts]) == [drawing.digest(text) for text in texts]


def test_it_writes_the_canonical_text(run: Any) -> None:
    values = [{"b": 1, "a": [None, True, '"\\\n\t\u0001\u2028𬭎'], "": {}}, [], 0, "é"]
    assert run([["canonical", value] for value in values]) == [drawing.canonical(value) for value in values]


def test_it_sees_every_tampering(run: Any) -> None:
    files = [published(case) for case in (0, 400, 800)]
    work = [["verify", file] for file in files]
    work += [["verify", changed(file, what)] for what in TAMPERINGS for file in files]
    verdicts = [all(step[1] for step in json.loads(text)) for text in run(work)]
    assert verdicts[:3] == [True] * 3
    assert not any(verdicts[3:])
