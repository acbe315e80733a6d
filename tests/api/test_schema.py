"""The schema: valid, without a warning, open to everybody; and the page that shows it under the house's CSP."""

import re
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from config.api import router


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema as the command writes it; any warning fails."""
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_schema_knows_every_address_of_the_router(schema: Any) -> None:
    paths = set(schema["paths"])
    for prefix, _viewset, _name in router.registry:
        assert f"/api/v1/{prefix}/" in paths
    assert "/api/v1/problems/{id}/timeline/" in paths
    assert set(schema["paths"]["/api/v1/tasks/"]) == {"get", "post"}
    assert schema["paths"]["/api/v1/public/units/"]["get"].get("security", [{}]) == [{}]


def test_every_operation_says_what_it_does(schema: Any) -> None:
    bare = [
        (path, method)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/api/v1/") and not operation.get("description")
    ]
    assert bare == []


def test_anybody_may_read_the_schema(client: Client, db: None) -> None:
    response = client.get("/api/schema/")
    assert response.status_code == 200
    assert yaml.safe_load(response.content)["openapi"].startswith("3.")


def test_the_page_needs_nothing_that_the_policy_forbids(client: Client, db: None) -> None:
    page = client.get("/api/docs/")
    text = page.content.decode()
    policy = page["Content-Security-Policy"]
    assert page.status_code == 200
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"<style|<script(?![^>]*src=)|\sstyle=|https?://", text)
    script = re.findall(r'<script src="([^"]+)"', text)[-1].replace("&amp;", "&")
    answer = client.get(script)
    assert answer.status_code == 200
    assert "SwaggerUIBundle" in answer.content.decode()
    assert answer["Content-Type"].startswith("application/javascript")
