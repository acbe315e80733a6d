"""What tests of pages have in common: the text of an answer, queries counted, htmx."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HTMX = {"HX-Request": "true"}

# Django masks its token anew for each page: 64 random letters and digits, in which a short word may occur by chance.
RANDOM = re.compile(r"[A-Za-z0-9]{64}(?=\")")


def text(response: Any) -> str:
    """The page as text, without the random tokens against forged requests."""
    content: str = response.content.decode()
    return RANDOM.sub("", content)


def queries(client: Client, url: str) -> int:
    """How many statements the page needs once it has been seen before; the page must answer 200."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
