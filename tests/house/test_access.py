"""Every address × every person: the answers stand in a committed table, and the wrong person changes nothing."""

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house import access
from tests.house.conftest import County
from tests.house.county import addresses
from tests.people import Cast

PEOPLE = ["anonymous", *(f.name for f in dataclasses.fields(Cast) if f.type == "User" or "User" in str(f.type))]
SignIn = Callable[[Any], Client]
pytestmark = pytest.mark.django_db  # inside the county's own transaction: each test is undone
# Outside the house's rules: health pages look at engines, not at records.
UNTOUCHED = {"healthz", "readyz"}
REFUSALS = {"403", "404", "405", "409"}
# Where a stranger may leave something: the sign-in itself, whose failures are counted and logged.
OPEN_TO_POST = {"public_report_conduct", "account_login"}
WRITES = ("INSERT", "UPDATE", "DELETE")
# What may be written while somebody is refused: the note of it, and the session.
HARMLESS = ('"core_audit', '"django_session"', '"usersessions_', '"django_content_type"')


def ask(method: str, name: str, county: County, client: Client) -> tuple[str, list[str]]:
    """Call an address and undo it again: the status, and the statements that changed anything."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(county.url(name))
        list(response)  # a file is closed when it has been read
        transaction.set_rollback(True)
    return str(response.status_code), lasting_writes([query["sql"] for query in queries])


def lasting_writes(statements: list[str]) -> list[str]:
    """The statements that changed something and were not taken back to a savepoint before them."""
    lasting: list[str] = []
    for sql in statements:
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            lasting = lasting[: lasting.index(sql.removeprefix("ROLLBACK TO "))]
        elif sql.startswith("SAVEPOINT") or (sql.startswith(WRITES) and not any(name in sql for name in HARMLESS)):
            lasting.append(sql)
    return [sql for sql in lasting if not sql.startswith("SAVEPOINT")]


@pytest.fixture
def client_of(county: County, sign_in: SignIn) -> Callable[[str], Callable[[], Client]]:
    """From a person's name to a function that gives that person's browser as it was after signing in.

    What a request did to the session's row is undone with the rest; its cookies and the cached copy are put back here.
    """

    def make(person: str) -> Callable[[], Client]:
        client = Client() if person == "anonymous" else sign_in(getattr(county.cast, person))
        cookies = copy.deepcopy(client.cookies)
        cached = client.session.cache_key if cookies else None

        def again() -> Client:
            client.cookies = copy.deepcopy(cookies)
            if cached:
                cache.delete(cached)
            return client

        return again

    return make


def test_every_address_has_a_case(county: County) -> None:
    """All that lack one are named at once."""
    lacking = []
    for name in sorted(set(addresses()) - UNTOUCHED):
        try:
            county.url(name)
        except AssertionError as error:
            lacking.append(str(error))
    assert not lacking, "\n".join(lacking)


def test_an_address_without_a_case_is_named(county: County) -> None:
    without = dataclasses.replace(county, targets={})
    with pytest.raises(AssertionError, match=r"The address `unit` lacks a case: .* tests/house/targets"):
        without.url("unit")


@pytest.mark.parametrize("person", PEOPLE)
def test_every_address(person: str, county: County, client_of: Any, request: pytest.FixtureRequest) -> None:
    """The answers are those of the table, and a refusal has changed nothing."""
    found, broken = {}, {}
    signed_in = client_of(person)
    for name in sorted(set(addresses()) - UNTOUCHED):
        got, _written = ask("get", name, county, signed_in())
        posted, written = ask("post", name, county, signed_in())
        found[name] = f"{got}/{posted}"
        if written and (posted in REFUSALS or (person == "anonymous" and name not in OPEN_TO_POST)):
            broken[name] = written
    table = access.read()
    if request.config.getoption("--update-access", default=False):
        for name, answer in found.items():
            table.setdefault(name, {})[person] = answer
        access.write({name: row for name, row in table.items() if name in found}, PEOPLE)
    assert broken == {}
    table = access.read()
    assert set(table) == set(found), "an address is not in the table; see the head of access_matrix.txt"
    assert {n: (a, table[n][person]) for n, a in found.items() if a != table[n][person]} == {}


def test_nothing_fails_and_strangers_only_read_what_is_public() -> None:
    table = access.read()
    assert {name for name, row in table.items() if any("5" in answer[::4] for answer in row.values())} == set()
    open_to_all = {name for name, row in table.items() if row["anonymous"].startswith("200")}
    assert {
        n for n in open_to_all if not n.startswith(("public_", "portal", "api_public", "api_schema", "api_docs"))
    } <= {
        "check_document",
        "account_login",
        "account_inactive",
    }
