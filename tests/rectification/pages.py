"""Asking for pages in tests: by URL name, with the status that is expected."""

from typing import Any

from django.test import Client
from django.urls import reverse


def get(client: Client, name: str, *args: Any, status: int = 200, htmx: bool = False, **query: Any) -> str:
    """The page called `name`; fails unless it answers `status`."""
    headers = {"HX-Request": "true"} if htmx else {}
    response = client.get(reverse(name, args=args), query, headers=headers)
    assert response.status_code == status, response.status_code
    return response.content.decode() if not response.streaming else ""


def status_of(client: Client, name: str, *args: Any) -> int:
    """What the page called `name` answers."""
    return client.get(reverse(name, args=args)).status_code


def post(
    client: Client, name: str, *args: Any, status: int = 302, htmx: bool = False, query: str = "", **data: Any
) -> str:
    """Send `data` to the page called `name`; fails unless it answers `status`."""
    headers = {"HX-Request": "true"} if htmx else {}
    response = client.post(f"{reverse(name, args=args)}{query}", data, headers=headers)
    assert response.status_code == status, (response.status_code, response.content.decode()[-3000:])
    return response.content.decode()
