"""Migrations: one line for each app, and nothing in the models that they lack."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.house.source import APPS


@pytest.mark.parametrize("app", APPS)
def test_migrations_form_one_line(app: str) -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    assert len(graph.leaf_nodes(app)) == 1
    for node in graph.nodes:
        if node[0] == app:
            followers = [child.key for child in graph.node_map[node].children if child.key[0] == app]
            assert len(followers) <= 1, node


def test_the_models_need_no_further_migration(db: None) -> None:
    out = StringIO()
    call_command("makemigrations", dry_run=True, stdout=out)
    assert out.getvalue().strip() == "No changes detected"
