"""Large print, theme and rail are remembered per device, with and without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_large_print_is_remembered_and_shown() -> None:
    """The choice of a visitor survives to the next page."""
    client = Client()
    answer = client.post(reverse("set_display"), {"large_print": "1", "next": "/account/login/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/"
    assert client.cookies["large_print"].value == "1"
    assert "data-large" in client.get("/account/login/").content.decode()


def test_large_print_is_given_up_again() -> None:
    """An empty value takes the cookie away."""
    client = Client()
    client.cookies["large_print"] = "1"
    client.post(reverse("set_display"), {"large_print": ""})
    assert client.cookies["large_print"]["max-age"] == 0


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("rail", "narrow")])
def test_theme_and_rail(name: str, value: str) -> None:
    """The other two choices."""
    client = Client()
    client.post(reverse("set_display"), {name: value})
    assert client.cookies[name].value == value


def test_unknown_values_and_strange_addresses_are_ignored() -> None:
    """Nothing but the known words becomes a cookie, and nobody is sent to another site."""
    client = Client()
    answer = client.post(reverse("set_display"), {"theme": "<b>", "next": "https://example.org/"})
    assert answer["Location"] == "/"
    assert "theme" not in client.cookies


def test_looking_changes_nothing() -> None:
    """Only POST is answered."""
    assert Client().get(reverse("set_display")).status_code == 405
