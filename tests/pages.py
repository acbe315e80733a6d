"""What tests of pages have in common: the text of an answer, queries counted, htmx."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HTMX = {"HX-Request": "true"}


def text(response: Any) -> str:
    """The page as text."""
    content: str = response.content.decode()
    return content


def queries(client: Client, url: str) -> int:
    """How many statements the page needs once it has been seen before; the page must answer 200."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
