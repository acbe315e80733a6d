"""Fixtures that every test may use."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from accounts.middleware import SECOND_FACTOR, SEEN_AT
from core import calendar
from tests.people import Cast, repeat_cast
from tests.template import template
from tests.walk import clock

NO_TRUNCATE = (("core_auditevent", "no_truncate"), ("core_auditlink", "link_no_truncate"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """Let each worker's database begin as a copy of the schema, instead of running all migrations."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let the test runner empty the audit tables between transactional tests; one test puts the triggers back."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, name in NO_TRUNCATE:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [table, f"pgtrigger_{name}_%"],
            )
            (trigger,) = cursor.fetchone()
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


# What Django itself writes once, for good: the kinds of records and the permissions.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_what_was_filled(_test: Any) -> None:
    """Empty the tables that a test with commits of its own filled; Django's flush empties all, and fills these anew."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in KEPT]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names))
        if filled := ", ".join(f'"{name}"' for (name,) in cursor.fetchall()):
            cursor.execute(f"TRUNCATE {filled} CASCADE")


@pytest.hookimpl(trylast=True)  # once Django is set up
def pytest_configure(config: pytest.Config) -> None:
    """No test hangs on the day on which it is run: one clock for all, from collection and shared fixtures to the end.

    A test that needs another day sets it (`clock.on`). Models and migrations keep Django's own clock as their default.
    """
    TransactionTestCase._fixture_teardown = empty_what_was_filled
    MigrationLoader(None)
    stack = ExitStack()
    stack.enter_context(clock.running_from(clock.FIRST_DAY))
    config.add_cleanup(stack.close)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, with their units."""
    return repeat_cast()


@pytest.fixture
def holidays(db: None) -> None:
    """The holiday table as the library knows it."""
    calendar.seed_holidays([2025, 2026])


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A function from an account to a browser-like client that is signed in as it, second factor included."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session[SECOND_FACTOR] = True
        session[SEEN_AT] = int(time.time())
        session.save()
        return client

    return client_of


CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Without these Chromium looks for the internet at every start.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a module; never two in one process, since Playwright allows one loop only."""
    # Playwright's event loop runs in this thread and makes Django believe that the tests run asynchronously.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
