"""Whatever is sent, the API answers with a refusal and never with a fault of ours (every operation of its schema)."""

import random
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from inspectors.models import Inspector
from rectification.models import Problem
from tests.core.records import make_records
from tests.people import Cast

STRANGE: tuple[Any, ...] = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "督导" * 5000,
    "'; DROP TABLE core_auditevent; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00%ff",
    "\ud7ff\U0010ffff",
    "-1",
    "999999999999999999999999",
    "1e999",
    "nan",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "01a20b00-0000-7000-8000-000000000000",
    None,
    True,
    -1,
    2**70,
    1.5,
    [],
    {},
    [[]],
    {"id": 1},
    ["x"] * 600,
)


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema as the command writes it."""
    out = StringIO()
    call_command("spectacular", stdout=out)
    return yaml.safe_load(out.getvalue())


def operations(schema: Any, method: str) -> Iterator[tuple[str, Any]]:
    """Path and description of every operation of one method."""
    for path, methods in schema["paths"].items():
        if method in methods and path.startswith("/api/v1/"):
            yield path, methods[method]


def body_fields(schema: Any, operation: Any) -> list[str]:
    """The names of the fields that an operation takes."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    return list(schema["components"]["schemas"].get(name, {}).get("properties", {}))


@pytest.fixture
def client_of_all(cast: Cast, sign_in: Any) -> list[Client]:
    """The office head, the school and the inspector, with one record of each kind to aim at."""
    make_records(cast)
    Problem.objects.update(state="planned")
    return [sign_in(user) for user in (cast.office_head, cast.school_head, cast.inspector)]


def fill(path: str, key: Any) -> str:
    """The path with its parameter filled in."""
    return path.replace("{id}", str(key)).replace("{code}", str(key))


@pytest.mark.usefixtures("_no_throttle")
def test_reading_with_strange_parameters(client_of_all: list[Client], schema: Any) -> None:
    chance = random.Random(2026)
    for path, operation in operations(schema, "get"):
        names = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
        for value in STRANGE:
            given = str(value)
            for client in client_of_all[:1]:
                response = client.get(fill(path, given.replace("/", "") or "x"), dict.fromkeys(names, given))
                assert response.status_code < 500, (path, value)
        for name in names:
            for value in chance.sample(STRANGE, 4):
                response = client_of_all[0].get(fill(path, "x"), {name: str(value)})
                assert response.status_code < 500, (path, name, value)


@pytest.mark.usefixtures("_no_throttle")
def test_writing_with_strange_bodies(client_of_all: list[Client], schema: Any) -> None:
    keys = [str(row.pk) for row in (*Problem.objects.all(), *Inspector.objects.all())]
    chance = random.Random(2026)
    for path, operation in operations(schema, "post"):
        names = body_fields(schema, operation)
        bodies: list[Any] = [*STRANGE, *({name: value} for name in names for value in chance.sample(STRANGE, 9))]
        bodies += [{name: chance.choice(STRANGE) for name in names} for _turn in range(10)]
        for body in bodies:
            for key in chance.sample(keys, 1):
                client = chance.choice(client_of_all)
                response = client.post(fill(path, key), body, content_type="application/json")
                assert response.status_code < 500, (path, body)
                assert response.status_code < 400 or "message" in response.json(), (path, body)


@pytest.fixture
def _no_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.allow_request", lambda *_args: True)
