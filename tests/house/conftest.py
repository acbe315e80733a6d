"""One county for all the house's tests of pages: built once for each worker and rolled back at the end."""

import dataclasses
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse

from tests.house.county import build_county
from tests.house.targets import Kwargs
from tests.people import Cast, make_cast


@dataclasses.dataclass
class County:
    """Its people, and the arguments of every address that takes any."""

    cast: Cast
    targets: dict[str, Kwargs]

    def url(self, name: str) -> str:
        """The address `name` with its arguments; fails with a word on what is missing where it has no case."""
        try:
            return reverse(name, kwargs=self.targets.get(name, {}))
        except NoReverseMatch:
            raise AssertionError(
                f"The address `{name}` lacks a case: give it a record in `targets` of a module of tests/house/targets."
            ) from None


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-access`: write what is the case into the table, to be read before it is committed."""
    parser.addoption("--update-access", action="store_true", help="write tests/house/access_matrix.txt anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Share the county's tests out evenly, one group for each worker: each builds it once and runs its group whole."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    in_county = [item for item in items if "county" in getattr(item, "fixturenames", ()) and "/house/" in item.nodeid]
    for n, item in enumerate(in_county):
        item.add_marker(pytest.mark.xdist_group(f"county-{n % workers}"))


@pytest.fixture(scope="package")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The county. Its tests carry the mark `django_db`, without which there would be no test database at all."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert connection.settings_dict["NAME"].startswith(settings.DATABASES["default"]["TEST"]["NAME"])
        cast = make_cast()
        targets = build_county(cast)
        # Chain the log once, now: what waits for the commit would be done again at the end of each test.
        connection.check_constraints()
        yield County(cast, targets)
        transaction.set_rollback(True)
