"""One county for all the house's tests of pages: built once for each worker and rolled back at the end."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.house.county import Kwargs, build_county
from tests.people import Cast, make_cast


@dataclasses.dataclass
class County:
    """Its people, and the arguments of every address that takes any."""

    cast: Cast
    targets: dict[str, Kwargs]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-access`: write what is the case into the table, to be read before it is committed."""
    parser.addoption("--update-access", action="store_true", help="write tests/house/access_matrix.txt anew")


@pytest.fixture(scope="module")
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
