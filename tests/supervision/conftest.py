"""Fixtures of the tests of supervision: browsers of the cast by name, and a count of statements."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Cast


@pytest.fixture
def browser(cast: Cast, sign_in: Callable[[Any], Client]) -> Callable[[str], Client]:
    """A function from a name in the cast to a signed-in browser."""
    return lambda name: sign_in(getattr(cast, name))


@pytest.fixture
def statements() -> Callable[[Client, str], int]:
    """A function that opens an address twice and counts the SQL statements of the second time."""

    def count(client: Client, address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    return count
