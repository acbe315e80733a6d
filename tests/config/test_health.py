"""The two pages that supervisors of processes ask."""

import pytest
from django.test import Client


def test_healthz_answers_without_any_engine(client: Client) -> None:
    """No database mark here: touching one would fail the test."""
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_names_each_engine(client: Client) -> None:
    answer = client.get("/readyz/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert [line.split("(")[0] for line in lines] == ["Database", "Redis"]
    assert all(line.endswith(": OK") for line in lines)


@pytest.mark.django_db
def test_readyz_fails_when_redis_is_away(client: Client, settings: object) -> None:
    settings.REDIS_URL = "redis://:a-password@127.0.0.1:1/0"  # type: ignore[attr-defined]
    answer = client.get("/readyz/")
    assert answer.status_code == 500
    assert b"a-password" not in answer.content
