"""The schema of the test database, migrated once and kept: each worker's database is a copy of it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection


def template() -> str:
    """The name of the database that holds the schema of these migrations; migrates it where there is none yet.

    It lives beside the test databases, whose engine keeps it for the next run. Databases of other migrations go.
    """
    family = f"{connection.settings_dict['TEST']['NAME'].split('_gw')[0]}_schema_"
    name = family + _digest()
    with _alone() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
        known = {row[0] for row in cursor.fetchall()}
        if name not in known:
            for old in known:
                cursor.execute(f'DROP DATABASE "{old}"')
            _migrate(f"{name}_new")
            cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')  # only when it is whole
    return name


def _digest() -> str:
    """What the migrations of all apps, and the models that they were made for, come to."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).rglob("*.py")):
            if {"migrations", "models", "models.py"} & set(path.relative_to(app.path).parts):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _alone() -> Iterator[Any]:
    """A cursor outside the test database; one process at a time, the others wait."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('template of the test databases'))")
        yield cursor  # the lock ends with the connection


def _migrate(name: str) -> None:
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    wanted = test["NAME"]
    test["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = wanted
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
